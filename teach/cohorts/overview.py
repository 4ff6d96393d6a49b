"""A list of cohorts, each with the number of its members, the active ones, and the median of secure cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Q, QuerySet

from accounts.models import Cohort, CohortMembership
from serving.prepared import Prepared
from teach.cohorts.figures import secure_cells, was_active

COHORTS_A_PAGE = 20


class Median(Aggregate):
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class CohortSummary:
    """`secure` is the median number of secure cells, or None without members."""

    cohort: Cohort
    members: int
    active: int
    secure: int | None
    invited: int


def with_invited(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    return cohorts.annotate(invited=Count("invitees", filter=Q(invitees__invite__memberships=None)))


def _figures(*cohorts: int) -> QuerySet[CohortMembership, Any]:
    members = CohortMembership.objects.filter(cohort__in=cohorts, left_at=None).order_by().values("cohort")
    figures = members.annotate(
        members=Count("pk"), active=Count("pk", filter=was_active()), median=Median(secure_cells())
    )
    return figures.values_list("cohort", "members", "active", "median")


figures_of: Prepared[Any] = Prepared(_figures, *[int] * COHORTS_A_PAGE)


def summaries(cohorts: Iterable[Cohort]) -> list[CohortSummary]:
    """For at most `COHORTS_A_PAGE` from `with_invited`. This takes one more query for all of them."""
    cohorts = list(cohorts)
    keys = [cohort.pk for cohort in cohorts]
    rows = {cohort: figures for cohort, *figures in figures_of(*keys, *[0] * (COHORTS_A_PAGE - len(keys)))}
    return [_summary(cohort, *rows.get(cohort.pk, (0, 0, None))) for cohort in cohorts]


def _summary(cohort: Cohort, members: int, active: int, median: float | None) -> CohortSummary:
    return CohortSummary(
        cohort,
        members=members,
        active=active,
        secure=None if median is None else round(median),
        invited=cohort.invited,  # type: ignore[attr-defined]
    )
