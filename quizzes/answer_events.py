"""The events of answer forms: made and signed here when a form is served, so that a browser can only send them back.

An event names one sending of one question. Its first 48 bits are the database's time when the form was served.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from serving.uuid7 import uuid7

SALT = "quizzes.event"


class ForgedError(Exception):
    """What came back is not an event that was served with this question."""


@dataclass(frozen=True)
class Event:
    id: UUID
    sequence: int


def issue(attempt_item: int, *, sequence: int, at: datetime) -> str:
    """A signed event for one question; `at` is the database's time."""
    return signing.Signer(salt=SALT).sign_object([attempt_item, sequence, uuid7(at).hex])


def read(signed: str, *, attempt_item: int) -> Event:
    """The event. Raises ForgedError if it was not issued here, or for another question."""
    try:
        belongs_to, sequence, event = signing.Signer(salt=SALT).unsign_object(signed)
    except (signing.BadSignature, ValueError) as error:
        raise ForgedError from error
    if belongs_to != attempt_item:
        raise ForgedError
    return Event(UUID(event), sequence)
