"""The plan of a day as home reads it: stored by what may take the time to make it, never by a page that is shown.

A review that draws its next questions stores it, and so do saved settings and the night run. A page for which it is no
longer true makes its own and stores nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import Learner
from matrix.facts import Facts
from matrix.learnable.rules import Subject
from planner.daily import Day, DayList, DueCell
from planner.days_ahead import DayAhead, next_review
from planner.engine.outlook import ForecastSpan, Outlook
from planner.learner_facts import asked_named
from planner.models import Forecast, StoredPlan
from planner.plan import Notice, Plan, PlanStep, Reason
from planner.plan_inputs import (
    NOTHING_SAID,
    PlanInputs,
    PlanSettings,
    all_asked_today,
    known_of,
    rules_asked_today,
    settings_said,
)
from quizzes.models import CellMemory
from serving.prepared import Prepared


def told_of(day: Day) -> dict[str, Any]:
    """Facts are told by their subjects, since their places in a plan change with the facts."""
    outlook, following = day.plan.outlook, next_review(day)
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
        "next": following and [following.day.isoformat(), following.questions, following.new, following.minutes],
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
    """As `Day`, for home, from a stored plan."""

    told: Mapping[str, Any]

    @classmethod
    def of(
        cls,
        stored: StoredPlan,
        settings: PlanSettings,
        asked: Collection[int],
        facts: Facts,
        asked_today: Mapping[Subject, bool],
    ) -> Self:
        """`asked` has the ids of the cells that have a question."""
        subjects = [row[0] for row in stored.told["planned"]]
        named = {subject: found for subject in subjects if (found := asked_named(subject, facts))}
        kept = [subject for subject in named if isinstance(subject, str) or subject in asked]
        plan = plan_told(stored.told, {subject: number for number, subject in enumerate(kept)})
        planned = [DueCell(named[kept[step.cell]], step, step.reason != Reason.NEW) for step in plan.today]
        return cls(stored.day, settings, plan, planned, asked_today, stored.told)

    @property
    def offered(self) -> int:
        return self.told["offered"]

    @property
    def next(self) -> DayAhead | None:
        told = self.told["next"]
        return DayAhead(date.fromisoformat(told[0]), *told[1:]) if told else None


remembered_of: Prepared[CellMemory] = Prepared(
    lambda learner: CellMemory.objects.filter(learner=learner).defer("history"), UUID
)


def stored_day_of(learner: Any, rows: Iterable[CellMemory], asked: Collection[int], facts: Facts) -> StoredDay | None:
    """For a learner from `with_plan`, whose memories are `rows`. None if the plan of today is not made yet."""
    stored: StoredPlan | None = getattr(learner, "stored_plan", None)
    if stored is None or stored.day != learner.now.astimezone(ZoneInfo(learner.time_zone)).date():
        return None
    asked_today = all_asked_today(rows, learner.began, rules_asked_today(learner))
    return StoredDay.of(stored, settings_said(learner), asked, facts, asked_today)


def minutes_to_plan(learner: Any, rows: Iterable[CellMemory]) -> int:
    """Minutes of the plan that the next review makes; 0 for a learner who has nothing to plan from."""
    said = settings_said(learner)
    has_past = said != NOTHING_SAID or any(row.last < learner.began for row in rows)
    return said.minutes_a_day if has_past else 0


def day_of(learner: Learner | None) -> Day:
    return day_from(known_of(learner))


def day_from(known: PlanInputs) -> Day:
    """The stored plan, if it is made from what is known; else one that is made now."""
    stored = known.stored
    if stored is None or stored.made_from != known.mark:
        return Day.of(known)
    return Day.of(known, plan_told(stored.told, known.outline.numbers))


def store_day(learner: Learner, day: Day) -> None:
    learner.due_count, learner.due_on = len(day.due), day.today
    Learner.objects.filter(pk=learner.pk).update(due_count=learner.due_count, due_on=learner.due_on)
    made = StoredPlan(
        learner=learner, day=day.today, made_from=day.known.mark, made_at=day.known.now, told=told_of(day)
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
