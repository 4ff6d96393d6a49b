"""Which pages read from a second database that follows the first (`SRM_REPLICA_URL`).

Only home, lessons and facts for visitors without a session are read from it: they are the same for everybody, and such
a visitor has written nothing that could be missing there. Requests with a session always read from the first database.
A replica that does not answer is avoided for some seconds, and the page is read from the first one, unless that is
away as well.
"""

import time
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections

from serving.trouble import Trouble

REPLICA = "replica"
PUBLIC = {"home", "lessons", "matrix"}
ORDER = (REPLICA, "default", REPLICA)  # of tries: behind a proxy, the last one may reach another replica
AVOIDED_FOR = 10  # seconds

reads_from: ContextVar[str] = ContextVar("reads_from", default="default")


class Router:
    def db_for_read(self, model, **hints) -> str:
        return reads_from.get()

    def db_for_write(self, model, **hints) -> str:
        reads_from.set("default")  # a request that writes must read its own writes
        return "default"

    def allow_relation(self, one, other, **hints) -> bool:
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == "default"


class ReplicaMiddleware:
    def __init__(self, get_response):
        if not settings.HAS_REPLICA:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.avoided_until = 0.0

    def __call__(self, request):
        token = reads_from.set("default")
        try:
            for database in ORDER[time.monotonic() < self.avoided_until :]:
                request.public_pages_from = database
                reads_from.set("default")
                response = self.get_response(request)
                is_away = getattr(response, "trouble", None) == Trouble.AWAY
                if reads_from.get() == REPLICA:
                    self.avoided_until = time.monotonic() + AVOIDED_FOR if is_away else 0.0
                if not (is_away and is_public(request)):
                    break
                # A broken connection would be used again within this request.
                connections[reads_from.get()].close_if_unusable_or_obsolete()
        finally:
            reads_from.reset(token)
        return response

    def process_view(self, request, view, args, kwargs):
        if is_public(request):
            reads_from.set(request.public_pages_from)


def is_public(request) -> bool:
    return bool(
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and request.resolver_match
        and request.resolver_match.view_name.partition(":")[0] in PUBLIC
    )
