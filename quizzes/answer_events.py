"""Events of answer forms. The server signs one each time it serves a question, so that a browser can only send it
back.

The first 48 bits of an event are the database's time when the form was served.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from serving.uuid7 import uuid7

SALT = "quizzes.event"


class ForgedError(Exception):
    pass


@dataclass(frozen=True)
class Event:
    id: UUID
    sequence: int


def issue(attempt_item: int, *, sequence: int, at: datetime) -> str:
    return signing.Signer(salt=SALT).sign_object([attempt_item, sequence, uuid7(at).hex])


def read(signed: str, *, attempt_item: int) -> Event:
    """Raises ForgedError for an event that was not issued here, or that belongs to another question."""
    try:
        belongs_to, sequence, event = signing.Signer(salt=SALT).unsign_object(signed)
    except (signing.BadSignature, ValueError) as error:
        raise ForgedError from error
    if belongs_to != attempt_item:
        raise ForgedError
    return Event(UUID(event), sequence)
