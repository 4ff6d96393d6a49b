"""What a learner of the demo did on days gone by, stored as if the site had stored it then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Any

from accounts.models import Learner
from bank.models import Item, ItemVersion, TestedCell
from lessons.models import Lesson, Place, Reading
from matrix import facts
from planner.daily import Day
from planner.models import Forecast
from planner.plan_inputs import PlanInputs, cells_of, known_from, settings_of_one
from planner.review import BY_PLAN, review_pool_of, selection
from planner.review_draw import Wanted, draw
from planner.stored_plans import forecasts_of
from quizzes.attempt_start import Sitting, published
from quizzes.exam import drawing
from quizzes.exam.simulations import SHORT, allowance_of, candidates
from quizzes.memory.regression import passing
from quizzes.memory.store import card_of
from quizzes.models import Mode, Quiz
from quizzes.pool import questions_per_cell_lately
from quizzes.practice.choices import USUAL_LENGTH, By, PracticeChoice, PracticePool
from quizzes.seeding import SeededSitting, store_sittings
from srm_site.demo.answering import answered

BETWEEN = timedelta(minutes=2)
SPARED = 1.15  # less the ability, the share of what the memory model has forgotten that she really has


class DemoContent:
    """The questions of the demo, read once for all its learners."""

    @cached_property
    def checks(self) -> list[Quiz]:
        return list(Quiz.objects.filter(lesson__published=True).select_related("lesson").order_by("lesson__position"))

    @cached_property
    def versions(self) -> dict[int, list[ItemVersion]]:
        """Of each check, by its id."""
        asked = Item.objects.asked()
        return {
            quiz.pk: published(quiz.slots.filter(item__in=asked).values_list("item", flat=True))
            for quiz in self.checks
        }

    @cached_property
    def mixed(self) -> list[Sitting]:
        """What the first practices of new learners ask."""
        return [self.practice_of(PracticeChoice(By.MIXED), None, seed=f"{number:016x}") for number in range(4)]

    def practice_of(self, choice: PracticeChoice, learner: Learner | None, *, seed: str) -> Sitting:
        pool = PracticePool(facts.current(), learner)
        versions = published(pool.pick(choice, length=USUAL_LENGTH, seed=seed))
        told = {**choice.query, "length": USUAL_LENGTH, "seed": seed}
        return Sitting(Mode.DRILL, f"Practice: {pool.title(choice)}", versions, selection=told)

    @cached_property
    def settling_cells(self) -> dict[int, int]:
        return dict(TestedCell.objects.filter(position=1).values_list("version", "cell"))


@dataclass(frozen=True)
class SeededReading:
    """A lesson that was marked as read at `at`, or of which only the first `sections` were read."""

    learner: Learner
    lesson: Lesson
    at: datetime
    sections: int | None = None

    @property
    def place(self) -> Place:
        rest = {"anchor": self.lesson.anchors[self.sections]} if self.sections else {"read_at": self.at}
        return Place(learner=self.learner, lesson=self.lesson, moved_at=self.at, **rest)


def store_readings(readings: Sequence[SeededReading]) -> None:
    Reading.objects.bulk_create(
        Reading(learner=each.learner, lesson=each.lesson, anchor=anchor, finished_at=each.at)
        for each in readings
        for anchor in each.lesson.anchors[: each.sections]
    )
    Place.objects.bulk_create(each.place for each in readings)


class LearnerWeeks:
    """One learner's days. `at` is the moment of the next act; each act moves it on.

    A question on a fact that was answered before is answered by its recall, the better the more she knows by then, any
    other by the `ability` of the day.
    """

    def __init__(self, learner: Learner, content: DemoContent, *, today: date, chance: Random):
        self.learner, self.content, self.today, self.chance = learner, content, today, chance

    def begin_day(self, days_ago: int, *, hour: int, ability: float) -> None:
        begins = time(hour, self.chance.randrange(60), tzinfo=UTC)
        self.at = datetime.combine(self.today - timedelta(days=days_ago), begins)
        self.ability = ability

    def read(self, quiz: Quiz, *, sections: int | None = None) -> None:
        assert quiz.lesson
        self.at += timedelta(minutes=quiz.lesson.minutes)
        store_readings([SeededReading(self.learner, quiz.lesson, self.at, sections)])

    def learn(self, quiz: Quiz) -> None:
        """Read the lesson and take its check."""
        self.read(quiz)
        self._sit(Sitting(Mode.CHECK, quiz.title, self.content.versions[quiz.pk], quiz=quiz))

    def practice(self, choice: PracticeChoice) -> None:
        self._sit(self.content.practice_of(choice, self.learner, seed=self._seed()))

    def take_exam(self) -> None:
        drawn = drawing.draw(candidates(self.learner, facts.current()), SHORT.questions, chance=self.chance)
        told = {"simulation": SHORT.slug, **allowance_of(self.learner).kept}
        versions = published(each.item for each in drawn)
        self._sit(Sitting(Mode.EXAM, SHORT.title, versions, selection=told, time=SHORT.time))

    def review(self, *, minutes: int) -> None:
        day = Day.of(known := self._known(), known.plan(minutes=minutes))
        Forecast.objects.bulk_create(forecasts_of(self.learner, day), ignore_conflicts=True)
        wanted = [
            Wanted(each.cell.id, each.asked_before, recall=each.step.recall if each.asked_before else None)
            for each in day.due
        ]
        drawn = draw(wanted, review_pool_of(self.learner, known), seed=self._seed())
        title = f"Review, {day.today:%b} {day.today.day}"
        told = {"by": BY_PLAN, "day": day.today.isoformat(), **selection(drawn)}
        self._sit(Sitting(Mode.REVIEW, title, published(each.item for each in drawn), selection=told), known)

    def _seed(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"

    def _known(self) -> PlanInputs:
        told: Any = settings_of_one.first(self.learner.pk)
        told.now, told.began = self.at, datetime.combine(self.at, time(), UTC)
        return known_from(told, cells_of(self.learner.pk), questions=questions_per_cell_lately())

    def _sit(self, sitting: Sitting, known: PlanInputs | None = None) -> None:
        known = known or self._known()
        answers = [
            answered(version, knows=self._knows(version, known), mode=sitting.mode, chance=self.chance)
            for version in sitting.versions
        ]
        seeded = SeededSitting(self.learner, self.at, sitting, answers)
        store_sittings([seeded])
        self.at = seeded.ended + BETWEEN

    def _knows(self, version: ItemVersion, known: PlanInputs) -> float:
        row = known.rows.get(self.content.settling_cells[version.pk])
        if row is None:
            return self.ability
        forgotten = 1 - card_of(row).recall(self.at)
        return passing(1 - forgotten * (SPARED - self.ability))
