"""The address in a mail that stops such mails without a log-in (RFC 8058).

Its token names a learner by number and the topics of the mail, signed, and no address. It never expires: who finds an
old mail must be able to stop them.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.core import signing

from accounts.mailing.registry import Topic, topics
from accounts.models import Learner

SIGNER = signing.Signer(salt="accounts.mailing.stopping")


class Stopping(NamedTuple):
    learner: Learner
    topics: list[Topic]


def stop_token(learner: UUID, names: Sequence[str]) -> str:
    return SIGNER.sign_object([learner.hex, *names])


def read_stop_token(token: str) -> Stopping | None:
    """None if it was not signed for this, or its person has left."""
    try:
        number, *names = SIGNER.unsign_object(token)
    except signing.BadSignature:
        return None
    learner = Learner.objects.filter(pk=UUID(number)).exclude(user=None).first()
    known = [topics[name] for name in names if name in topics]
    return Stopping(learner, known) if learner and known else None
