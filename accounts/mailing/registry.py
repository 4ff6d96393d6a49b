"""What is mailed by the command `send_mails`. Upper rooms fill these lists in AppConfig.ready()."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Learner, Mail


@dataclass(frozen=True)
class Letter:
    """What one mail says: `template` names a file .txt and one .html, and `topics` what its reader can stop."""

    subject: str
    template: str
    words: Mapping[str, Any]
    topics: Sequence[str]


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
    """Something that a person can stop without logging in. `name` completes "Stop mails about …"."""

    name: str
    stop: Callable[[Learner], None]


kinds: list[MailKind] = []
topics: dict[str, Topic] = {}
