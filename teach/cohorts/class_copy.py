"""Copying a class for the next term: its courses, and its due dates a number of days later. Nothing about its members
is copied.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.cohorts.lifecycle import add_teacher, make_cohort
from accounts.cohorts.membership import FIRST_LINK, make_invite
from accounts.models import Cohort, User
from quizzes.models import DueDate
from teach.cohorts.due_dates import due_dates_of, in_words, set_due
from teach.cohorts.reading import set_reading, stored_reading


@dataclass(frozen=True)
class CopiedDate:
    date: DueDate
    due_at: datetime
    zone: str
    has_passed: bool  # learners could not meet it, so it is not copied

    @property
    def before(self) -> str:
        return in_words(self.date.due_at, self.zone)

    @property
    def after(self) -> str:
        return in_words(self.due_at, self.zone)


@dataclass(frozen=True)
class CopyPlan:
    dates: list[CopiedDate]
    exam_on: date | None
    teachers: list[User]


def later(at: datetime, days: int, zone: str) -> datetime:
    """The same time of day in the zone, so many days later. A time that the clocks skip becomes one hour later."""
    local = at.astimezone(ZoneInfo(zone)).replace(fold=0)
    return (local + timedelta(days=days)).astimezone(timezone.get_fixed_timezone(0))


def plan_copy(cohort: Cohort, *, days: int, by: User, now: datetime) -> CopyPlan:
    shifted = [(due, later(due.due_at, days, cohort.time_zone)) for due in due_dates_of(cohort)]
    return CopyPlan(
        dates=[CopiedDate(due, at, cohort.time_zone, at <= now) for due, at in shifted],
        exam_on=cohort.exam_on + timedelta(days=days) if cohort.exam_on else None,
        teachers=[each.user for each in cohort.teaching.filter(assists=False).select_related("user")] or [by],
    )


@transaction.atomic
def copy_class(cohort: Cohort, *, name: str, days: int, by: User) -> Cohort:
    plan = plan_copy(cohort, days=days, by=by, now=timezone.now())
    first, *others = plan.teachers
    copy = make_cohort(
        name,
        teacher=first,
        time_zone=cohort.time_zone,
        exam_on=plan.exam_on,
        keeps_former=cohort.keeps_former,
    )
    for teacher in others:
        add_teacher(copy, teacher)
    make_invite(copy, by=by, lasting=FIRST_LINK)
    if reading := stored_reading(cohort):
        set_reading(copy, **reading)
    for each in plan.dates:
        thing = each.date.lesson or each.date.quiz
        if thing and not each.has_passed:
            set_due(copy, thing, due_at=each.due_at, by=by)
    return copy
