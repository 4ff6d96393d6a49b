"""Figures of each member of a cohort, as columns of one query."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Protocol

from django.contrib.postgres.functions import TransactionNow
from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    FloatField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from accounts.models import CohortMembership
from lessons.models import Lesson, Place
from quizzes.memory.mastery import IN_A_ROW, TRIES
from quizzes.models import Assignment, Attempt, CellMemory, Mode
from quizzes.models.assignments import AssignmentQuerySet

ACTIVE = timedelta(days=7)
SCORED = (Mode.CHECK, Mode.EXAM)
# What a learner does, with the moment of it.
ACTS: tuple[tuple[type[Model], str], ...] = ((CellMemory, "last"), (Place, "moved_at"), (Attempt, "started_at"))


class Figures(Protocol):
    """The annotations of `with_figures`, for type checkers."""

    now: datetime
    last_active: datetime | None
    secure: int
    lessons_read: int
    stuck: int
    score: float | None
    missed: int


# Three right in a row, with a night between. Faded cells still count, since fading depends on each learner's own pace,
# which their page shows.
SECURE = Q(in_a_row__gte=IN_A_ROW, overnight=True)
STUCK = Q(tries__gte=TRIES)


def counted(rows: QuerySet, by: str = "learner") -> Combinable:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("*")).values("n")), 0)


def _of_learner(model: type[Model], **which: object) -> QuerySet:
    return model._default_manager.filter(learner=OuterRef("learner"), **which)


def secure_cells() -> Combinable:
    """For memberships: how many cells of the learner are secure. An index answers alone."""
    return counted(_of_learner(CellMemory).filter(SECURE))


def was_active() -> Q:
    """For memberships: whether the learner did something in the last days."""
    since = TransactionNow() - ACTIVE
    return reduce(or_, (Q(Exists(_of_learner(model, **{f"{moment}__gt": since}))) for model, moment in ACTS))


def _last_active() -> Combinable:
    # Ordering instead of Max reads one end of an index, not all rows of a learner.
    return Greatest(
        *(Subquery(_of_learner(model).order_by(f"-{moment}").values(moment)[:1]) for model, moment in ACTS)
    )


def _lessons_read() -> Combinable:
    return counted(_of_learner(Place, lesson__in=Lesson.objects.published()).exclude(read_at=None))


def _mean_score() -> Combinable:
    finished = Attempt.objects.finished().filter(learner=OuterRef("learner"), mode__in=SCORED, score__maximum__gt=0)
    percent = 100.0 * F("score__marks") / F("score__maximum")
    scores = finished.order_by().values("learner").annotate(mean=Avg(percent, output_field=FloatField()))
    return Subquery(scores.values("mean"))


def _passed(**which: object) -> AssignmentQuerySet:
    return (
        Assignment.objects.filter(cohort=OuterRef("cohort"))
        .asked()
        .with_dates_of(OuterRef(OuterRef("learner")))
        .annotate(decided_at=Coalesce("own_due_at", "own_closes_at"))
        .filter(decided_at__lt=TransactionNow(), decided_at__gt=OuterRef("joined_at"), **which)
    )


def missed(**which: object) -> Combinable:
    """For memberships: how many of the assignments that the lookups `which` let through were not done in time.

    `which` may name `decided_at`: when the assignment was due for this learner, or closed if it has no due date.
    """
    not_done = _passed(**which).not_done(OuterRef(OuterRef("learner")), at__lte=OuterRef("decided_at"))
    return counted(not_done, "cohort")


def overdue() -> Combinable:
    """How many of them are not done yet."""
    return counted(_passed().not_done(OuterRef(OuterRef("learner"))), "cohort")


FIGURES: dict[str, Callable[[], Combinable]] = {
    "lessons_read": _lessons_read,
    "secure": secure_cells,
    "last_active": _last_active,
    "now": TransactionNow,
    "stuck": lambda: counted(_of_learner(CellMemory).filter(STUCK)),
    "score": _mean_score,
    "missed": missed,
}
FIGURES_TO_FILTER_BY = FIGURES | {"overdue": overdue}


def with_figures(
    memberships: QuerySet[CohortMembership], names: Collection[str] = FIGURES.keys()
) -> QuerySet[CohortMembership]:
    """Adds the figures of these names, which may be `overdue` too. Each costs work, so lists ask for what they need.

    `score` is the mean percentage of finished checks and exams without retries, or None. `missed` counts published
    assignments, due since joining, that were not done in time, and `overdue` those of them that are not done yet.
    """
    return memberships.annotate(**{name: FIGURES_TO_FILTER_BY[name]() for name in names})
