"""Settings of a site that acknowledges before it commits, as none must. `benchmarks.faults.killing --hasty` serves it.

Each request runs in one transaction, which is committed after its reply has been sent.
"""

import time

from django.db import transaction

from srm_site.settings import *  # noqa: F403
from srm_site.settings import MIDDLEWARE as ALL

SECONDS_BEFORE_COMMIT = 0.2


def commit_later(get_response):
    def middleware(request):
        atomic = transaction.atomic()
        atomic.__enter__()
        response = get_response(request)

        def commit():
            time.sleep(SECONDS_BEFORE_COMMIT)
            atomic.__exit__(None, None, None)

        # What a server calls when it has sent the reply; of one that does not stream, the site itself and before.
        response._resource_closers.append(commit)
        response.streaming = True
        return response

    return middleware


MIDDLEWARE = ["benchmarks.faults.hasty.commit_later", *ALL]
