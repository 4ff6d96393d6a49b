"""What rooms above add to the account page and to the nightly cleanup. They fill these lists in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from accounts.models import User


@dataclass(frozen=True)
class AccountSection:
    template: str  # gets this section as `section`
    form: Any


cleanups: list[Callable[[], object]] = []
# For people without a password and two-step verification: what they can do to show that it is them, in allauth's form.
ways_to_prove: list[Callable[[User], dict[str, str] | None]] = []
# None where a section is not for this person.
account_sections: list[Callable[[HttpRequest], AccountSection | None]] = []
