"""What was mailed to a learner, for the download and for leaving. Guests get no mail."""

from typing import Any

from django.db.models import Q

from accounts.cohorts.belongings import came_by
from accounts.cohorts.class_mail import fill
from accounts.leaving.belongings import Belonging, delete_rows, move_rows, personal_rows
from accounts.models import Learner, Mail, RefusedAddress

FIELDS = ("kind", "key", "state", "queued_at", "claimed_at", "email", "subject")


def describe_mails(learner: Learner) -> list[dict[str, Any]]:
    """Those to the learner's place on a class list too; what a teacher wrote with its text."""
    to_invitee = Q(invitee__in=came_by(learner))
    if learner.user:
        to_invitee |= Q(invitee__email=learner.user.email)
    mails = Mail.objects.filter(Q(learner=learner) | to_invitee).order_by("pk")
    return [
        {name: getattr(mail, name) for name in FIELDS} | written_in(mail)
        for mail in mails.select_related("class_mail__cohort", "learner__user", "invitee")
    ]


def written_in(mail: Mail) -> dict[str, str]:
    written = mail.class_mail
    if written is None:
        return {}
    cohort = written.cohort.name
    return {"class": cohort, "text": fill(written.text, name=mail.name, cohort=cohort)}


MAILS = Belonging(
    Mail,
    move=move_rows(Mail, once_per=["kind", "key"]),
    tell=describe_mails,
    used=[],  # a command creates them
    forget=delete_rows(Mail),
)
# After the mails: see `claims.pause`.
REFUSED_ADDRESSES = personal_rows(RefusedAddress, "email", "at")
