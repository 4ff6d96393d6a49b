"""Who acts in a request: the learner of the logged-in user, or a guest stored in this browser's session."""

from logging import WARNING
from uuid import uuid4

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.db import connection, transaction
from django.middleware.csrf import rotate_token
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Learner
from accounts.zones import zone_of_browser
from serving.monitoring.security_log import log_event
from serving.origins import network_of

BEGIN_AS_GUEST = "begin_as_guest"  # its limit is in settings.ACCOUNT_RATE_LIMITS
SECONDS_OF_FIRST_ACTS = 30
GUEST, GUEST_DAY, OUTBOX_WAS = "guest", "guest_day", "outbox_was"


def outbox_of(learner: Learner) -> str:
    """Return the name under which a browser saves unsent answers, without revealing the learner's id."""
    return salted_hmac("accounts.outbox", str(learner.pk), algorithm="sha256").hexdigest()[:32]


def learner_of_user(user) -> Learner:
    if not hasattr(user, "learner"):
        # Of two simultaneous first requests, the one-to-one column lets only one insert.
        user.learner, _ = Learner.objects.get_or_create(user=user)
    return user.learner


def guest_of(session: SessionBase) -> Learner | None:
    kept = session.get(GUEST)
    return Learner.objects.guests().filter(pk=kept).first() if kept else None


def learner_of(request) -> Learner | None:
    """Return None for a visitor who has stored nothing yet."""
    return learner_of_user(request.user) if request.user.is_authenticated else guest_of(request.session)


class TooManyGuests(Exception):
    pass


def learner_for(request) -> Learner:
    """`request.learner` for a view that stores something: a visitor becomes a guest. Raises TooManyGuests."""
    if request.learner is None:
        admit_guest(request)
        request.learner = guest_beginning(request)
        remember_guest(request.session, request.learner)
    return request.learner


@transaction.atomic
def guest_beginning(request) -> Learner:
    """A new guest. Two first acts at once, such as a section read and an answer, are of one: their browser sends the
    same token with both, and has no session yet.
    """
    name = salted_hmac(
        "accounts.guest", request.META.get("CSRF_COOKIE") or str(uuid4()), algorithm="sha256"
    ).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(name[:15], 16)])
    begun = Learner.objects.guests().filter(pk=cache.get(f"guest-{name}")).first()
    if begun:
        return begun
    guest = Learner.objects.create(is_guest=True, time_zone=zone_of_browser(request))
    cache.set(f"guest-{name}", str(guest.pk), timeout=SECONDS_OF_FIRST_ACTS)
    return guest


def learner_to_begin(request) -> Learner:
    if request.learner is not None and request.learner.user_id is None:
        admit_guest(request)
    return learner_for(request)


def admit_guest(request) -> None:
    if not ratelimit.consume(request, action=BEGIN_AS_GUEST, key=network_of(request)):
        log_event("guests-stopped", request, level=WARNING)
        raise TooManyGuests


def remember_guest(session: SessionBase, guest: Learner) -> None:
    session[GUEST] = str(guest.pk)
    session[GUEST_DAY] = timezone.now().date().isoformat()
    session.set_expiry(settings.GUEST_DAYS * 24 * 60 * 60)


def stay_remembered(session: SessionBase, guest: Learner) -> None:
    if session.get(GUEST_DAY) != timezone.now().date().isoformat():
        remember_guest(session, guest)


def forget_guest(request) -> None:
    rotate_token(request)  # what comes next is of another guest
    request.session.pop(GUEST, None)
    request.session.pop(GUEST_DAY, None)
    request.learner = None
