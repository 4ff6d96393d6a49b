"""What is mailed by the command `send_mails`. Upper rooms fill these lists in AppConfig.ready()."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Mail


@dataclass(frozen=True)
class Letter:
    """What one mail says: `template` names a file .txt and one .html, and `topics` what its reader can stop.

    Answers go to `reply_to`, or to the site's sender if it is empty.
    """

    subject: str
    template: str
    words: Mapping[str, Any]
    topics: Sequence[str]
    reply_to: str = ""


@dataclass(frozen=True)
class MailKind:
    """`queue` adds the mails whose time has come. `write` returns a letter for each mail just before it is sent, or
    None where nothing is left to say; it gets a few mails at a time.
    """

    name: str
    queue: Callable[[datetime], None]
    write: Callable[[Sequence[Mail]], Iterable[tuple[Mail, Letter | None]]]


@dataclass(frozen=True)
class Topic:
    """Something that a person can stop without logging in. `name` completes "Stop mails about …".

    `stop` gets a learner, or an invitee if mails about it go to people on rosters.
    """

    name: str
    stop: Callable[[Any], None]


kinds: list[MailKind] = []
topics: dict[str, Topic] = {}
# Of topics such as "class:12": what is before the colon finds the topic of what follows it, if there still is one.
topic_families: dict[str, Callable[[str], Topic | None]] = {}


def find_topic(name: str) -> Topic | None:
    family, _, member = name.partition(":")
    return topic_families[family](member) if member and family in topic_families else topics.get(name)
