"""Notes as a learner sends them."""

import pytest

from matrix import facts
from quizzes.models import LearnerNote
from quizzes.notes.store import mark_of
from tests.helpers.practices import give, plain_practice
from tests.helpers.sittings import item_at

TEXT = "AWS patches it: I never see the operating system."
FACT = "/notes/facts/rds/guest-os/"
SECTION = "/notes/lessons/shared-responsibility-model/of/"


@pytest.fixture
def answered(learner):
    """A question that Lena has answered, in a practice that is over."""
    attempt = plain_practice(learner)
    for position in (1, 2):
        give(attempt, position)
    return item_at(attempt, 1)


def address_of(item) -> str:
    return f"/notes/questions/{item.version.item_id}/"


def send(client, address: str, text=TEXT, *, before="", **extra):
    return client.post(address, {"text": text, "mark": mark_of(before)}, **extra)


def note_on(learner, address: str, text=TEXT) -> LearnerNote:
    service, layer = address.strip("/").split("/")[2:]
    return LearnerNote.objects.create(learner=learner, cell=facts.current().cell(f"{service}/{layer}"), text=text)
