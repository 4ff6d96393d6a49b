"""Which pages read from a second database that follows the first (`SRM_REPLICA_URL`).

Only lessons and facts for visitors without a session are read from it: they are the same for everybody, and such a
visitor has written nothing that could be missing there. Requests with a session always read from the first database. A
replica that does not answer is avoided for some seconds, and the page is read from the first one.
"""

import time
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from serving.trouble import Trouble

REPLICA = "replica"
PUBLIC = {"lessons", "matrix"}
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
            response = self.get_response(request)
            if reads_from.get() == REPLICA and getattr(response, "trouble", None) == Trouble.AWAY:
                self.avoided_until = time.monotonic() + AVOIDED_FOR
                reads_from.set("default")
                response = self.get_response(request)
        finally:
            reads_from.reset(token)
        return response

    def process_view(self, request, view, args, kwargs):
        if (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and PUBLIC & set(request.resolver_match.namespaces)
            and time.monotonic() >= self.avoided_until
        ):
            reads_from.set(REPLICA)
