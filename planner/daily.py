"""One learner's day: the inputs of the plan, read in three queries, and the plan that follows.

Only its count, for the header, and its forecast, for a later comparison, are stored.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property, lru_cache
from itertools import batched, groupby, pairwise
from math import ceil
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Extract, JSONObject
from django.utils import timezone

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.mixing import OwnerMix, tier_of
from matrix import facts as matrix_facts
from matrix.facts import Facts
from matrix.models import ExamWeight, FactsRevision, Responsibility
from planner.models import Forecast, StudyPlan
from planner.plan import Notice, Plan, PlannedCell, PlanStep, plan
from quizzes.memory.knowledge import CellKnowledge, Knowledge, knows_core, record_of
from quizzes.memory.personal_curve import Pace, learn_pace
from quizzes.memory.store import card_of, tally_of, track_of
from quizzes.models import CellMemory, ItemResult, Mode
from quizzes.pool import questions_per_cell_lately
from quizzes.practice.selection import LOOK_ALIKES
from serving.prepared import Prepared

USUAL_MINUTES = 10
WEIGHTS = {ExamWeight.CORE: 3.0, ExamWeight.FURTHER: 1.0, ExamWeight.BEYOND: 0.25}
RECENT = 200  # answers that show how long a question takes


class RecentAnswer(NamedTuple):
    """`at` and `took` are in seconds."""

    attempt: str
    at: float
    took: float
    right: bool
    reviewed: bool


class PlanSettings(NamedTuple):
    exam_on: date | None = None
    minutes: int | None = None
    token: str | None = None

    @property
    def minutes_a_day(self) -> int:
        return USUAL_MINUTES if self.minutes is None else self.minutes


NOTHING_SAID = PlanSettings()


class DueCell(NamedTuple):
    cell: Responsibility
    step: PlanStep
    asked_before: bool


@dataclass(frozen=True)
class PlanInputs:
    now: datetime
    zone: tzinfo
    settings: PlanSettings
    facts: Facts
    order: Sequence[Responsibility]
    asked: Collection[int]  # ids of the cells that have a question
    rows: Mapping[int, CellMemory]
    pace: Pace
    spent: float
    cells: Sequence[PlannedCell] = ()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def is_new(self) -> bool:
        return not self.rows and self.settings == NOTHING_SAID

    @property
    def knowledge(self) -> Knowledge:
        records = {cell: self._record(row) for cell, row in self.rows.items()}
        return Knowledge({}, self.now, self.zone, records, self.asked)

    @property
    def knows_core(self) -> bool:
        return knows_core(self.facts, self.asked, self.rows.keys(), lambda pk: self._record(self.rows[pk]))

    def _record(self, row: CellMemory) -> CellKnowledge:
        return record_of(row, self.pace, self.now, self.zone)

    def plan(self, *, minutes: float | None = None) -> Plan:
        return plan(
            self.cells,
            now=self.now,
            zone=self.zone,
            exam=self.settings.exam_on,
            minutes=self.settings.minutes_a_day if minutes is None else minutes,
            pace=self.pace,
            spent=self.spent,
        )


@dataclass(frozen=True)
class Day:
    known: PlanInputs
    plan: Plan

    @property
    def today(self) -> date:
        return self.known.today

    @property
    def settings(self) -> PlanSettings:
        return self.known.settings

    @cached_property
    def due(self) -> list[DueCell]:
        order, cells = self.known.order, self.known.cells
        return [DueCell(order[step.cell], step, cells[step.cell].memory is not None) for step in self.plan.today]

    @property
    def minutes(self) -> int:
        return whole_minutes(self.plan.minutes)

    @property
    def is_done(self) -> bool:
        return Notice.DONE in self.plan.notices

    @property
    def notices(self) -> list[Notice]:
        return [notice for notice in self.plan.notices if notice not in (Notice.DONE, Notice.NOTHING_DUE)]

    @cached_property
    def stuck(self) -> list[Responsibility]:
        facts, rows = self.known.facts, self.known.rows.values()
        return [facts.cell_by_id(row.cell_id) for row in rows if is_known(row, facts) and track_of(row).is_stuck]


def whole_minutes(minutes: float) -> int:
    return ceil(minutes - 0.25) or int(minutes > 0)


def is_known(row: CellMemory, facts: Facts) -> bool:
    return row.cell_id in facts.cell_ids


def day_of(learner: Learner | None) -> Day:
    known = known_of(learner)
    return Day(known, known.plan())


def known_of(learner: Learner | None) -> PlanInputs:
    """Takes three queries, and more if the facts have changed. A visitor is planned for as a new learner."""
    if learner is None:
        return make_known(timezone.now(), timezone.get_current_timezone(), questions=questions_per_cell_lately())
    [told] = settings_of_one(learner.pk)
    return known_from(told, memories_of(learner.pk), questions=questions_per_cell_lately())


def settings_of(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    recent = (
        ItemResult.objects.filter(
            attempt_item__attempt__learner=OuterRef("pk"), attempt_item__attempt__mode__in=[Mode.DRILL, Mode.REVIEW]
        )
        .order_by("-response__received_at", "-pk")
        .values(
            told=JSONObject(
                attempt="attempt_item__attempt",
                mode="attempt_item__attempt__mode",
                at=Extract("response__received_at", "epoch"),
                took="response__took_ms",
                marks="marks",
            )
        )
    )
    return learners.select_related("study_plan").annotate(
        now=TransactionNow(),
        recent=ArraySubquery(recent[:RECENT]),
        facts_revision=Subquery(FactsRevision.objects.values("number")),
    )


settings_of_one: Prepared[Learner] = Prepared(lambda learner: settings_of(Learner.objects.filter(pk=learner)), UUID)
memories_of: Prepared[CellMemory] = Prepared(lambda learner: CellMemory.objects.filter(learner=learner), UUID)


def known_from(learner: Any, rows: Iterable[CellMemory], *, questions: Mapping[int, int]) -> PlanInputs:
    said: StudyPlan | None = getattr(learner, "study_plan", None)
    return make_known(
        learner.now,
        ZoneInfo(learner.time_zone),
        settings=PlanSettings(said.exam_on, said.minutes, said.token) if said else NOTHING_SAID,
        rows=rows,
        recent=[recent_answer(each) for each in learner.recent],
        questions=questions,
        facts=matrix_facts.current(learner.facts_revision),
    )


def recent_answer(told: dict[str, Any]) -> RecentAnswer:
    return RecentAnswer(
        told["attempt"], told["at"], told["took"] / 1000, told["marks"] == FULL_MARKS, told["mode"] == Mode.REVIEW
    )


def make_known(
    now: datetime,
    zone: tzinfo,
    *,
    questions: Mapping[int, int],
    settings: PlanSettings = NOTHING_SAID,
    rows: Iterable[CellMemory] = (),
    recent: Sequence[RecentAnswer] = (),
    facts: Facts | None = None,
) -> PlanInputs:
    facts = facts or matrix_facts.current()
    by_cell = {row.cell_id: row for row in rows}
    order = in_learning_order(facts, frozenset(questions))
    pace = learn_pace(tally_of(by_cell.values()), seconds=seconds_of(recent))
    inputs = PlanInputs(
        now=now,
        zone=zone,
        settings=settings,
        facts=facts,
        order=order,
        asked=questions.keys(),
        rows=by_cell,
        pace=pace,
        spent=spent_today(recent, pace, now.astimezone(zone).date(), zone),
    )
    return replace(inputs, cells=planned_cells(inputs, questions))


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


def planned_cells(inputs: PlanInputs, questions: Mapping[int, int]) -> list[PlannedCell]:
    waiting = () if inputs.knows_core else (ExamWeight.BEYOND,)
    return [
        planned_cell(
            number,
            cell,
            inputs.rows.get(cell.pk),
            questions[cell.pk],
            waits=cell.service.exam_weight in waiting,
        )
        for number, cell in enumerate(inputs.order)
    ]


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


def spent_today(recent: Iterable[RecentAnswer], pace: Pace, today: date, zone: tzinfo) -> float:
    """Seconds that today's reviews took, each as long as the plan assumes.

    With the measured times, a quick learner's list would grow while they work through it.
    """
    return sum(
        pace.seconds(float(answer.right))
        for answer in recent
        if answer.reviewed and datetime.fromtimestamp(answer.at, UTC).astimezone(zone).date() == today
    )


def store_day(learner: Learner, day: Day) -> None:
    learner.due_count, learner.due_on = len(day.due), day.today
    Learner.objects.filter(pk=learner.pk).update(due_count=learner.due_count, due_on=learner.due_on)
    Forecast.objects.bulk_create(forecasts_of(learner, day), ignore_conflicts=True)


def forecasts_of(learner: Learner, day: Day) -> list[Forecast]:
    outlook, exam_on = day.plan.outlook, day.settings.exam_on
    if outlook is None or exam_on is None:
        return []
    return [
        Forecast(
            learner=learner,
            day=day.today,
            exam_on=exam_on,
            expected=outlook.known,
            low=outlook.low,
            high=outlook.high,
            cells=len(day.known.cells),
        )
    ]


def show_in_header(learner: Learner | None, day: Day) -> None:
    """Sets the counts for the header without storing them, since viewing a page changes nothing."""
    if learner:
        learner.due_count, learner.due_on = len(day.due), day.today
