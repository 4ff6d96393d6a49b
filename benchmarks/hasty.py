"""The site as it must not be: it acknowledges before it commits. `benchmarks/killing.py --hasty` must notice.

Each request runs in one transaction, which is committed after its reply has been sent. Nothing but that harness
serves this.
"""

import time

from django.db import transaction

from srm_site.wsgi import application as site

SECONDS_BEFORE_COMMIT = 0.2


def application(environ, start_response):
    atomic = transaction.atomic()
    atomic.__enter__()
    return Hasty(site(environ, start_response), atomic)


class Hasty:
    """A reply whose transaction is committed when the server is done with sending it."""

    def __init__(self, reply, atomic):
        self.reply = reply
        self.atomic = atomic

    def __iter__(self):
        return iter(self.reply)

    def close(self):
        time.sleep(SECONDS_BEFORE_COMMIT)
        self.atomic.__exit__(None, None, None)
        self.reply.close()
