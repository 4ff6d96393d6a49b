"""Joining a cohort by an invitation and leaving it. Nobody joins without pressing the button."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Case, EmailField, OuterRef, QuerySet, Subquery, Value, When

from accounts.models import Cohort, CohortInvite, CohortMembership, Learner, User
from accounts.models.cohorts import CONSENT
from accounts.models.people import WITHOUT_ADDRESS

FIRST_LINK = timedelta(days=30)


class EndedInvitation(StrEnum):
    REVOKED = "This invitation was withdrawn."
    EXPIRED = "This invitation has expired."
    FULL = "This invitation has been used the maximum number of times."
    ARCHIVED = "This class is over."


class JoinRefused(Exception):
    def __init__(self, why: EndedInvitation):
        super().__init__(why)
        self.why = why


class NotALearner(Exception):
    """A guest has no name to show, and a teacher cannot be a member of their own cohort."""


@transaction.atomic
def make_invite(cohort: Cohort, *, by: User, lasting: timedelta, most_uses: int | None = None) -> CohortInvite:
    return CohortInvite.objects.create(
        cohort=cohort, made_by=by.pk, expires_at=TransactionNow() + lasting, most_uses=most_uses
    )


def revoke(invite: CohortInvite, *, by: User) -> None:
    CohortInvite.objects.filter(pk=invite.pk, revoked_at=None).update(revoked_at=TransactionNow(), revoked_by=by.pk)


def what_ended(invite: CohortInvite) -> EndedInvitation | None:
    """Return None while the invitation can be used. It must come from `with_uses`, with its cohort."""
    if invite.cohort.archived_at:
        return EndedInvitation.ARCHIVED
    if invite.revoked_at:
        return EndedInvitation.REVOKED
    if invite.expires_at <= invite.now:
        return EndedInvitation.EXPIRED
    return EndedInvitation.FULL if invite.most_uses and invite.uses >= invite.most_uses else None


def membership_in(cohort: Cohort, learner: Learner | None) -> CohortMembership | None:
    return CohortMembership.objects.filter(cohort=cohort, learner=learner, left_at=None).first() if learner else None


def memberships_of(learner: Learner | UUID | OuterRef) -> QuerySet[CohortMembership]:
    return CohortMembership.objects.filter(learner=learner, left_at=None).select_related("cohort")


def classes_left(learner: Learner) -> QuerySet[CohortMembership]:
    """Of those in whose gradebook something of the learner's is."""
    return CohortMembership.objects.filter(learner=learner).exclude(left_at=None).select_related("cohort")


@transaction.atomic
def join(invite: CohortInvite, *, learner: Learner) -> CohortMembership:
    """Return the learner's membership, an existing one too. Raises JoinRefused or NotALearner."""
    # The lock gives the last use of an invitation to one learner, and makes joining twice at once one membership.
    locked = CohortInvite.objects.select_for_update().get(pk=invite.pk)
    member = membership_in(locked.cohort, learner)
    if member:
        return member
    Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)
    if learner.user is None or learner.user.teaching.filter(cohort=locked.cohort).exists():
        raise NotALearner
    if ended := what_ended(CohortInvite.objects.with_uses().select_related("cohort").get(pk=locked.pk)):
        raise JoinRefused(ended)
    # The learner may have joined by another invitation before the lock.
    return (
        membership_in(locked.cohort, learner)
        or _member_again(locked, learner)
        or CohortMembership.objects.create(cohort=locked.cohort, learner=learner, invite=locked, consent=CONSENT)
    )


def _member_again(invite: CohortInvite, learner: Learner) -> CohortMembership | None:
    """It keeps its first `joined_at`, or what was missed before leaving would be excused by leaving."""
    ended = CohortMembership.objects.filter(cohort=invite.cohort, learner=learner).order_by("left_at").last()
    if ended:
        again = {"left_at": None, "removed_by": None, "kept_name": "", "kept_email": "", "kept_until": None}
        CohortMembership.objects.filter(pk=ended.pk).update(invite=invite, consent=CONSENT, **again)
        ended.refresh_from_db()
    return ended


def leave(membership: CohortMembership, *, removed_by: User | None = None) -> None:
    person = User.objects.filter(learner=OuterRef("learner"))
    no_address = When(email__endswith=WITHOUT_ADDRESS, then=Value(""))
    CohortMembership.objects.filter(pk=membership.pk, left_at=None).update(
        left_at=TransactionNow(),
        group=None,
        removed_by=removed_by.pk if removed_by else None,
        # As shown now: a later name or address is not for the class.
        kept_name=Subquery(person.values("name")),
        kept_email=Subquery(person.values(shown=Case(no_address, default="email", output_field=EmailField()))[:1]),
        kept_until=TransactionNow() + timedelta(days=membership.cohort.keeps_former),
    )
