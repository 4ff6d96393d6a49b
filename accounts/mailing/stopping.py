"""The address in a mail that stops such mails without a log-in (RFC 8058).

Its token names a learner or an invitee by number and the topics of the mail, signed, and no address. It never expires:
who finds an old mail must be able to stop them.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.core import signing

from accounts.mailing.registry import Topic, find_topic
from accounts.models import Invitee, Learner, Mail

SIGNER = signing.Signer(salt="accounts.mailing.stopping")


class Stopping(NamedTuple):
    person: Learner | Invitee
    topics: list[Topic]

    def stop(self) -> None:
        for topic in self.topics:
            topic.stop(self.person)


def stop_token(person: UUID | int, names: Sequence[str]) -> str:
    """A learner has a UUID and an invitee an integer."""
    return SIGNER.sign_object([person.hex if isinstance(person, UUID) else person, *names])


def stop_token_of(mail: Mail, names: Sequence[str]) -> str:
    return stop_token(mail.learner_id or mail.invitee_id or 0, names)


def read_stop_token(token: str) -> Stopping | None:
    """None if it was not signed for this, or its person has left."""
    try:
        number, *names = SIGNER.unsign_object(token)
    except signing.BadSignature:
        return None
    person: Learner | Invitee | None
    if isinstance(number, int):
        person = Invitee.objects.filter(pk=number).first()
    else:
        person = Learner.objects.filter(pk=UUID(number)).exclude(user=None).first()
    known = [topic for topic in map(find_topic, names) if topic]
    return Stopping(person, known) if person and known else None
