"""Requests of the tests run as `srm_app`, the role that serves. What tests prepare and look at is the owner's.

On a site whole connections are the serving role's. Here the test client and the live server take the role for the time
of a request, also on a connection that is opened during it, and while a streamed reply is read.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.core.handlers.base import BaseHandler
from django.db import connections
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

from serving.grants import APPLICATION

_current = threading.local()


def serve_requests_as_application() -> None:
    """From now on, in this process."""
    connection_created.connect(_take_role_if_serving, dispatch_uid=__name__)
    get_response = BaseHandler.get_response

    @wraps(get_response)
    def get_response_as_application(self, request):
        with as_application():
            response = get_response(self, request)
        if response.streaming:
            response.streaming_content = _streamed(response.streaming_content)
        return response

    BaseHandler.get_response = get_response_as_application


@contextmanager
def as_application() -> Iterator[None]:
    """What is asked of the database in here, in this thread, is asked by the serving role."""
    outermost = not getattr(_current, "serving", False)
    _current.serving = True
    _tell_open_connections(f"SET ROLE {APPLICATION}")
    try:
        yield
    finally:
        if outermost:
            _current.serving = False
            _tell_open_connections("RESET ROLE")


def _streamed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    remaining = iter(chunks)
    while True:
        with as_application():
            chunk = next(remaining, None)
        if chunk is None:
            return
        yield chunk


def _take_role_if_serving(connection, **_: object) -> None:
    if getattr(_current, "serving", False):
        _tell(connection, f"SET ROLE {APPLICATION}")


def _tell_open_connections(statement: str) -> None:
    for connection in connections.all(initialized_only=True):
        _tell(connection, statement)


def _tell(connection, statement: str) -> None:
    """Past Django's own cursors: a test that counts queries counts those of the page alone."""
    opened = connection.connection
    if opened is None or opened.closed:
        return
    # After an error the transaction takes nothing more, and rolling back brings the earlier role with it.
    if opened.info.transaction_status is not TransactionStatus.INERROR:
        opened.execute(statement)
