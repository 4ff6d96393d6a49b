"""The page of an answer is drawn once for all questions that look alike, and says what is true of each of them."""

from html import escape
from itertools import cycle

import pytest

from bank.models import Form, Item
from quizzes.attempt_start import Sitting, begin
from quizzes.ledger import UNSURE, answer
from quizzes.models import LearnerNote, Mode, ServedItem
from quizzes.question import Explanation
from serving.uuid7 import uuid7
from tests.helpers.questions import FORMS, without_tokens
from tests.helpers.sittings import right_answer, wrong_answer

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
ALIKE = 12  # questions with one right option, answered in three ways


@pytest.fixture
def answered(learner) -> list[ServedItem]:
    """One question of each form and several that look alike, answered right, wrong or not at all."""
    alike = Item.objects.asked().filter(published__form=Form.CHOOSE_ONE).order_by("slug")[:ALIKE]
    versions = [*(form.values[0]() for form in FORMS), *(item.published for item in alike)]
    attempt = begin(
        learner, Sitting(Mode.DRILL, "Alike", list({version.pk: version for version in versions}.values()))
    )
    items = list(ServedItem.objects.filter(attempt=attempt).order_by("position"))
    for item, give in zip(items[:-1], cycle([right_answer, wrong_answer, lambda item: UNSURE])):
        answer(item, answer=give(item), event=uuid7())
    return items[:-1]


def pages_of(client, items: list[ServedItem]) -> list[str]:
    return [without_tokens(client.get(item.get_absolute_url(), headers=HTMX).text) for item in items]


def test_a_kept_drawing_says_of_each_question_what_a_drawing_of_its_own_would(learner_client, answered, monkeypatch):
    kept = pages_of(learner_client, answered)
    again = pages_of(learner_client, answered)
    monkeypatch.setattr(Explanation, "look", None)

    assert kept == again == pages_of(learner_client, answered)
    for item, page in zip(answered, kept, strict=True):
        assert [escape(option.text) in page for option in item.options] == [True] * len(item.options)


def test_a_note_is_in_no_kept_drawing(learner_client, answered, learner):
    noted, *others = [item for item in answered if item.version.form == Form.CHOOSE_ONE]
    LearnerNote.objects.create(learner=learner, item=noted.version.item, text="Mine alone")

    [page, *rest] = pages_of(learner_client, [noted, *others])

    assert "Mine alone" in page
    assert "Mine alone" not in "".join(rest)
