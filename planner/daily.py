"""One learner's day: the plan, what of it is left, and what could follow.

Only the count that is left, for the header, and the forecast, for a later comparison, are stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil
from typing import NamedTuple

from accounts.models import Learner
from matrix.models import Responsibility
from planner.models import Forecast
from planner.plan import Notice, Plan, PlanStep
from planner.plan_inputs import PlanInputs, PlanSettings, is_known, known_of
from quizzes.memory.store import track_of

MORE = 10  # facts that are offered when the day is done


class DueCell(NamedTuple):
    cell: Responsibility
    step: PlanStep
    asked_before: bool


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
    def planned(self) -> list[DueCell]:
        return self._cells(self.plan.today)

    @cached_property
    def due(self) -> list[DueCell]:
        """What is left of the day's plan."""
        return [each for each in self.planned if each.cell.pk not in self.known.asked_today]

    @cached_property
    def more(self) -> list[DueCell]:
        return self._cells(self.known.plan_more().today)[:MORE]

    def _cells(self, steps: Iterable[PlanStep]) -> list[DueCell]:
        order, cells = self.known.order, self.known.cells
        return [DueCell(order[step.cell], step, cells[step.cell].memory is not None) for step in steps]

    @property
    def title(self) -> str:
        number = len(self.planned)
        facts = f"{number} fact{'' if number == 1 else 's'}"
        return f"{len(self.due)} of {facts} left to review today" if self.reviewed else f"{facts} to review today"

    @property
    def minutes(self) -> int:
        return whole_minutes(sum(each.step.seconds for each in self.due) / 60)

    @property
    def is_done(self) -> bool:
        return bool(self.planned) and not self.due

    @property
    def reviewed(self) -> int:
        return len(self.planned) - len(self.due)

    @property
    def right(self) -> int:
        return sum(self.known.asked_today.get(each.cell.pk, False) for each in self.planned)

    @property
    def missed(self) -> int:
        return self.reviewed - self.right

    @property
    def notices(self) -> list[Notice]:
        return [notice for notice in self.plan.notices if notice is not Notice.NOTHING_DUE]

    @cached_property
    def stuck(self) -> list[Responsibility]:
        facts, rows = self.known.facts, self.known.rows.values()
        return [facts.cell_by_id(row.cell_id) for row in rows if is_known(row, facts) and track_of(row).is_stuck]


def whole_minutes(minutes: float) -> int:
    return ceil(minutes - 0.25) or int(minutes > 0)


def day_of(learner: Learner | None) -> Day:
    known = known_of(learner)
    return Day(known, known.plan())


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
