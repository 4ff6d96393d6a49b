"""What the plan of one learner is made from, read in three queries.

The plan is made from what was known when the day began, so its number stays the same until midnight.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import cached_property, lru_cache
from itertools import batched, groupby, pairwise
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import DateTimeField, F, Func, OuterRef, QuerySet, Subquery
from django.db.models.functions import Extract, JSONObject
from django.utils import timezone

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.mixing import OwnerMix, tier_of
from matrix import facts as matrix_facts
from matrix.facts import Facts
from matrix.models import ExamWeight, FactsRevision, Responsibility
from planner.models import StudyPlan
from planner.plan import Plan, PlannedCell, plan
from quizzes.memory.knowledge import CellKnowledge, Knowledge, knows_core, record_of
from quizzes.memory.personal_curve import Pace, learn_pace
from quizzes.memory.store import before, card_of, tally_of, track_of
from quizzes.models import CellMemory, ItemResult, Mode
from quizzes.pool import questions_per_cell_lately
from quizzes.practice.selection import LOOK_ALIKES
from serving.prepared import Prepared

USUAL_MINUTES = 10
MINUTES_FOR_MORE = 60
WEIGHTS = {ExamWeight.CORE: 3.0, ExamWeight.FURTHER: 1.0, ExamWeight.BEYOND: 0.25}
RECENT = 200  # answers that show how long a question takes


class RecentAnswer(NamedTuple):
    """`at` and `took` are in seconds."""

    attempt: str
    at: float
    took: float
    right: bool


class PlanSettings(NamedTuple):
    exam_on: date | None = None
    minutes: int | None = None
    token: str | None = None

    @property
    def minutes_a_day(self) -> int:
        return USUAL_MINUTES if self.minutes is None else self.minutes


NOTHING_SAID = PlanSettings()


@dataclass(frozen=True)
class PlanInputs:
    """`rows` and `pace` are of now; those of `morning` leave out what was answered since the day began."""

    now: datetime
    zone: tzinfo
    settings: PlanSettings
    facts: Facts
    order: Sequence[Responsibility]
    questions: Mapping[int, int]  # by the ids of the cells that have any
    rows: Mapping[int, CellMemory]
    pace: Pace
    began: datetime
    morning: Mapping[int, CellMemory]
    morning_pace: Pace

    @property
    def asked(self) -> Collection[int]:
        return self.questions.keys()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def noon(self) -> datetime:
        """The moment for which the day is planned: by noon, what was asked yesterday evening is a day old."""
        return datetime.combine(self.today, time(12), self.zone)

    @property
    def is_new(self) -> bool:
        return not self.rows and self.settings == NOTHING_SAID

    @property
    def began_with_a_plan(self) -> bool:
        return bool(self.morning) or self.settings != NOTHING_SAID

    @property
    def knowledge(self) -> Knowledge:
        records = {cell: self._record(row) for cell, row in self.rows.items()}
        return Knowledge({}, self.now, self.zone, records, with_a_question=self.asked)

    @property
    def knows_core(self) -> bool:
        return self._knows_core(self.rows, self.pace, self.now)

    def _knows_core(self, rows: Mapping[int, CellMemory], pace: Pace, at: datetime) -> bool:
        return knows_core(self.facts, self.asked, rows.keys(), lambda pk: record_of(rows[pk], pace, at, self.zone))

    def _record(self, row: CellMemory) -> CellKnowledge:
        return record_of(row, self.pace, self.now, self.zone)

    @cached_property
    def cells(self) -> list[PlannedCell]:
        return self._planned(self.rows, self.pace, self.now) if self.asked_today else self.morning_cells

    @cached_property
    def morning_cells(self) -> list[PlannedCell]:
        return self._planned(self.morning, self.morning_pace, self.noon)

    def _planned(self, rows: Mapping[int, CellMemory], pace: Pace, at: datetime) -> list[PlannedCell]:
        waiting = () if self._knows_core(rows, pace, at) else (ExamWeight.BEYOND,)
        return [
            planned_cell(
                number, cell, rows.get(cell.pk), self.questions[cell.pk], waits=cell.service.exam_weight in waiting
            )
            for number, cell in enumerate(self.order)
        ]

    @cached_property
    def asked_today(self) -> dict[int, bool]:
        """Whether the last answer was right, by the ids of the cells asked since the day began."""
        return {pk: row.guessed_right for pk, row in self.rows.items() if row.last >= self.began}

    def plan(self, *, minutes: float | None = None) -> Plan:
        return plan(
            self.morning_cells,
            now=self.noon,
            zone=self.zone,
            exam=self.settings.exam_on,
            minutes=self.settings.minutes_a_day if minutes is None else minutes,
            pace=self.morning_pace,
        )

    def plan_more(self) -> Plan:
        """What could be asked now besides the day's plan."""
        asked = self.asked_today
        return plan(
            [cell for cell in self.cells if self.order[cell.cell].pk not in asked],
            now=self.now,
            zone=self.zone,
            exam=None,
            minutes=MINUTES_FOR_MORE,
            pace=self.pace,
        )


def is_known(row: CellMemory, facts: Facts) -> bool:
    return row.cell_id in facts.cell_ids


def known_of(learner: Learner | None) -> PlanInputs:
    """Takes three queries, and more if the facts have changed. A visitor is planned for as a new learner."""
    if learner is None:
        return make_known(timezone.now(), timezone.get_current_timezone(), questions=questions_per_cell_lately())
    [told] = settings_of_one(learner.pk)
    return known_of_one(told)


def known_of_one(told: Learner) -> PlanInputs:
    return known_from(told, memories_of(told.pk), questions=questions_per_cell_lately())


def beginning_of(unit: str) -> Func:
    """When the learner's day or week began, by the clock of their zone."""
    local = "date_trunc(%(function)s, CURRENT_TIMESTAMP AT TIME ZONE %(expressions)s) AT TIME ZONE %(expressions)s"
    return Func(F("time_zone"), function=f"'{unit}'", template=local, output_field=DateTimeField())


def settings_of(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    recent = (
        ItemResult.objects.filter(
            attempt_item__attempt__learner=OuterRef("pk"),
            attempt_item__attempt__mode__in=[Mode.DRILL, Mode.REVIEW],
            response__received_at__lt=OuterRef("began"),
        )
        .exclude(attempt_item__attempt__selection__has_key="course")  # of one that is not about the matrix
        .order_by("-response__received_at", "-pk")
        .values(
            told=JSONObject(
                attempt="attempt_item__attempt",
                at=Extract("response__received_at", "epoch"),
                took="response__took_ms",
                marks="marks",
            )
        )
    )
    return (
        learners.select_related("study_plan")
        .annotate(
            now=TransactionNow(),
            began=beginning_of("day"),
        )
        .annotate(
            recent=ArraySubquery(recent[:RECENT]),
            facts_revision=Subquery(FactsRevision.objects.values("number")),
        )
    )


settings_of_one: Prepared[Learner] = Prepared(lambda learner: settings_of(Learner.objects.filter(pk=learner)), UUID)
memories_of: Prepared[CellMemory] = Prepared(lambda learner: CellMemory.objects.filter(learner=learner), UUID)


def known_from(learner: Any, rows: Iterable[CellMemory], *, questions: Mapping[int, int]) -> PlanInputs:
    said: StudyPlan | None = getattr(learner, "study_plan", None)
    return make_known(
        learner.now,
        ZoneInfo(learner.time_zone),
        began=learner.began,
        settings=PlanSettings(said.exam_on, said.minutes, said.token) if said else NOTHING_SAID,
        rows=rows,
        recent=[recent_answer(each) for each in learner.recent],
        questions=questions,
        facts=matrix_facts.current(learner.facts_revision),
    )


def recent_answer(told: dict[str, Any]) -> RecentAnswer:
    return RecentAnswer(told["attempt"], told["at"], told["took"] / 1000, told["marks"] == FULL_MARKS)


def make_known(
    now: datetime,
    zone: tzinfo,
    *,
    questions: Mapping[int, int],
    began: datetime | None = None,
    settings: PlanSettings = NOTHING_SAID,
    rows: Iterable[CellMemory] = (),
    recent: Sequence[RecentAnswer] = (),
    facts: Facts | None = None,
) -> PlanInputs:
    """`recent` answers are older than the day."""
    facts = facts or matrix_facts.current()
    began = began or datetime.combine(now.astimezone(zone).date(), time(), zone)
    by_cell = {row.cell_id: row for row in rows}
    morning = {pk: row for pk, each in by_cell.items() if (row := before(began, each))}
    seconds = seconds_of(recent)
    pace = learn_pace(tally_of(by_cell.values()), seconds=seconds)
    return PlanInputs(
        now=now,
        zone=zone,
        settings=settings,
        facts=facts,
        order=in_learning_order(facts, frozenset(questions)),
        questions=questions,
        rows=by_cell,
        pace=pace,
        began=began,
        morning=morning,
        morning_pace=pace if morning == by_cell else learn_pace(tally_of(morning.values()), seconds=seconds),
    )


@lru_cache(maxsize=1)
def in_learning_order(facts: Facts, asked: frozenset[int]) -> list[Responsibility]:
    """Return the cells with these ids in the order in which a new learner meets them.

    The core comes first, then other services. A few services at a time, all cells of one layer follow each other,
    since look-alikes are to be told apart; the layers alternate so that the owners mix.
    """
    services = sorted(
        facts.services.values(),
        key=lambda service: (tier_of(service.exam_weight), not service.opening, service.position),
    )
    ordered: list[Responsibility] = []
    mix = OwnerMix()
    for some in batched(services, LOOK_ALIKES):
        cells = ([facts.cells[service.slug, layer] for service in some] for layer in facts.layers)
        rows = [found for row in cells if (found := [cell for cell in row if cell.pk in asked])]
        while rows:
            # `min` returns the first of equals, so layers that mix as well come from the top down.
            row = min(rows, key=lambda row: mix.unevenness(*_answers(row)))
            rows.remove(row)
            mix.add(*_answers(row))
            ordered += row
    return ordered


def _answers(row: Iterable[Responsibility]) -> list[str]:
    return [cell.ownership.answer for cell in row]


def planned_cell(
    number: int, cell: Responsibility, row: CellMemory | None, questions: int, *, waits: bool
) -> PlannedCell:
    """Return the cell for the plan. `waits`: it is beyond the exam, and new only to who knows the core.

    One that was asked before rests if it is stuck, or if its only question is the one asked last.
    """
    weight = WEIGHTS[ExamWeight(cell.service.exam_weight)]
    if row is None:
        return PlannedCell(number, None, weight, resting=waits)
    return PlannedCell(number, card_of(row), weight, resting=track_of(row).is_stuck or questions < 2)


def seconds_of(recent: Iterable[RecentAnswer]) -> list[tuple[bool, float]]:
    """Pairs of (right, seconds until the next question), without the last answer of each attempt."""
    taken = []
    for _, group in groupby(sorted(recent), key=lambda answer: answer.attempt):
        answers = list(group)
        for one, following in pairwise(answers):
            taken.append((one.right, (following.at - following.took) - (one.at - one.took)))
    return taken
