"""What was sent to whom, for the teachers of a class."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from accounts.cohorts.class_mail import fill
from accounts.mailing.claims import with_address
from accounts.models import ClassMail, Cohort, CohortMembership, Mail, MailState, User

MESSAGE = 600
ON_THE_WAY = (MailState.WAITING, MailState.CLAIMED)
ADDRESS_REFUSED = "Refused: the mail server says that the address takes no email"
MAIL_REFUSED = "Refused: the mail server didn’t accept this email"
SAID = {
    MailState.WAITING: "Waiting to be sent",
    MailState.CLAIMED: "Being sent",
    MailState.SENT: "Delivered to the mail server",
    MailState.LOST: "Cut off while it was sent, so it may not have arrived",
}


def sent_mails(cohort: Cohort) -> QuerySet[ClassMail]:
    """Adds `by` and the numbers of mails by what became of them; `gone` counts those that are no longer listed."""

    def number(*states: MailState) -> Count:
        return Count("mails", filter=Q(mails__state__in=states))

    return (
        ClassMail.objects.filter(cohort=cohort)
        .select_related("cohort")
        .order_by("-sent_at", "-pk")
        .annotate(
            by=Subquery(User.objects.filter(pk=OuterRef("author")).values("name")),
            sent=number(MailState.SENT),
            waiting=number(*ON_THE_WAY),
            refused=number(MailState.REFUSED),
            lost=number(MailState.LOST),
            gone=F("recipients") - Count("mails"),
        )
    )


def for_all(mail: ClassMail, text: str, *, name: str = "{name}") -> str:
    """Its subject or text as teachers read it, where it says `name` for each reader's."""
    return fill(text, name=name, cohort=mail.cohort.name)


def recipients_of(mail: ClassMail) -> QuerySet[Mail]:
    """Those who did not get it come first."""
    members = CohortMembership.objects.filter(cohort=mail.cohort_id, left_at=None, learner=OuterRef("learner"))
    missed_first = Case(When(state__in=(MailState.REFUSED, MailState.LOST), then=0), default=1)
    return (
        with_address(Mail.objects.filter(class_mail=mail))
        .annotate(is_member=Exists(members))
        .select_related("learner__user", "invitee")
        .order_by(missed_first, "learner__user__name", "invitee__email", "pk")
    )


@dataclass(frozen=True)
class RecipientRow:
    name: str
    said: str
    at: datetime | None


def rows_of(mails: Iterable[Mail]) -> Iterator[RecipientRow]:
    """The mails come from `recipients_of`."""
    for mail in mails:
        at = mail.claimed_at if mail.state == MailState.SENT else None
        yield RecipientRow(_name(mail), _said(mail), at)


def _name(mail: Mail) -> str:
    if mail.invitee:
        return str(mail.invitee)
    # Teachers see the addresses of members only.
    return str(mail.learner.user) if mail.is_member else mail.name or "A learner who left"  # type: ignore


def _said(mail: Mail) -> str:
    if mail.state != MailState.REFUSED:
        return SAID[MailState(mail.state)]
    refused = mail.invitee.refused if mail.invitee else mail.is_refused  # type: ignore[attr-defined]
    return ADDRESS_REFUSED if refused else MAIL_REFUSED
