"""Who acts in a request: the learner of the logged-in user, or a guest stored in this browser's session."""

from logging import WARNING

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Learner
from accounts.zones import zone_of_browser
from serving.monitoring.security_log import log_event
from serving.origins import network_of

BEGIN_AS_GUEST = "begin_as_guest"  # its limit is in settings.ACCOUNT_RATE_LIMITS
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
        request.learner = Learner.objects.create(is_guest=True, time_zone=zone_of_browser(request))
        remember_guest(request.session, request.learner)
    return request.learner


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
    request.session.pop(GUEST, None)
    request.session.pop(GUEST_DAY, None)
    request.learner = None
