"""Assistants of a class: people who are no instructors and teach this one class. Nobody becomes one without accepting.

An invitation is bound to its address, so that a forwarded mail shows no grades. Inviting reveals nothing about
accounts: every address is invited in the same way.
"""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import QuerySet

from accounts.mailing.at_once import send_at_once
from accounts.models import AssistantInvite, Cohort, CohortMembership, CohortTeacher, Learner, User

LASTING = timedelta(days=14)


class IsALearnerHere(Exception):
    """Their own grades would be theirs to excuse."""


class AnotherAddress(Exception):
    pass


def assists_somewhere(user: User | AnonymousUser) -> bool:
    return CohortTeacher.objects.in_force().filter(user=user.pk, assists=True).exists()


def assists_by_invitation(user: User | AnonymousUser) -> bool:
    """And not only by a launch from a school's platform."""
    return CohortTeacher.objects.filter(user=user.pk, assists=True, until=None).exists()


def open_invites() -> QuerySet[AssistantInvite]:
    return AssistantInvite.objects.filter(made_at__gt=TransactionNow() - LASTING, cohort__archived_at=None)


@transaction.atomic
def invite_assistant(cohort: Cohort, email: str, *, by: User, site: str) -> AssistantInvite:
    """Raises MailFailed, and then nothing is stored. Of two invitations to one address the later one works."""
    AssistantInvite.objects.filter(cohort=cohort, email=email.lower()).delete()
    invite = AssistantInvite.objects.create(cohort=cohort, email=email.lower(), made_by=by.pk)
    invite.refresh_from_db()
    send_at_once(
        invite.email,
        f"assist in {cohort.name}",
        "assistant_invitation",
        cohort=cohort.name,
        by=by.name or "An instructor",
        link=site + invite.get_absolute_url(),
        until=invite.made_at + LASTING,
        site=site,
    )
    return invite


@transaction.atomic
def accept(invite: AssistantInvite, user: User) -> None:
    """Raises AnotherAddress or IsALearnerHere. Who teaches the class already keeps the rights that they have."""
    if user.email != invite.email:
        raise AnotherAddress
    # Joining takes the same lock, and finds an assistant after it.
    Learner.objects.select_for_update(no_key=True).get(user=user)
    if CohortMembership.objects.filter(cohort=invite.cohort_id, learner__user=user, left_at=None).exists():
        raise IsALearnerHere
    teaching, _ = CohortTeacher.objects.get_or_create(
        cohort_id=invite.cohort_id, user=user, defaults={"assists": True}
    )
    CohortTeacher.objects.filter(pk=teaching.pk).update(until=None)
    invite.delete()


def clean_up() -> None:
    AssistantInvite.objects.filter(made_at__lte=TransactionNow() - LASTING).delete()
