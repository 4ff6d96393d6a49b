"""Messages of teachers to a whole cohort."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject

from accounts.models import Cohort, CohortMembership, CohortMessage, Learner, MessageReading, User


@dataclass(frozen=True)
class Unread:
    number: int
    cohort: str
    author: str
    text: str


def send_message(cohort: Cohort, text: str, *, author: User) -> CohortMessage:
    return CohortMessage.objects.create(cohort=cohort, text=text, author=author.pk)


def withdraw_message(message: CohortMessage) -> None:
    CohortMessage.objects.filter(pk=message.pk, withdrawn_at=None).update(withdrawn_at=TransactionNow())


def put_aside(message: CohortMessage, membership: CohortMembership) -> None:
    MessageReading.objects.bulk_create([MessageReading(message=message, membership=membership)], ignore_conflicts=True)


def messages_of(cohort: Cohort) -> models.QuerySet[CohortMessage]:
    named = User.objects.filter(pk=OuterRef("author")).values("name")
    return CohortMessage.objects.filter(cohort=cohort).annotate(
        read_by=models.Count("readings"), by=models.Subquery(named)
    )


def messages_to(learner: Learner) -> models.QuerySet[CohortMessage]:
    return CohortMessage.objects.filter(
        withdrawn_at=None, cohort__memberships__learner=learner, cohort__memberships__left_at=None
    )


def unread_of_member() -> ArraySubquery:
    """Return a subquery for memberships: messages sent after joining that the member has not dismissed."""
    read = MessageReading.objects.filter(message=OuterRef("pk"), membership=OuterRef(OuterRef("pk")))
    named = User.objects.filter(pk=OuterRef("author")).values("name")
    told = (
        CohortMessage.objects.filter(
            ~Exists(read), cohort=OuterRef("cohort"), withdrawn_at=None, sent_at__gte=OuterRef("joined_at")
        )
        .annotate(by=models.Subquery(named))
        .order_by("sent_at", "pk")
    )
    return ArraySubquery(told.values(told=JSONObject(pk=F("pk"), text=F("text"), by=F("by"))))


def unread_in(memberships: Sequence[CohortMembership]) -> list[Unread]:
    return [
        Unread(row["pk"], membership.cohort.name, row["by"] or "your instructor", row["text"])
        for membership in memberships
        for row in membership.unread  # type: ignore[attr-defined]
    ]
