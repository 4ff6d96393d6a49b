"""Which class a platform's course is, joining it by a launch, and teaching it for a working day."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from accounts.cohorts import membership
from accounts.cohorts.assistants import IsALearnerHere
from accounts.cohorts.lifecycle import make_cohort
from accounts.models import Cohort, CohortInvite, CohortMembership, CohortTeacher, Learner, User
from accounts.roles import teaches
from lti.models import Deployment, LinkedClass, Platform, RosterEntry
from lti.tokens import LaunchClaims

TEACHES_FOR = timedelta(hours=8)
INVITED_FOR = timedelta(days=36_525)


class AlreadyLinked(Exception):
    pass


def linked_class_of(claims: LaunchClaims) -> LinkedClass | None:
    found = LinkedClass.objects.filter(deployment=claims.deployment, context=claims.context)
    return found.select_related("cohort", "invite", "deployment__platform").first() if claims.context else None


def classes_to_link(user: User) -> QuerySet[Cohort]:
    """What an instructor manages and no course has yet."""
    mine = CohortTeacher.objects.seeing_classes(user).filter(assists=False)
    running = Cohort.objects.running().filter(linked=None)
    return running if user.is_superuser else running.filter(teaching__in=mine)


@transaction.atomic
def link_new_class(claims: LaunchClaims, user: User, time_zone: str) -> LinkedClass:
    """Who is no instructor of the site teaches it by launches alone, and superusers manage it."""
    name = claims.title or "My class"
    if teaches(user):
        cohort = make_cohort(name, teacher=user, time_zone=time_zone)
    else:
        cohort = Cohort.objects.create(name=name, time_zone=time_zone)
    return link(claims, cohort, by=user)


@transaction.atomic
def link(claims: LaunchClaims, cohort: Cohort, *, by: User) -> LinkedClass:
    """Raises AlreadyLinked if the class or the course was linked in the meantime."""
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    here = LinkedClass.objects.filter(Q(cohort=locked) | Q(deployment=claims.deployment, context=claims.context))
    if here.exists():
        raise AlreadyLinked
    invite = CohortInvite.objects.create(
        cohort=locked, made_by=by.pk, expires_at=TransactionNow() + INVITED_FOR, personal=True
    )
    deployment = Deployment.objects.select_related("platform").get(pk=claims.deployment)
    try:
        with transaction.atomic():
            found = LinkedClass.objects.create(
                deployment=deployment,
                context=claims.context,
                title=claims.title,
                cohort=locked,
                invite=invite,
                made_by=by.pk,
                **_services(claims, deployment.platform),
            )
    except IntegrityError:
        raise AlreadyLinked from None
    return LinkedClass.objects.select_related("cohort", "invite", "deployment__platform").get(pk=found.pk)


def note_services(linked: LinkedClass, claims: LaunchClaims) -> None:
    """Addresses of services come with every launch. One without keeps those that are known."""
    services = _services(claims, linked.deployment.platform)
    told = {name: value for name, value in services.items() if value}
    if changed := {name: value for name, value in told.items() if getattr(linked, name) != value}:
        LinkedClass.objects.filter(pk=linked.pk).update(**changed)


def _services(claims: LaunchClaims, platform: Platform) -> Mapping[str, Any]:
    return {
        "line_items_url": claims.line_items if platform.owns(claims.line_items) else "",
        "may_add_line_items": claims.may_add_line_items,
        "roster_url": claims.roster if platform.owns(claims.roster) else "",
    }


@transaction.atomic
def teach_for_now(linked: LinkedClass, user: User) -> None:
    """Raises IsALearnerHere. Who teaches the class for good already keeps that."""
    # Joining takes the same lock, and finds a teacher after it.
    learner = Learner.objects.select_for_update(no_key=True).get(user=user)
    if membership.membership_in(linked.cohort, learner):
        raise IsALearnerHere
    CohortTeacher.objects.get_or_create(
        cohort=linked.cohort, user=user, defaults={"assists": True, "until": TransactionNow() + TEACHES_FOR}
    )
    mine = CohortTeacher.objects.filter(cohort=linked.cohort, user=user)
    mine.exclude(until=None).update(until=TransactionNow() + TEACHES_FOR)


def may_join(linked: LinkedClass, learner: Learner) -> bool:
    """A teacher of the class who opens it as a learner does not join."""
    teaches_it = CohortTeacher.objects.filter(cohort=linked.cohort, user=learner.user)
    return membership.membership_in(linked.cohort, learner) is None and not teaches_it.exists()


@transaction.atomic
def join_by_launch(linked: LinkedClass, claims: LaunchClaims, learner: Learner) -> CohortMembership:
    """Raises JoinRefused or NotALearner. The learner has agreed."""
    member = membership.join(linked.invite, learner=learner)
    RosterEntry.objects.filter(linked=linked, subject=claims.subject).update(learner=learner)
    return member
