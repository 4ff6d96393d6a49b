"""Plans the day for every learner whose day has no plan yet.

Each learner is a transaction of their own that locks nothing while planning, so answers do not wait. After an
interruption the next run continues, since the plan of a finished learner is of the day in their own zone.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import FETCH_PEERS, Exists, OuterRef, QuerySet

from accounts.models import Learner
from planner.daily import Day
from planner.models import StoredPlan, StudyPlan
from planner.plan_inputs import known_from, settings_of
from planner.stored_plans import day_from, store_day
from quizzes.attempt_start import locked_learner
from quizzes.models import CellMemory
from quizzes.pool import questions_per_cell

AT_ONCE = 50


def waiting(at: datetime) -> dict[str, QuerySet[Learner]]:
    anything = Exists(StudyPlan.objects.filter(learner=OuterRef("pk"))) | Exists(
        CellMemory.objects.filter(learner=OuterRef("pk"))
    )
    learners = Learner.objects.filter(anything, merged_into=None)
    zones = learners.order_by("time_zone").values_list("time_zone", flat=True).distinct()
    return {
        zone: learners.exclude(stored_plan__day__gte=at.astimezone(ZoneInfo(zone)).date()).filter(time_zone=zone)
        for zone in zones
    }


def replan(at: datetime) -> Iterator[int]:
    for learners in waiting(at).values():
        last: UUID | None = None
        while batch := list(_after(settings_of(learners), last)[:AT_ONCE]):
            last = batch[-1].pk
            _plan(batch)
            yield len(batch)


def _after(learners: QuerySet[Learner], last: UUID | None) -> QuerySet[Learner]:
    """In order of id, so that a learner whose day begins during a run is planned once."""
    return (learners.filter(pk__gt=last) if last else learners).order_by("pk")


def _plan(batch: list[Learner]) -> None:
    for learner, day in days_of(batch):
        _keep(learner, day)


def days_of(batch: Sequence[Learner]) -> Iterator[tuple[Learner, Day]]:
    """For learners from `settings_of`. Takes two queries for all, and some for each whose plan has to be
    made.
    """
    questions = questions_per_cell()
    rows = CellMemory.objects.filter(learner__in=batch).defer("history").order_by("learner")
    rows = rows.fetch_mode(FETCH_PEERS)
    memories = {learner: list(theirs) for learner, theirs in groupby(rows, key=lambda row: row.learner_id)}
    for learner in batch:
        known = known_from(learner, memories.get(learner.pk, ()), questions=questions)
        yield learner, day_from(known)


@transaction.atomic
def _keep(learner: Learner, day: Day) -> None:
    """Leaves what a review or the plan's form has stored in the meantime."""
    locked_learner(learner)
    if not StoredPlan.objects.filter(learner=learner, day__gte=day.today).exists():
        store_day(learner, day)
