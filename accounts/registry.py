"""What rooms above add to the account page and to the nightly cleanup. They fill these lists in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class AccountSection:
    template: str  # gets this section as `section`
    form: Any


cleanups: list[Callable[[], object]] = []
# None where a section is not for this person.
account_sections: list[Callable[[HttpRequest], AccountSection | None]] = []
