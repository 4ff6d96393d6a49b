"""Names of options on an attempt's pages. They differ in every attempt, so a name seen elsewhere reveals nothing.

They are derived from the options' tokens, which never leave the server, so they need not be stored.
"""

import hashlib
import hmac
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.http import QueryDict

from bank.models import Option

ROW = "row-"


class Asked(Protocol):
    """A served question, or one in a lesson before its answer."""

    @property
    def pk(self) -> Any: ...

    @property
    def options(self) -> list[Option]: ...


def options_by_name(item: Asked, *, secret: str | None = None) -> dict[str, Option]:
    return {name_of(item, option, secret): option for option in item.options}


def name_of(item: Asked, option: Option, secret: str | None = None) -> str:
    return hmac.digest(_key(secret or settings.SECRET_KEY), f"{item.pk}.{option.token}".encode(), "sha256").hex()[:16]


@cache
def _key(secret: str) -> bytes:
    """As `salted_hmac` makes it, each time."""
    return hashlib.sha256(f"quizzes.option_names{secret}".encode()).digest()


def in_present_names(sent: QueryDict, item: Asked) -> QueryDict:
    """Renames the fields of a form that was served under an earlier secret key, or with tokens as names."""
    given = {*sent.getlist("choice"), *(name.removeprefix(ROW) for name in sent)}
    earlier = {option.token: option for option in item.options}
    for secret in settings.SECRET_KEY_FALLBACKS:
        earlier |= options_by_name(item, secret=secret)
    if not given & earlier.keys():
        return sent
    names = {option.key: name for name, option in options_by_name(item).items()}
    present = {name: names[option.key] for name, option in earlier.items()}
    renamed = sent.copy()
    renamed.setlist("choice", [present.get(name, name) for name in sent.getlist("choice")])
    for name in present:
        if f"{ROW}{name}" in sent:
            renamed.setlist(f"{ROW}{present[name]}", sent.getlist(f"{ROW}{name}"))
    return renamed
