"""The reviews expected on the coming days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from planner.daily import Day, DayList, whole_minutes
from planner.plan import DAYS_SHOWN, USUALLY_KEPT, Plan, falling_due, is_due

USUAL_RECALL = 0.8  # mean recall of repeated questions, which decides how long they take


@dataclass(frozen=True)
class DayAhead:
    day: date
    questions: int
    new: int
    minutes: int

    @property
    def again(self) -> int:
        return self.questions - self.new


class ExpectedWork(NamedTuple):
    questions: float
    new: float
    minutes: float


def days_ahead(day: Day) -> list[DayAhead]:
    return days_to_exam(day) if day.plan.outlook else _dated(day, _keeping(day))


def days_to_exam(day: DayList) -> list[DayAhead]:
    """Of a plan with a forecast, from which they follow."""
    return _dated(day, _towards_exam(day.plan))


def _dated(day: DayList, found: Iterable[ExpectedWork]) -> list[DayAhead]:
    return [
        DayAhead(
            day.today + timedelta(days=number),
            round(expected.questions),
            round(expected.new),
            whole_minutes(expected.minutes),
        )
        for number, expected in enumerate(found, 1)
    ]


def next_review(day: Day) -> DayAhead | None:
    return next((ahead for ahead in days_ahead(day) if ahead.questions), None)


def _towards_exam(plan: Plan) -> Iterator[ExpectedWork]:
    """The forecast spreads reviews over all days; a day with a review has more than its share."""
    assert plan.outlook is not None
    assert plan.exam_in is not None
    for number in range(1, min(plan.exam_in, DAYS_SHOWN + 1)):
        for stretch in plan.outlook.stretches:
            if stretch.starts_in <= number < stretch.starts_in + stretch.days:
                kept = stretch.days * USUALLY_KEPT
                yield ExpectedWork(stretch.answers / kept, stretch.new / kept, stretch.minutes / kept)


def _keeping(day: Day) -> Iterator[ExpectedWork]:
    """From the answers of today too: what was missed comes back earlier."""
    known, pace = day.known, day.known.pace_of_all
    again, first = pace.seconds(USUAL_RECALL), pace.seconds(pace.first_right)
    today = {each.step.cell for each in day.due}
    asked = [cell for cell in known.cells if not cell.resting]
    left = [cell for cell in asked if cell.number not in today and not cell.asked_today]
    new = float(sum(not cell.answers for cell in left))
    waiting = float(sum(bool(cell.answers) and is_due(cell, pace) for cell in left))
    a_day = known.settings.minutes_a_day * 60
    for falling in falling_due(asked, pace):
        waiting += falling
        reviews = min(waiting, a_day / again)
        firsts = min(new, max(0.0, a_day - reviews * again) / first)
        waiting, new = waiting - reviews, new - firsts
        yield ExpectedWork(reviews + firsts, firsts, (reviews * again + firsts * first) / 60)
