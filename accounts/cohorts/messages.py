"""What teachers say to a whole cohort."""

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
    """A message that its reader has not put aside."""

    number: int
    cohort: str
    author: str
    text: str


def send_message(cohort: Cohort, text: str, *, author: User) -> CohortMessage:
    return CohortMessage.objects.create(cohort=cohort, text=text, author=author.pk)


def withdraw_message(message: CohortMessage) -> None:
    """Who has not read it yet will not."""
    CohortMessage.objects.filter(pk=message.pk, withdrawn_at=None).update(withdrawn_at=TransactionNow())


def put_aside(message: CohortMessage, membership: CohortMembership) -> None:
    """Doing it twice changes nothing."""
    MessageReading.objects.bulk_create([MessageReading(message=message, membership=membership)], ignore_conflicts=True)


def messages_of(cohort: Cohort) -> models.QuerySet[CohortMessage]:
    """All of them, newest first, with how many have put each aside, and its author's name as `by`."""
    named = User.objects.filter(pk=OuterRef("author")).values("name")
    return CohortMessage.objects.filter(cohort=cohort).annotate(
        read_by=models.Count("readings"), by=models.Subquery(named)
    )


def messages_to(learner: Learner) -> models.QuerySet[CohortMessage]:
    """Those that this learner may still put aside."""
    return CohortMessage.objects.filter(
        withdrawn_at=None, cohort__memberships__learner=learner, cohort__memberships__left_at=None
    )


def unread_of_member() -> ArraySubquery:
    """For a query of memberships: the messages that each has not put aside and that came after joining."""
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
    """Of memberships with `unread`, from `unread_of_member`."""
    return [
        Unread(row["pk"], membership.cohort.name, row["by"] or "your teacher", row["text"])
        for membership in memberships
        for row in membership.unread  # type: ignore[attr-defined]
    ]
