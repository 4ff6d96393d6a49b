"""Events of answer forms. The server signs one each time it serves a question, so that a browser can only send it
back.

The first 48 bits of an event are the database's time when the form was served.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.core import signing

from serving.uuid7 import uuid7

SALT = "quizzes.event"


class ForgedError(Exception):
    pass


@dataclass(frozen=True)
class Event:
    id: UUID
    sequence: int


def _signer() -> signing.Signer:
    return _signer_with(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _signer_with(key: str, *earlier: str) -> signing.Signer:
    """A page of a lesson signs six events, and making a signer takes as long as signing."""
    return signing.Signer(key=key, fallback_keys=[*earlier], salt=SALT)


def issue(attempt_item: int | str, *, sequence: int, at: datetime) -> str:
    return _signer().sign_object([attempt_item, sequence, uuid7(at).hex])


def read(signed: str, *, attempt_item: int | str) -> Event:
    """Raises ForgedError for an event that was not issued here, or that belongs to another question."""
    belongs_to, event = read_any(signed)
    if belongs_to != attempt_item:
        raise ForgedError
    return event


def read_any(signed: str) -> tuple[int | str, Event]:
    """The same with the question to which it belongs. Raises ForgedError for one that was not issued here."""
    try:
        belongs_to, sequence, event = _signer().unsign_object(signed)
    except (signing.BadSignature, ValueError) as error:
        raise ForgedError from error
    return belongs_to, Event(UUID(event), sequence)
