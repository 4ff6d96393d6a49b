"""The night's work: today's plan for everybody whose today has none yet.

Each learner is a transaction of their own that locks nothing while it plans, so answers do not wait. Cut off, the next
run goes on with those who are left: a learner is done when `due_on` is the day in their own zone.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Learner
from planner.daily import Day, forecasts_of, known_from, settings_of
from planner.models import Forecast, StudyPlan
from quizzes.models import CellMemory
from quizzes.pool import questions_per_cell

AT_ONCE = 50


def waiting(at: datetime) -> dict[str, QuerySet[Learner]]:
    """By time zone: the learners with a plan or memories whose day, at this moment, has no plan yet."""
    anything = Exists(StudyPlan.objects.filter(learner=OuterRef("pk"))) | Exists(
        CellMemory.objects.filter(learner=OuterRef("pk"))
    )
    learners = Learner.objects.filter(anything, merged_into=None)
    zones = learners.order_by("time_zone").values_list("time_zone", flat=True).distinct()
    return {zone: learners.filter(not_yet(at.astimezone(ZoneInfo(zone)).date()), time_zone=zone) for zone in zones}


def not_yet(today: date) -> Q:
    return Q(due_on=None) | Q(due_on__lt=today)


def replan(at: datetime) -> Iterator[int]:
    """Plans for all who wait, and yields after each batch how many were done in it."""
    for learners in waiting(at).values():
        last: UUID | None = None
        while batch := list(_after(settings_of(learners), last)[:AT_ONCE]):
            last = batch[-1].pk
            _plan(batch)
            yield len(batch)


def _after(learners: QuerySet[Learner], last: UUID | None) -> QuerySet[Learner]:
    """By id, so that a learner whose day begins meanwhile is not met twice in one run."""
    return (learners.filter(pk__gt=last) if last else learners).order_by("pk")


def _plan(batch: list[Learner]) -> None:
    questions = questions_per_cell()
    rows = CellMemory.objects.filter(learner__in=batch).defer("history").order_by("learner")
    memories = {learner: list(theirs) for learner, theirs in groupby(rows, key=lambda row: row.learner_id)}
    for learner in batch:
        known = known_from(learner, memories.get(learner.pk, ()), questions=questions)
        _keep(learner, Day(known, known.plan()))


@transaction.atomic
def _keep(learner: Learner, day: Day) -> None:
    """What a review or the plan's form has stored meanwhile stays."""
    Learner.objects.filter(not_yet(day.today), pk=learner.pk).update(due_count=len(day.due), due_on=day.today)
    Forecast.objects.bulk_create(forecasts_of(learner, day), ignore_conflicts=True)
