"""A lesson that asks after its sections."""

import re
from types import SimpleNamespace

import pytest

from bank.models import Item
from quizzes import answer_events
from quizzes.option_names import options_by_name
from tests.lessons.conftest import HTMX, make_lesson

ASKED = "rds-host-os-flaw"  # taught in L3, "shifts", and in L3's check
FREE = "linux-flaw-in-four-places"  # taught there too, and in no check
BODY = f"""\
## How it moves {{#shifts}}

Words.

[[question {ASKED}]]

[[question {FREE}]]

## End {{#end}}

More.
"""
URL = "/learn/another/"


@pytest.fixture(autouse=True)
def lesson():
    return make_lesson(body=BODY)


def place(page: str, name: str = "shifts") -> str:
    """The card with this name, and nothing of the cards after it."""
    return page.split(f'id="ask-{name}"')[1].split('class="ask')[0]


def event_on(page: str, name: str) -> str:
    return re.search(r'name="event"\s+value="([^"]+)"', place(page, name))[1]


def sent_from(
    page: str, name: str = "shifts", *, slug: str = ASKED, right: bool = True, version=None, **fields
) -> dict[str, str]:
    """What the form at this place sends with the right option chosen, or a wrong one."""
    shown = version or Item.objects.get(slug=slug).published
    event = event_on(page, name)
    belongs_to, _ = answer_events.read_any(event)
    names = options_by_name(SimpleNamespace(pk=belongs_to, options=list(shown.options.all())))
    choice = next(name for name, option in names.items() if option.is_key == right)
    return {"event": event, "choice": choice, "confidence": "think-so", **fields}


def answer(client, name: str = "shifts", *, page: str | None = None, htmx: bool = True, **how):
    sent = sent_from(page or client.get(URL).text, name, **how)
    return client.post(f"{URL}questions/{name}/", sent, headers=HTMX if htmx else {})
