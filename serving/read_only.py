"""A site that can be read and not changed, while its database is moved, restored or failed over.

`SRM_READ_ONLY=true` says so from the start; a file called `read-only` in the data folder says so at once, to every
worker on this machine. Django's own log-out counts as a change too: it deletes a session.
"""

import os

from django.conf import settings
from django.db import transaction

from serving.refusals import unavailable
from serving.trouble import Trouble

SAFE = {"GET", "HEAD", "OPTIONS"}
SWITCH = "read-only"


def is_read_only() -> bool:
    # As text: to put a path together anew for every request costs more than to look whether it is there.
    return settings.READ_ONLY or os.path.exists(f"{settings.DATA_DIR}/{SWITCH}")


class ReadOnlyMiddleware:
    """Refuses what would change something. What pages store on the way, such as today's plan, is rolled back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_read_only():
            return self.get_response(request)
        if request.method not in SAFE:
            return unavailable(request, Trouble.READ_ONLY)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # pages for everybody store nothing
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if not response.streaming:
                transaction.set_rollback(True)
        return response
