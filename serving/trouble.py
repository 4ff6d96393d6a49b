"""Temporary problems that are not the request's fault."""

from collections.abc import Iterator
from enum import StrEnum

from django.db import InterfaceError, OperationalError
from psycopg.errors import InternalError, ReadOnlySqlTransaction

from serving.postgres import EmbeddedServerError


class Trouble(StrEnum):
    AWAY = "away"
    BUSY = "busy"
    READ_ONLY = "read-only"


class UploadsAway(OSError):
    """The storage of uploads does not answer."""


# What the log says of a 503.
NO_CHANGES = "read-only: the database takes no changes"
SWITCHED = "read-only: SRM_READ_ONLY or the switch says so"
QUEUE_FULL = "busy: as many requests wait as may"
NO_SLOT = "busy: no request ended in time for one that waited"
BODIES_FULL = "busy: as many larger bodies arrive as may"

SECONDS_TO_RETRY = {Trouble.AWAY: 5, Trouble.BUSY: 2, Trouble.READ_ONLY: 30}


def trouble_behind(error: BaseException | None) -> Trouble | None:
    for each in chain(error):
        if isinstance(each, ReadOnlySqlTransaction):  # a standby, or a server after a switchover
            return Trouble.READ_ONLY
        if isinstance(each, (OperationalError, InterfaceError, EmbeddedServerError, UploadsAway)):
            return Trouble.AWAY
        if isinstance(each, InternalError) and not each.sqlstate:  # two replies: the last one ended the connection
            return Trouble.AWAY
    return None


def chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
