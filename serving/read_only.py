"""A read-only mode for the time while the database is moved, restored or failed over.

`SRM_READ_ONLY=true` sets it from the start. A file named `read-only` in the data folder sets it immediately for every
worker on this machine. Django's log-out counts as a change too, because it deletes a session.
"""

import os

from django.conf import settings
from django.db import transaction

from serving.refusals import unavailable
from serving.trouble import SWITCHED, Trouble

SAFE = {"GET", "HEAD", "OPTIONS"}
SWITCH = "read-only"


def is_read_only() -> bool:
    # As text, because building a path for each request costs more than the check itself.
    return settings.READ_ONLY or os.path.exists(f"{settings.DATA_DIR}/{SWITCH}")


class ReadOnlyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_read_only():
            return self.get_response(request)
        if request.method not in SAFE:
            return unavailable(request, Trouble.READ_ONLY, SWITCHED)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # public pages store nothing
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if not response.streaming:
                transaction.set_rollback(True)
        return response
