"""The ways to practice, and how many questions each has."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.db import models

from accounts.models import Learner
from bank.generators import scenarios
from bank.grading import FULL_MARKS
from bank.models import Skill
from bank.orders import question_of_rows
from lessons.models import Course, Lesson, in_lists_of
from matrix.facts import Facts
from matrix.models import ControlKind, Responsibility
from quizzes.memory.knowledge import Knowledge, facts_and_knowledge
from quizzes.models import Attempt, ItemResult
from quizzes.pool import (
    PoolQuestion,
    QuestionPool,
    control_asked,
    fact_named,
    held_back_in,
    history_of,
    own_questions,
    pool_lately,
    questions_of,
    settling_cell,
)
from quizzes.practice.rows import cells_to_sort
from quizzes.practice.selection import pick
from serving.prepared import Prepared
from serving.whole_numbers import address_of

LENGTHS = (5, 10, 20)
USUAL_LENGTH = 10


def _lessons_for(learner: UUID | None) -> models.QuerySet[Lesson]:
    """Those about the matrix, and of other courses those that the learner's classes show."""
    found = Lesson.objects.published().filter(models.Q(course__about_matrix=True) | in_lists_of(learner))
    of_course = ("course__slug", "course__name", "course__about_matrix")
    ordered = found.select_related("course").order_by("course__position", "position")
    return ordered.only("slug", "label", "title", "sections", *of_course)


lessons_for_visitors: Prepared[Lesson] = Prepared(lambda: _lessons_for(None))
lessons_for: Prepared[Lesson] = Prepared(_lessons_for, UUID)


class By(models.TextChoices):
    MIXED = "mixed", "Everything, mixed"
    WEAK = "weak", "Weak facts"
    MISSED = "missed", "Missed before"
    FLAGGED = "flagged", "Guessed or flagged"
    ONLY_FLAGGED = "only-flagged", "Flagged questions"
    SERVICE = "service", "One service"
    ROWS = "rows", "One service in a minute"
    LAYER = "layer", "One layer"
    CELL = "cell", "One fact"
    LESSON = "lesson", "One lesson"
    TRAPS = "traps", "Exam traps"
    CONTROL = "control", "One kind of control"
    SKILL = "skill", "One skill of task 2.1"
    ATTEMPT = "attempt", "What you missed in one attempt"
    COURSE = "course", "One course"
    COURSE_MISSED = "course-missed", "Missed in one course"

    @property
    def begins_with_core(self) -> bool:
        """Return whether nothing in the choice names a service: then the core comes first, until it is known."""
        return self in (By.MIXED, By.LAYER, By.TRAPS, By.SKILL)

    @property
    def is_of_course(self) -> bool:
        """Return whether it asks about a course that is not about the matrix, and about nothing else."""
        return self in (By.COURSE, By.COURSE_MISSED)

    @property
    def needs(self) -> tuple[str, ...]:
        if self is By.CELL:
            return ("service", "layer")
        if self is By.ROWS:
            return ("service",)
        if self.is_of_course:
            return ("course", "lesson")
        named = self in (By.SERVICE, By.LAYER, By.LESSON, By.CONTROL, By.SKILL, By.ATTEMPT)
        return (self.value,) if named else ()


@dataclass(frozen=True)
class PracticeChoice:
    by: By = By.MIXED
    service: str = ""
    layer: str = ""
    lesson: str = ""
    control: str = ""
    skill: str = ""
    attempt: str = ""
    course: str = ""

    @property
    def query(self) -> dict[str, str]:
        return {"by": self.by.value} | {name: getattr(self, name) for name in self.by.needs}

    @property
    def url(self) -> str:
        page = address_of("quizzes:course-practice", self.course) if self.course else address_of("quizzes:practice")
        return f"{page}?{urlencode(self.query)}"


def practice_url_of(cell: Responsibility) -> str:
    return PracticeChoice(By.CELL, service=cell.service.slug, layer=cell.layer.slug).url


@dataclass(frozen=True)
class QuestionSupply:
    questions: int = 0
    cells: int = 0
    controls: int = 0
    rules: int = 0
    never_met: int = 0
    weak: int = 0
    startable: bool = False

    @property
    def facts(self) -> int:
        return self.cells + self.controls + self.rules


@dataclass
class PracticePool:
    """The questions that a learner or a visitor could be asked now.

    `leaving` is the open practice that a new one would close.
    """

    known: Facts
    learner: Learner | None
    leaving: Attempt | None = None
    _stocks: dict[PracticeChoice, QuestionSupply] = field(default_factory=dict)
    _of_courses: dict[str, list[PoolQuestion]] = field(default_factory=dict)

    @cached_property
    def _pool(self) -> QuestionPool:
        return pool_lately(self.known)

    @cached_property
    def candidates(self) -> list[PoolQuestion]:
        return self._without_waiting(self._pool.questions)

    def _askable(self, items: Collection[int]) -> list[PoolQuestion]:
        """Of these items. Those made to order are asked again where they were missed or flagged."""
        return self._without_waiting(questions_of(items, self.known, self._pool))

    def _without_waiting(self, questions: Iterable[PoolQuestion]) -> list[PoolQuestion]:
        return [question for question in questions if question.item not in self._waiting]

    @cached_property
    def _waiting(self) -> set[int]:
        held_back = held_back_in(self.learner.pk) if self.learner else []
        return {item for item, attempt in held_back if self.leaving is None or attempt != self.leaving.pk}

    @cached_property
    def history(self):
        return history_of(self.learner, self._pool)

    @cached_property
    def _lessons(self) -> list[Lesson]:
        return lessons_for(self.learner.pk) if self.learner else lessons_for_visitors()

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        return {lesson.slug: lesson for lesson in self._lessons if lesson.course.about_matrix}

    @property
    def own_courses(self) -> Iterable[Course]:
        """Those that are not about the matrix."""
        return dict.fromkeys(lesson.course for lesson in self._lessons if not lesson.course.about_matrix)

    def questions_by(self, name: str) -> Mapping[str, int]:
        waiting = Counter(getattr(question, name) for question in self._pool.of(self._waiting))
        return {value: len(questions) - waiting[value] for value, questions in self._pool.by(name).items()}

    def questions_in(self, lesson: str) -> int:
        items = self._items_of(lesson)
        return len(items) - len(items.intersection(self._waiting))

    def _items_of(self, lesson: str) -> frozenset[int]:
        sections = self.lessons[lesson].sections if lesson in self.lessons else []
        return self._pool.items_of(lesson, frozenset(cell for each in sections for cell in each["cells"]))

    def of(self, choice: PracticeChoice) -> list[PoolQuestion]:
        pool = self._pool
        found: Sequence[PoolQuestion]
        match choice.by:
            case By.FLAGGED:
                guessed = {item for item, met in self.history.items.items() if met.guessed}
                return self._askable(guessed | self.history.flagged)
            case By.ONLY_FLAGGED:
                return self._askable(self.history.flagged)
            case By.MISSED:
                return self._askable(self._missed)
            case By.COURSE | By.COURSE_MISSED:
                return self._of_course(choice)
            case By.SERVICE | By.LAYER | By.CONTROL | By.SKILL:
                found = pool.by(choice.by.value).get(getattr(choice, choice.by.value), ())
            case By.CELL:
                found = [each for each in pool.by("layer").get(choice.layer, ()) if each.service == choice.service]
            case By.TRAPS:
                found = pool.by("generator").get(scenarios.NAME, ())
            case By.LESSON:
                found = pool.of(self._items_of(choice.lesson))
            case By.ATTEMPT:
                found = pool.about(self._missed_in(choice.attempt))
            case By.WEAK:
                found = pool.about(fact for fact, met in self.history.facts.items() if met.is_weak)
            case _:
                return self.candidates
        return self._without_waiting(found)

    def _of_course(self, choice: PracticeChoice) -> list[PoolQuestion]:
        if choice.course not in self._of_courses:
            own = own_questions(choice.course, self.learner)
            self._of_courses[choice.course] = self._without_waiting(own)
        missed_only = choice.by == By.COURSE_MISSED
        return [
            each
            for each in self._of_courses[choice.course]
            if (not choice.lesson or each.group == choice.lesson) and (not missed_only or each.item in self._missed)
        ]

    @cached_property
    def _missed(self) -> set[int]:
        return {item for item, met in self.history.items.items() if not met.right}

    def _missed_in(self, attempt: str) -> Iterator[str]:
        missed = (
            ItemResult.objects.filter(
                attempt_item__attempt=UUID(attempt),
                attempt_item__attempt__learner=self.learner,
                attempt_item__attempt__closed_at__isnull=False,
                marks__lt=FULL_MARKS,
                left_out=False,
            )
            .annotate(cell=settling_cell("attempt_item__version"), control=control_asked("attempt_item__version"))
            .values_list(
                "cell",
                "control",
                "attempt_item__version__needs",
                "attempt_item__version__rule",
                "attempt_item__version__item",
            )
        )
        return (fact_named(*told) for told in missed)

    def stock(self, choice: PracticeChoice) -> QuestionSupply:
        if choice not in self._stocks:
            self._stocks[choice] = self._stock(choice)
        return self._stocks[choice]

    def _stock(self, choice: PracticeChoice) -> QuestionSupply:
        if choice.by == By.ROWS:
            return self._count_rows(choice)
        if choice.by == By.MIXED:
            return self._count(self._pool.items - self._waiting, self._facts)
        found = self.of(choice)
        return self._count({each.item for each in found}, {each.fact for each in found})

    @cached_property
    def _facts(self) -> Set[str]:
        """All that can be asked about."""
        by_fact, waiting = self._pool.by("fact"), Counter(each.fact for each in self._pool.of(self._waiting))
        return by_fact.keys() - {fact for fact, number in waiting.items() if number == len(by_fact[fact])}

    def _count(self, items: Set[int], facts: Set[str]) -> QuestionSupply:
        met = [answer for fact, answer in self.history.facts.items() if fact in facts]
        kinds = Counter([fact.partition(":")[0] for fact in facts])
        return QuestionSupply(
            questions=len(items),
            cells=kinds["cell"],
            controls=kinds["control"],
            rules=kinds["rule"],
            never_met=len(facts) - len(met),
            weak=sum(answer.is_weak for answer in met),
            startable=len(items) > (self.history.last in items),
        )

    def _count_rows(self, choice: PracticeChoice) -> QuestionSupply:
        questions = self._to_sort(choice)
        cells = [cell for question in questions for cell in question]
        records = [self.knowledge.of(cell) for cell in cells]
        return QuestionSupply(
            questions=len(questions),
            cells=len(cells),
            never_met=sum(record.memory is None for record in records),
            weak=sum(record.is_weak for record in records),
            startable=bool(questions),
        )

    def _to_sort(self, choice: PracticeChoice) -> list[list[Responsibility]]:
        return cells_to_sort(choice.service, self.known, self.knowledge)

    def pick(self, choice: PracticeChoice, *, length: int, seed: str) -> list[int]:
        """A question of rows may be stored for it: call this in the transaction that asks the questions."""
        if choice.by == By.ROWS:
            ordered = (
                question_of_rows(
                    f"service/{choice.service}",
                    cells,
                    seed=seed,
                    facts=self.known,
                    without=self._waiting,
                    met=self.history.items,
                )
                for cells in self._to_sort(choice)
            )
            return list(dict.fromkeys(each.item for each in ordered if each))[:length]
        core_first = choice.by.begins_with_core and not self.knows_core
        return pick(self.of(choice), self.history, length=length, seed=seed, core_first=core_first)

    @cached_property
    def knows_core(self) -> bool:
        if self.learner is None:
            return False
        return self.knowledge.knows_core(self.known)

    @cached_property
    def knowledge(self) -> Knowledge:
        return cast(Knowledge, facts_and_knowledge(self.learner)[1])

    def title(self, choice: PracticeChoice) -> str:
        service, layer = self.known.services.get(choice.service), self.known.layers.get(choice.layer)
        match choice.by:
            case By.SERVICE if service:
                return service.short_name
            case By.ROWS if service:
                return f"{service.short_name}, in rows"
            case By.LAYER if layer:
                return layer.short_name
            case By.CELL if service and layer:
                return f"{service.short_name}, {layer.phrase}"
            case By.LESSON if choice.lesson in self.lessons:
                return self.lessons[choice.lesson].label
            case By.CONTROL if choice.control in ControlKind.values:
                return f"{ControlKind(choice.control).label} controls"
            case By.SKILL if choice.skill in Skill.values:
                return Skill(choice.skill).label
            case By.ATTEMPT:
                return "Missed facts"
            case By.COURSE | By.COURSE_MISSED:
                return str(Course.objects.filter(slug=choice.course).first() or choice.by.label)
        return choice.by.label

    def nearest(self, choice: PracticeChoice) -> PracticeChoice | None:
        return next((near for near in self._near(choice) if self.stock(near).startable), None)

    def _near(self, choice: PracticeChoice) -> Iterator[PracticeChoice]:
        if choice.by == By.CELL:
            yield PracticeChoice(By.LAYER, layer=choice.layer)
            yield PracticeChoice(By.SERVICE, service=choice.service)
        elif choice.by == By.ROWS:
            yield PracticeChoice(By.SERVICE, service=choice.service)
        elif choice.by == By.SERVICE and choice.service in self.known.services:
            category = self.known.services[choice.service].category
            for service in self.known.services.values():
                if service.category == category and service.slug != choice.service:
                    yield PracticeChoice(By.SERVICE, service=service.slug)
        elif choice.by == By.LAYER and choice.layer in self.known.layers:
            layers = list(self.known.layers)
            place = layers.index(choice.layer)
            for layer in sorted(layers, key=lambda other: abs(layers.index(other) - place)):
                yield PracticeChoice(By.LAYER, layer=layer)
        elif choice.by in (By.MISSED, By.FLAGGED, By.ONLY_FLAGGED, By.ATTEMPT):
            yield PracticeChoice(By.WEAK)
        yield PracticeChoice(By.MIXED)


def choice_from(data: dict[str, Any]) -> PracticeChoice:
    by = By(data["by"])
    return PracticeChoice(by, **{name: data[name] for name in by.needs})


def is_attempt(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
