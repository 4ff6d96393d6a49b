"""The state of mails. A claim is committed before its mail is sent, so that each is sent at most once."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Now

from accounts.models import ClassMail, Invitee, Learner, Mail, MailState, RefusedAddress

# A claim lasts as long as one mail takes, some seconds, or a minute with a slow server. An older one was cut off.
CUT_OFF = timedelta(minutes=15)
KEPT = timedelta(days=365)
A_DAY = timedelta(days=1)


def with_address(rows: QuerySet) -> QuerySet:
    """Adds `address`, the confirmed one of each row's `learner` or null, and `is_refused`: it takes no mail."""
    addresses = EmailAddress.objects.filter(
        user=OuterRef("learner__user"), user__is_active=True, primary=True, verified=True
    )
    refused = RefusedAddress.objects.filter(learner=OuterRef("learner"), email=OuterRef("address"))
    return rows.annotate(address=Subquery(addresses.values("email")[:1])).annotate(is_refused=Exists(refused))


def waiting(kind: str, *, after: int) -> QuerySet[Mail]:
    """In order of id. `to` is the confirmed address, or null if there is none that takes mail."""
    found = Mail.objects.filter(state=MailState.WAITING, kind=kind, pk__gt=after)
    invited = When(invitee__refused=False, then=F("invitee__email"))
    return (
        with_address(found)
        .annotate(to=Case(invited, When(is_refused=False, then=F("address"))))
        .select_related("learner__user", "invitee")
        .order_by("pk")
    )


def claim(mail: Mail, subject: str) -> bool:
    """Whether this sender may send it. Committed when it returns."""
    with transaction.atomic(durable=True):
        found = Mail.objects.filter(pk=mail.pk, state=MailState.WAITING)
        return bool(found.update(state=MailState.CLAIMED, claimed_at=Now(), email=mail.to, subject=subject[:200]))


def release(mail: Mail) -> None:
    """For the sender that claimed it and saw that the server accepted nothing: a later run may send it."""
    claimed = Mail.objects.filter(pk=mail.pk, state=MailState.CLAIMED)
    claimed.update(state=MailState.WAITING, claimed_at=None, email="", subject="")


def settle(mail: Mail, state: MailState) -> None:
    Mail.objects.filter(pk=mail.pk).update(state=state)


def drop(mail: Mail) -> None:
    """For one that says nothing any more, or has nowhere to go."""
    Mail.objects.filter(pk=mail.pk, state=MailState.WAITING).delete()


def give_up_cut_off() -> int:
    """Nobody knows whether these were sent, so they are not sent again."""
    old = Mail.objects.filter(state=MailState.CLAIMED, claimed_at__lt=Now() - CUT_OFF)
    return old.update(state=MailState.LOST)


@transaction.atomic
def pause(mail: Mail) -> None:
    # A deletion of the account deletes the mails first, so it waits for this lock or leaves nothing to pause.
    if not Mail.objects.select_for_update().filter(pk=mail.pk).exists():
        return
    if mail.invitee_id:
        Invitee.objects.filter(pk=mail.invitee_id).update(refused=True)
    else:
        RefusedAddress.objects.update_or_create(learner=mail.learner, defaults={"email": mail.to or "", "at": Now()})


def resume(learner: Learner) -> None:
    RefusedAddress.objects.filter(learner=learner).delete()


def refused_address(learner: Learner) -> RefusedAddress | None:
    """The learner's present address if it is paused. One of before does not matter."""
    if learner.user is None:
        return None
    found: RefusedAddress | None = getattr(learner, "refused_address", None)
    return found if found and found.email == learner.user.email else None


def backlog() -> dict[str, QuerySet]:
    lately = Mail.objects.filter(state__in=[MailState.CLAIMED, MailState.LOST], claimed_at__gt=Now() - A_DAY)
    return {
        "mails for send_mails": Mail.objects.filter(state=MailState.WAITING).order_by("pk"),
        "mails cut off within a day": lately.order_by("claimed_at"),
    }


def clean_up() -> int:
    deleted, _ = Mail.objects.filter(queued_at__lt=Now() - KEPT).delete()
    ClassMail.objects.filter(sent_at__lt=Now() - KEPT).delete()
    return deleted
