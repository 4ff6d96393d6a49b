"""Where pages are read from when there is a second database that follows the first (`SRM_REPLICA_URL`).

Only what a visitor without a session reads of lessons and facts comes from there: it is the same for everybody, and
such a visitor has written nothing that could be missing yet. Whoever has a session reads from the first database,
always. A replica that does not answer is left alone for a while, and the page is read from the first one.
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
        reads_from.set("default")  # whoever writes reads what was written
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
        """By now the route is known, and nothing was read yet: there is no session."""
        if (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and PUBLIC & set(request.resolver_match.namespaces)
            and time.monotonic() >= self.avoided_until
        ):
            reads_from.set(REPLICA)
