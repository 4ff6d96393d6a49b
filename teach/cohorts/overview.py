"""A list of cohorts, each with the number of its members, the active ones, and the median of secure cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Q, QuerySet

from accounts.models import Cohort, CohortMembership
from teach.cohorts.figures import secure_cells, was_active

NOBODY = {"members": 0, "active": 0, "median": None}


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


def summaries(cohorts: Iterable[Cohort]) -> list[CohortSummary]:
    """The cohorts come from `with_invited`. This takes one more query for all of them."""
    cohorts = list(cohorts)
    members = CohortMembership.objects.filter(cohort__in=cohorts, left_at=None).order_by()
    figures = members.values("cohort").annotate(
        members=Count("pk"), active=Count("pk", filter=was_active()), median=Median(secure_cells())
    )
    rows = {row["cohort"]: row for row in figures}
    return [_summary(cohort, rows.get(cohort.pk, NOBODY)) for cohort in cohorts]


def _summary(cohort: Cohort, row: Mapping[str, Any]) -> CohortSummary:
    return CohortSummary(
        cohort,
        members=row["members"],
        active=row["active"],
        secure=None if row["median"] is None else round(row["median"]),
        invited=cohort.invited,  # type: ignore[attr-defined]
    )
