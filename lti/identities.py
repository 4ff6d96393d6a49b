"""Who a platform's subject is here: a new account, or one that its owner has connected."""

from secrets import token_hex

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse

from accounts.login.reauthentication import LAUNCH
from accounts.login.second_factors import has_second_factor
from accounts.models import Learner, User
from accounts.models.people import WITHOUT_ADDRESS
from accounts.roles import LEARNERS
from accounts.zones import zone_of_browser
from lti.models import Identity, Launch, LinkedClass, RosterEntry, Score
from lti.tokens import LaunchClaims


class AlreadyConnected(Exception):
    """The account is another person of the platform already, or the person has another account."""


def identity_of(launch: Launch, claims: LaunchClaims) -> Identity | None:
    """An identity whose account was deleted is gone with it."""
    found = Identity.objects.filter(issuer=launch.platform.issuer, subject=claims.subject)
    return found.select_related("learner__user").first()


@transaction.atomic
def create_account(launch: Launch, claims: LaunchClaims, request: HttpRequest) -> User:
    """Without the platform's address: nobody has shown that it is theirs, and it would reserve it."""
    user = User.objects.create_user(f"{token_hex(8)}{WITHOUT_ADDRESS}", None, name=claims.name)
    user.groups.add(Group.objects.get(name=LEARNERS))
    learner = Learner.objects.create(user=user, time_zone=zone_of_browser(request))
    connect(launch, claims, learner)
    return user


def connect(launch: Launch, claims: LaunchClaims, learner: Learner) -> Identity:
    """Raises AlreadyConnected. The caller has made sure that it is the owner who asks."""
    try:
        with transaction.atomic():
            identity, _ = Identity.objects.get_or_create(
                issuer=launch.platform.issuer, subject=claims.subject, defaults={"learner": learner}
            )
    except IntegrityError:
        raise AlreadyConnected from None
    if identity.learner_id != learner.pk:
        raise AlreadyConnected
    return identity


def logs_in_itself(user: User) -> bool:
    """A launch is not enough for who edits or manages this site, or has chosen two-step verification."""
    return user.is_staff or user.is_superuser or has_second_factor(user)


def sign_in(request: HttpRequest, user: User) -> None:
    if request.user != user:
        user.backend = settings.AUTHENTICATION_BACKENDS[0]
        get_adapter().login(request, user)
        request.learner = user.learner  # type: ignore[attr-defined]
    record_authentication(request, user, LAUNCH)


def note_launch(identity: Identity) -> None:
    Identity.objects.filter(pk=identity.pk).update(launched_at=TransactionNow())


def way_to_prove(user: User) -> dict[str, str] | None:
    """For accounts that have no other: open the site again from the school's course."""
    if not Identity.objects.filter(learner__user=user).exists():
        return None
    return {"id": LAUNCH, "description": "Open this again from your school’s course", "url": reverse("lti-again")}


@transaction.atomic
def disconnect(identity: Identity) -> None:
    """What the school gets of this person ends with it."""
    mine = {"learner": identity.learner_id}
    here = {"deployment__platform__issuer": identity.issuer}
    linked = LinkedClass.objects.filter(**here)
    Score.objects.filter(line_item__linked__in=linked, **mine).delete()
    RosterEntry.objects.filter(linked__in=linked, **mine).update(learner=None)
    identity.delete()
