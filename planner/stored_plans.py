"""The plan of a day as pages read it: stored by what may take the time to make it, never by a page that is shown.

A review that draws its next questions stores it, and so do saved settings and the night run. A page for which it is no
longer true makes its own and stores nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import Learner
from matrix import facts as matrix_facts
from matrix.facts import Facts
from matrix.learnable.rules import Subject
from planner.daily import Day, DayList, DueCell
from planner.days_ahead import DayAhead, days_ahead, days_to_exam
from planner.engine.outlook import ForecastSpan, Outlook
from planner.forecast_accuracy import known_on
from planner.learner_facts import asked_named
from planner.learning_order import in_learning_order
from planner.leeches import Stuck, stuck_cells
from planner.memory_digests import with_digests
from planner.models import Forecast, StoredPlan
from planner.plan import Notice, Plan, PlanStep, Reason
from planner.plan_inputs import (
    NOTHING_SAID,
    PlanInputs,
    PlanSettings,
    as_of,
    known_of,
    made_from,
    rules_asked_today,
    settings_said,
    with_plan,
)
from quizzes.memory.knowledge import Remembered, memories_of, rows_by_subject
from quizzes.models import CellMemory
from quizzes.pool import questions_per_cell_lately
from serving.prepared import Prepared


def told_of(day: Day) -> dict[str, Any]:
    """Facts are told by their subjects, since their places in a plan change with the facts."""
    outlook, exam_on = day.plan.outlook, day.settings.exam_on
    return {
        "planned": [
            [due.cell.id, step.reason.name, step.seconds, step.recall, step.gain]
            for due in day.planned
            for step in [due.step]
        ],
        "minutes": day.plan.minutes,
        "horizon": day.plan.horizon,
        "exam_in": day.plan.exam_in,
        "outlook": outlook and asdict(outlook),
        "notices": [notice.name for notice in day.plan.notices],
        "offered": day.offered,
        "ahead": [[each.day.isoformat(), each.questions, each.new, each.minutes] for each in days_ahead(day)],
        "known": known_on(day.known, min(day.today, exam_on)) if exam_on else None,
        "stuck": [[each.cell.id, each.easier and each.easier.id] for each in day.stuck],
        "as_of": day.known.as_of,
    }


def plan_told(told: Mapping[str, Any], places: Mapping[Subject, int]) -> Plan:
    """`places` maps facts to their numbers. A fact that is not asked about anymore is left out."""
    outlook = told["outlook"]
    steps = [
        PlanStep(places[cell], Reason[reason], seconds, recall, gain)
        for cell, reason, seconds, recall, gain in told["planned"]
        if cell in places
    ]
    return Plan(
        today=steps,
        minutes=told["minutes"],
        horizon=told["horizon"],
        exam_in=told["exam_in"],
        outlook=outlook
        and Outlook(**{**outlook, "stretches": tuple(ForecastSpan(*each) for each in outlook["stretches"])}),
        notices=[Notice[each] for each in told["notices"]],
    )


@dataclass(frozen=True)
class StoredDay(DayList):
    """As `Day`, for pages, from what is stored or would be.

    An answer since the day began leaves the list as it is. What else it changes is worked out when it is shown, which
    takes some queries.
    """

    told: Mapping[str, Any]
    facts: Facts
    asked: Collection[int]
    learner: Any  # from `with_plan`; None for visitors
    changed: bool  # whether there is an answer that `told` does not know
    made: Day | None = None

    @classmethod
    def of(
        cls,
        today: date,
        told: Mapping[str, Any],
        settings: PlanSettings,
        asked: Collection[int],
        facts: Facts,
        asked_today: Mapping[Subject, bool],
        learner: Any,
        *,
        changed: bool = False,
        made: Day | None = None,
    ) -> Self:
        """`asked` has the ids of the cells that have a question."""
        subjects = [row[0] for row in told["planned"]]
        named = {subject: found for subject in subjects if (found := asked_named(subject, facts))}
        kept = [subject for subject in named if isinstance(subject, str) or subject in asked]
        plan = plan_told(told, {subject: number for number, subject in enumerate(kept)})
        planned = [DueCell(named[kept[step.cell]], step, step.reason != Reason.NEW) for step in plan.today]
        return cls(today, settings, plan, planned, asked_today, told, facts, asked, learner, changed, made)

    @cached_property
    def now(self) -> Day:
        return self.made or day_of(self.learner)

    @property
    def offered(self) -> int:
        return self.now.offered if self.changed else self.told["offered"]

    @cached_property
    def ahead(self) -> list[DayAhead]:
        if self.changed:
            return days_to_exam(self) if self.plan.outlook else days_ahead(self.now)
        return [DayAhead(date.fromisoformat(day), *counts) for day, *counts in self.told["ahead"]]

    @property
    def next(self) -> DayAhead | None:
        return next((each for each in self.ahead if each.questions), None)

    @property
    def known_by_exam(self) -> float:
        """How many facts are likely known now, or were on the day of an exam that is past."""
        exam_on = self.settings.exam_on
        return known_on(self.now.known, min(self.today, exam_on)) if self.changed and exam_on else self.told["known"]

    @property
    def stuck(self) -> list[Stuck]:
        if self.changed:
            [(rows,)] = cells_remembered(self.learner.pk)
            memories = {cell: Remembered.of(row) for cell, row in rows_by_subject(rows).items()}
            at = self.learner.now.astimezone(ZoneInfo(self.learner.time_zone))
            return stuck_cells(self.facts, in_learning_order(self.facts, frozenset(self.asked)), memories, at)
        cell_by_id = self.facts.cell_by_id
        return [
            Stuck.of(cell_by_id(cell), self.facts, cell_by_id(easier) if easier else None)
            for cell, easier in self.told["stuck"]
        ]


def with_today(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    """Also with the cells asked since the day began."""
    rows = CellMemory.objects.filter(learner=OuterRef("pk"), last__gte=OuterRef("began")).order_by("cell_id")
    cells = ArraySubquery(rows.values(told=JSONObject(cell="cell_id", right="guessed_right")))
    return with_plan(learners).annotate(cells_today=cells)


def stored_day_of(learner: Any, facts: Facts) -> StoredDay | None:
    """For a learner from `with_today`. None if the plan of today is not made yet."""
    stored: StoredPlan | None = getattr(learner, "stored_plan", None)
    if stored is None or stored.day != learner.now.astimezone(ZoneInfo(learner.time_zone)).date():
        return None
    return as_stored(learner, stored, facts)


def as_stored(learner: Any, stored: StoredPlan, facts: Facts, *, changed: bool = False) -> StoredDay:
    cells: dict[Subject, bool] = {told["cell"]: told["right"] for told in learner.cells_today}
    asked, asked_today = questions_per_cell_lately().keys(), cells | rules_asked_today(learner)
    said = settings_said(learner)
    return StoredDay.of(stored.day, stored.told, said, asked, facts, asked_today, learner, changed=changed)


to_show: Prepared[Any] = Prepared(lambda learner: with_digests(with_today(Learner.objects.filter(pk=learner))), UUID)
cells_remembered: Prepared[Any] = Prepared(
    lambda learner: Learner.objects.filter(pk=learner).values_list(memories_of(learner, CellMemory)), UUID
)


def shown_day(learner: Learner | None) -> StoredDay:
    """The stored plan, which takes one query, unless more than answers came since; else one that is made now."""
    if learner:
        [row] = to_show(learner.pk)
        stored: StoredPlan | None = getattr(row, "stored_plan", None)
        if stored and stored.made_from == made_from(row):
            known, changed = matrix_facts.current(row.facts_revision), stored.told.get("as_of") != as_of(row)
            return as_stored(row, stored, known, changed=changed)
    day = day_of(learner)
    made, told = day.known, told_of(day)
    return StoredDay.of(day.today, told, day.settings, made.asked, made.facts, day.asked_today, learner, made=day)


def minutes_to_plan(learner: Any, answered: Iterable[datetime]) -> int:
    """Minutes of the plan that the next review makes; 0 for a learner who has nothing to plan from."""
    said = settings_said(learner)
    has_past = said != NOTHING_SAID or any(at < learner.began for at in answered)
    return said.minutes_a_day if has_past else 0


def day_of(learner: Learner | None) -> Day:
    return day_from(known_of(learner))


def day_from(known: PlanInputs) -> Day:
    """The stored plan, if it is made from what is known; else one that is made now."""
    stored = known.stored
    if stored is None or stored.made_from != known.made_from:
        return Day.of(known)
    return Day.of(known, plan_told(stored.told, known.outline.numbers))


def store_day(learner: Learner, day: Day) -> None:
    learner.due_count, learner.due_on = len(day.due), day.today
    Learner.objects.filter(pk=learner.pk).update(due_count=learner.due_count, due_on=learner.due_on)
    made = StoredPlan(
        learner=learner, day=day.today, made_from=day.known.made_from, made_at=day.known.now, told=told_of(day)
    )
    fields = ["day", "made_from", "made_at", "told"]
    StoredPlan.objects.bulk_create([made], update_conflicts=True, unique_fields=["learner"], update_fields=fields)
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
            cells=len(day.known.order),
        )
    ]
