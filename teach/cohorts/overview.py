"""A list of cohorts, each with the number of its members, the active ones, and the median of secure cells."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import cast

from django.db.models import Count, Q, QuerySet

from accounts.models import Cohort, CohortMembership
from teach.cohorts.figures import ACTIVE, Figures, with_secure


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
    rows = defaultdict(list)
    for member in with_secure(members):
        figures = cast(Figures, member)
        rows[member.cohort_id].append((figures.secure, figures.last_active, figures.now))
    return [_summary(cohort, rows[cohort.pk]) for cohort in cohorts]


def _summary(cohort: Cohort, rows: list[tuple[int, datetime | None, datetime]]) -> CohortSummary:
    return CohortSummary(
        cohort,
        members=len(rows),
        active=sum(last is not None and last > now - ACTIVE for _, last, now in rows),
        secure=round(median(secure for secure, *_ in rows)) if rows else None,
        invited=cohort.invited,  # type: ignore[attr-defined]
    )
