"""What the plan of one learner is made from, read in three queries.

The plan is made from what was known when the day began, so its number stays the same until midnight.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
from django.db.models.functions import Extract, JSONObject
from django.utils import timezone

from accounts.models import Learner
from matrix import facts as matrix_facts
from matrix.facts import Facts
from matrix.learnable.rules import Subject
from matrix.models import ExamWeight, FactsRevision, Responsibility
from planner.engine.facts import Timing
from planner.engine.learnt import learn
from planner.engine.readiness import Probe, Ready, readiness
from planner.forecast import Outlook
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
)
from planner.learning_order import in_learning_order
from planner.models import StoredPlan, StudyPlan
from planner.plan import Plan, PlannedCell, PlanStep, next_of_day, outlook_of, plan, state_of, steps_of
from planner.recent_answers import RecentAnswer, recent_answer, seconds_of
from quizzes.memory.answer_times import AnswerTiming, timings_of
from quizzes.memory.knowledge import CellKnowledge, Knowledge, knows_core, record_of
from quizzes.memory.mastery import DUE_BELOW
from quizzes.memory.personal_curve import Pace, learn_pace
from quizzes.memory.store import before, card_of, tally_of, track_of
from quizzes.models import CellMemory, ItemResult, MemoryRow, Mode, RuleMemory
from quizzes.pool import QuestionPool, pool_lately, questions_per_cell_lately
from serving.prepared import Prepared

USUAL_MINUTES = 10
MINUTES_FOR_MORE = 60
RECENT = 200  # answers that show how long a question takes


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
    learner: UUID | None = None
    rules_asked_today: Mapping[str, bool] = field(default_factory=dict)
    stored: StoredPlan | None = None

    @property
    def mark(self) -> str:
        """A digest of what the day's plan is made from. Answers since the day began are not in it, since the day's
        list stays.
        """
        rows = sorted(
            (pk, row.answers, row.last.timestamp(), row.stability, row.tries) for pk, row in self.morning.items()
        )
        made_from = (self.today, str(self.zone), self.settings[:2], self.facts.revision, rows)
        return md5(repr(made_from).encode(), usedforsecurity=False).hexdigest()

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
                number, self.outline.blank[number].weight, rows.get(cell.id), waits=cell.service.exam_weight in waiting
            )
            for number, cell in enumerate(self.order)
        ]

    @cached_property
    def asked_today(self) -> dict[Subject, bool]:
        """Whether the last answer was right, by the cells, rules and controls asked since the day began."""
        return all_asked_today(self.rows.values(), self.began, self.rules_asked_today)

    @cached_property
    def rule_rows(self) -> dict[str, RuleMemory]:
        rows = RuleMemory.objects.filter(learner=self.learner) if self.learner else ()
        return {row.rule: row for row in rows}

    @cached_property
    def pool(self) -> QuestionPool:
        return pool_lately(self.facts)

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.facts, tuple(self.order))

    def asking(self, *, without: Collection[int] = (), met: Collection[int] = ()) -> Asking:
        """What could be asked now: never the items `without`, and those `met` rather not."""
        return self._asking([*self.rows.items(), *self.rule_rows.items()], self.cells, self.now, without, met)

    @cached_property
    def morning_asking(self) -> Asking:
        rules = {slug: row for slug, each in self.rule_rows.items() if (row := before(self.began, each))}
        return self._asking([*self.morning.items(), *rules.items()], self.morning_cells, self.noon)

    def _asking(
        self,
        memories: Iterable[tuple[Subject, MemoryRow]],
        cells: Sequence[PlannedCell],
        at: datetime,
        without: Collection[int] = (),
        met: Collection[int] = (),
    ) -> Asking:
        rows = dict(memories)
        resting = {self.order[planned.cell].id for planned in cells if planned.resting}
        last = latest_questions(rows.values()) if rows else {}
        facts = facts_with(self.outline, rows, at=at, began=self.began, resting=resting, last=last)
        learnt = learn(
            facts,
            answers_of(self.outline, rows, zone=self.zone, now=at),
            tally=tally_of(rows.values()),
            timings=[Timing(*each) for each in self._timings(at)],
        )
        askable = askable_in(self.pool, self.facts, self.outline, without=without, met=met)
        return Asking(facts, askable, self.outline.stacks, learnt)

    def ready(self, probes: Sequence[Probe]) -> Ready:
        """The share of the exam's questions on these facts that would be known now."""
        rows: dict[Subject, MemoryRow] = dict([*self.rows.items(), *self.rule_rows.items()])
        facts = facts_with(self.outline, rows, at=self.now, began=self.began, resting=(), last={})
        answers = answers_of(self.outline, rows, zone=self.zone, now=self.now)
        return readiness(facts, learn(facts, answers, tally=tally_of(rows.values())), probes)

    def _timings(self, at: datetime) -> list[AnswerTiming]:
        return timings_of(self.learner, before=self.began if at == self.noon else None) if self.learner else []

    def plan(self, *, minutes: float | None = None) -> Plan:
        return plan(
            self.morning_cells,
            now=self.noon,
            zone=self.zone,
            exam=self.settings.exam_on,
            minutes=self.settings.minutes_a_day if minutes is None else minutes,
            pace=self.morning_pace,
            asking=self.morning_asking,
        )

    def outlook(self, *, minutes: float) -> Outlook | None:
        exam_on = self.settings.exam_on
        return outlook_of(
            self.morning_cells,
            now=self.noon,
            exam_in=(exam_on - self.today).days if exam_on else None,
            seconds=60 * minutes,
            pace=self.morning_pace,
        )

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
        asked, pace = self.asked_today, self.pace
        left = (each for each in self.cells if not each.resting and self.order[each.cell].id not in asked)
        return sum(
            self.order[each.cell].id not in planned and (each.memory is None or _is_due(each, self.now, pace))
            for each in left
        )


def _is_due(planned: PlannedCell, at: datetime, pace: Pace) -> bool:
    standing = state_of(planned, at)
    return pace.recall(standing.days, standing.stability, standing.answers) < DUE_BELOW


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


def all_asked_today(rows: Iterable[CellMemory], began: datetime, of_rules: Mapping[str, bool]) -> dict[Subject, bool]:
    asked: dict[Subject, bool] = {row.cell_id: row.guessed_right for row in rows if row.last >= began}
    asked.update(of_rules.items())
    return asked


def rules_asked_today(learner: Any) -> dict[str, bool]:
    return {told["rule"]: told["right"] for told in learner.rules_today}


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
    return with_plan(learners).annotate(recent=ArraySubquery(recent[:RECENT]))


settings_of_one: Prepared[Learner] = Prepared(lambda learner: settings_of(Learner.objects.filter(pk=learner)), UUID)
memories_of: Prepared[CellMemory] = Prepared(lambda learner: CellMemory.objects.filter(learner=learner), UUID)


def known_from(learner: Any, rows: Iterable[CellMemory], *, questions: Mapping[int, int]) -> PlanInputs:
    return make_known(
        learner.now,
        ZoneInfo(learner.time_zone),
        began=learner.began,
        settings=settings_said(learner),
        rows=rows,
        recent=[recent_answer(each) for each in learner.recent],
        questions=questions,
        facts=matrix_facts.current(learner.facts_revision),
        learner=learner.pk,
        rules_asked_today=rules_asked_today(learner),
        stored=getattr(learner, "stored_plan", None),
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
    recent: Sequence[RecentAnswer] = (),
    facts: Facts | None = None,
    learner: UUID | None = None,
    rules_asked_today: Mapping[str, bool] | None = None,
    stored: StoredPlan | None = None,
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
        learner=learner,
        rules_asked_today=rules_asked_today or {},
        stored=stored,
    )


def planned_cell(number: int, weight: float, row: CellMemory | None, *, waits: bool) -> PlannedCell:
    """Return the cell for the plan. `waits`: it is beyond the exam, and new only to who knows the core.

    One that was asked before rests if it is stuck.
    """
    if row is None:
        return PlannedCell(number, None, weight, resting=waits)
    return PlannedCell(number, card_of(row), weight, resting=track_of(row).is_stuck)
