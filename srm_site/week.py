"""The days of this week on which a learner studied. There is no streak that could be lost."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property


@dataclass(frozen=True)
class WeekDay:
    name: str
    state: str  # "done", "before" (the learner began later), "free" (no study) or "to-come"
    is_today: bool

    @property
    def says(self) -> str:
        if self.is_today:
            return "studied" if self.state == "done" else "not yet"
        said = {"done": "studied", "before": "before you started", "free": "no study", "to-come": "to come"}
        return said[self.state]


@dataclass(frozen=True)
class StudyWeek:
    today: date
    studied: Collection[date]
    began: date

    @cached_property
    def days(self) -> tuple[WeekDay, ...]:
        monday = self.today - timedelta(days=self.today.weekday())
        return tuple([self._day(monday + timedelta(days=number)) for number in range(7)])

    @property
    def sentence(self) -> str:
        number = sum(day.state == "done" for day in self.days)
        return f"{number} day{'' if number == 1 else 's'} studied" if number else "No study yet"

    def _day(self, day: date) -> WeekDay:
        if day in self.studied:
            state = "done"
        elif day < self.today:
            state = "free" if day >= self.began else "before"
        else:
            state = "to-come"
        return WeekDay(f"{day:%A}", state, day == self.today)
