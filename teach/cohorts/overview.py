"""A list of cohorts, each with the number of its members, the active ones, and the median of secure cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, BigIntegerField, Count, F, FloatField, OuterRef, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from accounts.models import Cohort, CohortMembership
from serving.prepared import Prepared
from teach.cohorts.figures import counted, secure_cells, was_active

COHORTS_A_PAGE = 20
# The figures of a larger class are estimates from so many of its members, so that its page takes no longer.
SAMPLE = 500


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

    @property
    def about(self) -> str:
        return "about " if self.members > SAMPLE else ""


def with_counts(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    return cohorts.annotate(
        invited=Count("invitees", filter=Q(invitees__invite__memberships=None)),
        members=counted(CohortMembership.objects.filter(cohort=OuterRef("pk"), left_at=None), "cohort"),
    )


def _figures(*cohorts: int) -> QuerySet[CohortMembership, Any]:
    # As good as by chance: whose numbers, times the golden ratio, leave the smallest fractions.
    by_chance = F("pk") * Value(2_654_435_769, BigIntegerField()) % Value(2**32, BigIntegerField())
    place = Window(RowNumber(), partition_by="cohort", order_by=by_chance)
    members = CohortMembership.objects.filter(cohort__in=cohorts, left_at=None).order_by()
    sample = members.annotate(place=place).filter(place__lte=SAMPLE).values("pk")
    figures = (
        CohortMembership.objects.filter(pk__in=sample)
        .order_by()
        .values("cohort")
        .annotate(sampled=Count("pk"), active=Count("pk", filter=was_active()), median=Median(secure_cells()))
    )
    return figures.values_list("cohort", "sampled", "active", "median")


figures_of: Prepared[Any] = Prepared(_figures, *[int] * COHORTS_A_PAGE)


def summaries(cohorts: Iterable[Cohort]) -> list[CohortSummary]:
    """For at most `COHORTS_A_PAGE` from `with_counts`. This takes one more query for all of them."""
    cohorts = list(cohorts)
    keys = [cohort.pk for cohort in cohorts]
    rows = {cohort: figures for cohort, *figures in figures_of(*keys, *[0] * (COHORTS_A_PAGE - len(keys)))}
    return [_summary(cohort, *rows.get(cohort.pk, (0, 0, None))) for cohort in cohorts]


def _summary(cohort: Any, sampled: int, active: int, median: float | None) -> CohortSummary:
    return CohortSummary(
        cohort,
        members=cohort.members,
        active=round(active * cohort.members / sampled) if sampled else 0,
        secure=None if median is None else round(median),
        invited=cohort.invited,
    )
