"""What the plan of one learner is made from, read in three queries.

The plan is made from what was known when the day began, so its number stays the same until midnight.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from functools import cached_property
from hashlib import md5
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import DateTimeField, F, Func, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import Learner
from matrix import facts as matrix_facts
from matrix.facts import Facts
from matrix.learnable.rules import Subject
from matrix.models import ExamWeight, FactsRevision, Responsibility
from planner.engine.facts import Answer, FactState, Timing
from planner.engine.learnt import Learnt, learn, pace_of
from planner.engine.outlook import Outlook
from planner.engine.readiness import Probe, Ready, readiness
from planner.learner_facts import (
    Asked,
    Asking,
    Outline,
    answers_of,
    askable_in,
    asked_named,
    facts_with,
    latest_questions,
    outline_of,
    rows_among,
)
from planner.learning_order import in_learning_order
from planner.memory_digests import with_digests
from planner.models import StoredPlan, StudyPlan
from planner.plan import Plan, PlanStep, is_due, next_of_day, outlook_of, plan, steps_of
from quizzes.memory.answer_times import timed_answers, timings_from
from quizzes.memory.knowledge import Remembered, knows_core, memories_of, record_of, rows_by_subject
from quizzes.memory.personal_curve import Pace, learn_pace
from quizzes.memory.store import before, tally_of, track_of
from quizzes.models import CellMemory, MemoryRow, RuleMemory
from quizzes.pool import QuestionPool, pool_lately, questions_per_cell_lately
from serving.prepared import Prepared, instance

USUAL_MINUTES = 10
MINUTES_FOR_MORE = 60
FIELDS_OF_RULES = {each.attname: each for each in RuleMemory._meta.concrete_fields}


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
    """`rows` and `pace` are of now."""

    now: datetime
    zone: tzinfo
    settings: PlanSettings
    facts: Facts
    order: Sequence[Responsibility]
    questions: Mapping[int, int]  # by the ids of the cells that have any
    rows: Mapping[int, CellMemory]
    began: datetime
    rule_rows: Mapping[str, RuleMemory] = field(default_factory=dict)
    rules_asked_today: Mapping[str, bool] = field(default_factory=dict)
    timed: Sequence[Mapping[str, Any]] = ()
    stored: StoredPlan | None = None
    made_from: str = ""  # as the functions
    as_of: str = ""

    @property
    def asked(self) -> Collection[int]:
        return self.questions.keys()

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        return self.local_now.date()

    @property
    def exam_in(self) -> int | None:
        exam_on = self.settings.exam_on
        return (exam_on - self.today).days if exam_on else None

    @property
    def noon(self) -> datetime:
        """The moment for which the day is planned: by noon, what was asked yesterday evening is a day old."""
        return datetime.combine(self.today, time(12), self.zone)

    @property
    def is_new(self) -> bool:
        return not self.rows and self.settings == NOTHING_SAID

    @property
    def knows_core(self) -> bool:
        return self._knows_core(self.rows, lambda: self.pace, self.now)

    def _knows_core(self, rows: Mapping[int, CellMemory], pace: Callable[[], Pace], at: datetime) -> bool:
        """Most learners have met too few cells, and no `pace` is fitted for them."""
        return knows_core(self.facts, self.asked, rows.keys(), lambda pk: record_of(rows[pk], pace(), at, self.zone))

    @cached_property
    def morning(self) -> dict[int, CellMemory]:
        """The rows without what was answered since the day began."""
        return {pk: row for pk, each in self.rows.items() if (row := before(self.began, each))}

    @cached_property
    def pace(self) -> Pace:
        return learn_pace(tally_of(self.rows.values()))

    @cached_property
    def morning_pace(self) -> Pace:
        return learn_pace(tally_of(self.morning.values())) if self.asked_today else self.pace

    @cached_property
    def cells(self) -> list[FactState]:
        """As they are now, in their order."""
        return self._facts(self.rows, self.rows, lambda: self.pace, self.local_now)[: len(self.order)]

    @cached_property
    def asked_today(self) -> dict[Subject, bool]:
        """Whether the last answer was right, by the cells, rules and controls asked since the day began."""
        return all_asked_today(self.rows.values(), self.began, self.rules_asked_today)

    @cached_property
    def memories(self) -> dict[Subject, MemoryRow]:
        return by_subject(self.rows, self.rule_rows)

    @cached_property
    def learnt(self) -> Learnt:
        """What all answers say about the learner."""
        return learn(self.outline.blank, self._answers(self.memories, self.now), **self._evidence(self.memories))

    @cached_property
    def pace_of_all(self) -> Pace:
        """As `learnt.pace`, which takes a third as long alone."""
        return pace_of(*rows_among(self.outline, self.memories), **self._evidence(self.memories))

    @cached_property
    def pool(self) -> QuestionPool:
        return pool_lately(self.facts)

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.facts, tuple(self.order))

    def asking(self, *, without: Collection[int] = (), met: Collection[int] = ()) -> Asking:
        """What could be asked now: never the items `without`, and those `met` rather not."""
        facts = self._facts(self.memories, self.rows, lambda: self.pace, self.local_now, last=True)
        askable = askable_in(self.pool, self.facts, self.outline, without=without, met=met)
        return Asking(facts, askable, self.outline.stacks, self.learnt)

    def morning_asking(self, *, chooses: bool = True) -> Asking:
        """As `asking`, when the day began. A forecast `chooses` nothing, so it needs no questions."""
        rules = {slug: row for slug, each in self.rule_rows.items() if (row := before(self.began, each))}
        rows = by_subject(self.morning, rules)
        facts = self._facts(rows, self.morning, lambda: self.morning_pace, self.noon, last=chooses)
        askable = askable_in(self.pool, self.facts, self.outline) if chooses else []
        if not self.asked_today:
            return Asking(facts, askable, self.outline.stacks, self.learnt)
        learnt = learn(self.outline.blank, self._answers(rows, self.noon), **self._evidence(rows, self.began))
        return Asking(facts, askable, self.outline.stacks, learnt)

    def _facts(
        self,
        memories: Mapping[Any, MemoryRow],
        cells: Mapping[int, CellMemory],
        pace: Callable[[], Pace],
        at: datetime,
        *,
        last: bool = False,
    ) -> list[FactState]:
        """What is beyond the exam rests until the core is known, and so does what is stuck. `last` takes a query."""
        waiting = () if self._knows_core(cells, pace, at) else (ExamWeight.BEYOND,)
        resting = {
            cell.id
            for cell in self.order
            if (track_of(row).is_stuck if (row := cells.get(cell.id)) else cell.service.exam_weight in waiting)
        }
        latest = latest_questions(memories.values()) if last and memories else {}
        return facts_with(self.outline, memories, at=at, began=self.began, resting=resting, last=latest)

    def _answers(self, memories: Mapping[Subject, MemoryRow], at: datetime) -> list[Answer]:
        return answers_of(self.outline, memories, zone=self.zone, now=at)

    def _evidence(self, memories: Mapping[Subject, MemoryRow], before: datetime | None = None) -> dict[str, Any]:
        timings = [Timing(*each) for each in timings_from(self.timed, before=before)]
        return {"tally": tally_of(memories.values()), "timings": timings}

    def ready(self, probes: Sequence[Probe]) -> Ready:
        """The share of the exam's questions on these facts that would be known now."""
        facts = facts_with(self.outline, self.memories, at=self.local_now, began=self.began, resting=(), last={})
        return readiness(facts, self.learnt, probes)

    def plan(self, *, minutes: float | None = None) -> Plan:
        minutes = self.settings.minutes_a_day if minutes is None else minutes
        return plan(self.morning_asking(), exam_in=self.exam_in, minutes=minutes)

    def outlook(self, *, minutes: float) -> Outlook | None:
        return outlook_of(self.morning_asking(chooses=False), 60 * minutes, self.exam_in)

    def more(self, most: int) -> list[PlanStep]:
        """What could be asked now besides the day's plan."""
        asking = self.asking()
        chosen = next_of_day(asking, 60 * MINUTES_FOR_MORE, None, most=most)
        return steps_of(chosen, asking)[:most]

    def asked_at(self, number: int) -> Asked:
        """What the fact with this number in a plan is."""
        if number < len(self.order):
            return self.order[number]
        named = asked_named(self.outline.subjects[number], self.facts)
        assert named is not None
        return named

    def could_follow(self, planned: Collection[Subject]) -> int:
        """How many facts are new or due, besides the ids in `planned`."""
        passed_over = {*planned, *self.asked_today}
        left = (cell for cell in self.cells if not cell.resting and self.order[cell.number].id not in passed_over)
        return sum(not cell.answers or is_due(cell, self.pace) for cell in left)


def digest(*made_from: object) -> str:
    return md5(repr(made_from).encode(), usedforsecurity=False).hexdigest()


def by_subject(cells: Mapping[int, CellMemory], rules: Mapping[str, RuleMemory]) -> dict[Subject, MemoryRow]:
    return dict([*cells.items(), *rules.items()])


def known_of(learner: Learner | None) -> PlanInputs:
    """Takes three queries, and more if the facts have changed. A visitor is planned for as a new learner."""
    if learner is None:
        return make_known(timezone.now(), timezone.get_current_timezone(), questions=questions_per_cell_lately())
    [told] = settings_of_one(learner.pk)
    return known_of_one(told)


def known_of_one(told: Learner) -> PlanInputs:
    return known_from(told, cells_of(told.pk), questions=questions_per_cell_lately())


def beginning_of(unit: str) -> Func:
    """When the learner's day or week began, by the clock of their zone."""
    local = "date_trunc(%(function)s, CURRENT_TIMESTAMP AT TIME ZONE %(expressions)s) AT TIME ZONE %(expressions)s"
    return Func(F("time_zone"), function=f"'{unit}'", template=local, output_field=DateTimeField())


def with_plan(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    """With the moment, when their day began, their settings and their stored plan."""
    rules = RuleMemory.objects.filter(learner=OuterRef("pk"), last__gte=OuterRef("began")).order_by("rule")
    return (
        learners.select_related("study_plan", "stored_plan")
        .annotate(now=TransactionNow(), began=beginning_of("day"))
        .annotate(
            facts_revision=Subquery(FactsRevision.objects.values("number")),
            rules_today=ArraySubquery(rules.values(told=JSONObject(rule="rule", right="guessed_right"))),
        )
    )


def made_from(learner: Any) -> str:
    """A digest of what the day's plan is made from, of a learner from `with_plan` and `with_digests`.

    Answers since the day began are not in it, since the day's list stays.
    """
    today = learner.now.astimezone(ZoneInfo(learner.time_zone)).date()
    said = settings_said(learner)[:2]
    return digest(today, learner.time_zone, said, learner.facts_revision, learner.until_today)


def as_of(learner: Any) -> str:
    """A digest of all that pages show of the plan."""
    return digest(made_from(learner), learner.since_today)


def all_asked_today(rows: Iterable[CellMemory], began: datetime, of_rules: Mapping[str, bool]) -> dict[Subject, bool]:
    asked: dict[Subject, bool] = {row.cell_id: row.guessed_right for row in rows if row.last >= began}
    asked.update(of_rules.items())
    return asked


def rules_asked_today(learner: Any) -> dict[str, bool]:
    return {told["rule"]: told["right"] for told in learner.rules_today}


def settings_of(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    """Also with memories of rules and with how long the latest questions took."""
    told = JSONObject(**{name: name for name in FIELDS_OF_RULES})
    rules = RuleMemory.objects.filter(learner=OuterRef("pk")).order_by("pk").values(told=told)
    return with_digests(with_plan(learners)).annotate(
        rule_memories=ArraySubquery(rules), timed=ArraySubquery(timed_answers(OuterRef("pk")))
    )


def rule_memory(told: Mapping[str, Any]) -> RuleMemory:
    return RuleMemory(**{name: each.to_python(told[name]) for name, each in FIELDS_OF_RULES.items()})


settings_of_one: Prepared[Learner] = Prepared(lambda learner: settings_of(Learner.objects.filter(pk=learner)), UUID)
HISTORIES = (*Remembered._fields, "history")
histories_of: Prepared[Any] = Prepared(
    lambda learner: Learner.objects.filter(pk=learner).values_list(memories_of(learner, CellMemory, HISTORIES)), UUID
)


def cells_of(learner: UUID) -> list[CellMemory]:
    """Memories without their ids, for reading alone. `__init__` would take a quarter of the time of a plan."""
    [(told,)] = histories_of(learner)
    return [_memory_from(row, cell_id=cell, learner_id=learner) for cell, row in rows_by_subject(told).items()]


def _memory_from(row: Iterable[Any], **ids: Any) -> CellMemory:
    told, at = dict(zip(HISTORIES, row, strict=True), **ids), datetime.fromisoformat
    return instance(CellMemory, told | {"last": at(told["last"]), "due": at(told["due"])})


def known_from(learner: Any, rows: Iterable[CellMemory], *, questions: Mapping[int, int]) -> PlanInputs:
    return make_known(
        learner.now,
        ZoneInfo(learner.time_zone),
        began=learner.began,
        settings=settings_said(learner),
        rows=rows,
        questions=questions,
        facts=matrix_facts.current(learner.facts_revision),
        rules=map(rule_memory, learner.rule_memories),
        rules_asked_today=rules_asked_today(learner),
        timed=learner.timed,
        stored=getattr(learner, "stored_plan", None),
        made_from=made_from(learner),
        as_of=as_of(learner),
    )


def settings_said(learner: Learner) -> PlanSettings:
    said: StudyPlan | None = getattr(learner, "study_plan", None)
    return PlanSettings(said.exam_on, said.minutes, said.token) if said else NOTHING_SAID


def make_known(
    now: datetime,
    zone: tzinfo,
    *,
    questions: Mapping[int, int],
    began: datetime | None = None,
    settings: PlanSettings = NOTHING_SAID,
    rows: Iterable[CellMemory] = (),
    facts: Facts | None = None,
    rules: Iterable[RuleMemory] = (),
    rules_asked_today: Mapping[str, bool] | None = None,
    timed: Sequence[Mapping[str, Any]] = (),
    stored: StoredPlan | None = None,
    made_from: str = "",
    as_of: str = "",
) -> PlanInputs:
    facts = facts or matrix_facts.current()
    began = began or datetime.combine(now.astimezone(zone).date(), time(), zone)
    return PlanInputs(
        now=now,
        zone=zone,
        settings=settings,
        facts=facts,
        order=in_learning_order(facts, frozenset(questions)),
        questions=questions,
        rows={row.cell_id: row for row in rows},
        began=began,
        rule_rows={row.rule: row for row in rules},
        rules_asked_today=rules_asked_today or {},
        timed=timed,
        stored=stored,
        made_from=made_from,
        as_of=as_of,
    )
