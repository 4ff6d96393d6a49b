"""What keeps the site from doing what is asked, for a while and through no fault of the request."""

from collections.abc import Iterator
from enum import StrEnum

from django.db import InterfaceError, OperationalError
from psycopg.errors import ReadOnlySqlTransaction

from serving.postgres import EmbeddedServerError


class Trouble(StrEnum):
    AWAY = "away"
    BUSY = "busy"
    READ_ONLY = "read-only"


SECONDS_TO_RETRY = {Trouble.AWAY: 5, Trouble.BUSY: 2, Trouble.READ_ONLY: 30}


def trouble_behind(error: BaseException | None) -> Trouble | None:
    """What kept the database from its work, if that is what an exception comes from; None for a fault of ours."""
    for each in chain(error):
        if isinstance(each, ReadOnlySqlTransaction):  # a standby, or a server that was switched over
            return Trouble.READ_ONLY
        if isinstance(each, (OperationalError, InterfaceError, EmbeddedServerError)):
            return Trouble.AWAY
    return None


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those it was raised from or during."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
