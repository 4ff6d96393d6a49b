"""One learner's day: the plan, what of it is left, and what could follow."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import ceil
from typing import NamedTuple, Self

from accounts.models import Learner
from matrix.learnable.rules import Subject
from planner.learner_facts import Asked
from planner.leeches import Stuck, stuck_cells
from planner.plan import Notice, Plan, PlanStep, Reason
from planner.plan_inputs import PlanInputs, PlanSettings

MORE = 10  # facts that are offered when the day is done


class DueCell(NamedTuple):
    cell: Asked
    step: PlanStep
    asked_before: bool


@dataclass(frozen=True)
class DayList:
    """What pages say of the day's list, be it made now or stored. `asked_today` is as in `PlanInputs`."""

    today: date
    settings: PlanSettings
    plan: Plan
    planned: list[DueCell]
    asked_today: Mapping[Subject, bool]

    @property
    @abstractmethod
    def offered(self) -> int:
        """How many facts could follow when the day is done."""

    @cached_property
    def due(self) -> list[DueCell]:
        """What is left of the day's plan."""
        return [each for each in self.planned if each.cell.id not in self.asked_today]

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
        return sum(self.asked_today.get(each.cell.id, False) for each in self.planned)

    @property
    def missed(self) -> int:
        return self.reviewed - self.right

    @property
    def notices(self) -> list[Notice]:
        return [notice for notice in self.plan.notices if notice is not Notice.NOTHING_DUE]


@dataclass(frozen=True)
class Day(DayList):
    known: PlanInputs

    @classmethod
    def of(cls, known: PlanInputs, plan: Plan | None = None) -> Self:
        plan = plan or known.plan()
        return cls(known.today, known.settings, plan, due_cells(known, plan.today), known.asked_today, known)

    def with_rest(self, steps: Sequence[PlanStep]) -> Self:
        """With these steps in place of what is left."""
        done = [each for each in self.planned if each.cell.id in self.asked_today]
        rest = due_cells(self.known, steps)
        plan = replace(self.plan, today=[each.step for each in (*done, *rest)])
        return replace(self, plan=plan, planned=[*done, *rest])

    @cached_property
    def more(self) -> list[DueCell]:
        return due_cells(self.known, self.known.more(MORE))

    @property
    def offered(self) -> int:
        return min(MORE, self.known.could_follow({each.cell.id for each in self.planned}))

    @property
    def stuck(self) -> list[Stuck]:
        return stuck_cells(self.known.facts, self.known.order, self.known.rows, self.known.local_now)


def whole_minutes(minutes: float) -> int:
    return ceil(minutes - 0.25) or int(minutes > 0)


def due_cells(known: PlanInputs, steps: Iterable[PlanStep]) -> list[DueCell]:
    return [DueCell(known.asked_at(step.cell), step, step.reason != Reason.NEW) for step in steps]


def show_in_header(learner: Learner | None, day: DayList) -> None:
    """Sets the counts for the header without storing them, since viewing a page changes nothing."""
    if learner:
        learner.due_count, learner.due_on = len(day.due), day.today
