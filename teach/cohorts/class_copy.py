"""Copying a class for the next term: its courses, and its assignments a number of days later. Nothing about its
members is copied.
"""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.cohorts.lifecycle import add_teacher, make_cohort
from accounts.cohorts.membership import FIRST_LINK, make_invite
from accounts.models import Cohort, User
from accounts.zones import moment_in_words
from quizzes.assigned.progress import assignments_of
from quizzes.assigned.store import save_assignment
from quizzes.assigned.terms import terms_of
from quizzes.models import Assignment
from teach.cohorts.reading import set_reading, stored_reading

DATES = ("opens_at", "due_at", "closes_at", "answers_at")


@dataclass(frozen=True)
class CopiedAssignment:
    """`moved` is not stored."""

    assignment: Assignment
    moved: Assignment
    has_passed: bool  # learners could not do it in time, so it is not copied

    @property
    def before(self) -> str:
        return _due_in_words(self.assignment)

    @property
    def after(self) -> str:
        return _due_in_words(self.moved)


@dataclass(frozen=True)
class CopyPlan:
    assignments: list[CopiedAssignment]
    exam_on: date | None
    teachers: list[User]


def later(at: datetime, days: int, zone: str) -> datetime:
    """The same time of day in the zone, so many days later. A time that the clocks skip becomes one hour later."""
    local = at.astimezone(ZoneInfo(zone)).replace(fold=0)
    return (local + timedelta(days=days)).astimezone(timezone.get_fixed_timezone(0))


def plan_copy(cohort: Cohort, *, days: int, by: User, now: datetime) -> CopyPlan:
    return CopyPlan(
        assignments=[_moved(each, days, now) for each in assignments_of(cohort)],
        exam_on=cohort.exam_on + timedelta(days=days) if cohort.exam_on else None,
        teachers=[each.user for each in cohort.teaching.filter(assists=False).select_related("user")] or [by],
    )


def _moved(assignment: Assignment, days: int, now: datetime) -> CopiedAssignment:
    moved = copy(assignment)
    moved.pk, moved.event, moved._state.adding = None, None, True
    for name in DATES:
        if at := getattr(assignment, name):
            setattr(moved, name, later(at, days, assignment.cohort.time_zone))
    until = terms_of(moved).decided_at
    return CopiedAssignment(assignment, moved, has_passed=until is not None and until <= now)


def _due_in_words(assignment: Assignment) -> str:
    at = terms_of(assignment).decided_at
    return moment_in_words(at, assignment.cohort.time_zone) if at else "No due date"


@transaction.atomic
def copy_class(cohort: Cohort, *, name: str, days: int, by: User) -> Cohort:
    plan = plan_copy(cohort, days=days, by=by, now=timezone.now())
    first, *others = plan.teachers
    made = make_cohort(
        name,
        teacher=first,
        time_zone=cohort.time_zone,
        exam_on=plan.exam_on,
        keeps_former=cohort.keeps_former,
    )
    for teacher in others:
        add_teacher(made, teacher)
    make_invite(made, by=by, lasting=FIRST_LINK)
    if reading := stored_reading(cohort):
        set_reading(made, **reading)
    for each in plan.assignments:
        if not each.has_passed:
            each.moved.cohort = made
            save_assignment(each.moved, by=by)
    return made
