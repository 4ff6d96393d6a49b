"""Learners who left a class, were removed from it, or deleted the account: for its page, and for mails about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from accounts.models import Cohort, CohortMembership
from serving.prepared import Prepared
from teach.models import FormerLearner

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Departure:
    """ "Lena left on Nov 20", "Former learner 7 deleted the account on Nov 21" """

    cohort: int
    who: str
    did: str
    at: datetime


def _departed(cohort: int, since: timedelta = LATELY) -> Any:
    told = ["cohort_id", "who", "did", "at"]
    left = CohortMembership.objects.filter(cohort=cohort, left_at__gt=TransactionNow() - since).annotate(
        who=Coalesce(NullIf("kept_name", Value("")), "kept_email", output_field=CharField()),
        did=Case(When(removed_by=None, then=Value("left")), default=Value("was removed")),
        at=F("left_at"),
    )
    deleted = FormerLearner.objects.filter(cohort=cohort, deleted_at__gt=TransactionNow() - since).annotate(
        who=Concat(Value("Former learner "), Cast("number", CharField())),
        did=Value("deleted the account"),
        at=F("deleted_at"),
    )
    both = left.order_by().values_list(*told).union(deleted.order_by().values_list(*told), all=True)
    return both.order_by("-at")


departed_lately: Prepared[Any] = Prepared(_departed, int)


def departures(cohort: Cohort, *, since: timedelta = LATELY) -> list[Departure]:
    """The last one first."""
    rows = departed_lately(cohort.pk) if since == LATELY else _departed(cohort.pk, since)
    return [Departure(*row) for row in rows]
