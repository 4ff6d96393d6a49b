"""A read-only mode for the time while the database is moved, restored or failed over.

`SRM_READ_ONLY=true` sets it from the start, for one web server. `manage.py read_only on` sets it for all: the switch
is in the database, and each worker asks for it at most once a second. Django's log-out counts as a change too, because
it deletes a session.
"""

from math import inf
from time import monotonic

from django.conf import settings
from django.core.cache import caches
from django.db import ProgrammingError, transaction

from serving.refusals import unavailable
from serving.trouble import SWITCHED, Trouble

SAFE = {"GET", "HEAD", "OPTIONS"}
STORE, SWITCH = "switches", "read-only"
SECONDS = 1  # maximum age of what a worker knows

_known: tuple[float, bool] = (-inf, False)  # when the database was asked, and what it said


def is_read_only() -> bool:
    return settings.READ_ONLY or is_switched_on()


def is_switched_on() -> bool:
    global _known
    now = monotonic()
    if now - _known[0] >= SECONDS:
        _known = (now, _known[1])  # other threads do not ask too
        try:
            _known = (now, caches[STORE].get(SWITCH, False))
        except ProgrammingError:  # before `createcachetable` there is no switch
            _known = (now, False)
    return _known[1]


def switch(on: bool) -> None:
    caches[STORE].set(SWITCH, on)


class ReadOnlyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_safe = request.method in SAFE
        if is_safe and settings.SESSION_COOKIE_NAME not in request.COOKIES:  # public pages store nothing
            return self.get_response(request)
        if not is_read_only():
            return self.get_response(request)
        if not is_safe:
            return unavailable(request, Trouble.READ_ONLY, SWITCHED)
        with transaction.atomic():
            response = self.get_response(request)
            if not response.streaming:
                transaction.set_rollback(True)
        return response
