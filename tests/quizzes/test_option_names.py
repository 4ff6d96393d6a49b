"""What pages call an option says nothing in another attempt, and a page that is old is understood."""

import re

import pytest
from django.test import override_settings

from accounts.models import Learner
from bank.models import Option
from quizzes.attempt_start import Sitting, begin
from quizzes.models import AttemptItem, Mode, Response
from quizzes.option_names import options_by_name
from tests.helpers.exam_sittings import HTMX
from tests.helpers.questions import choose_two, sorting
from tests.helpers.sittings import (
    form_of,
    item_at,
    right_answer,
    served_event,
    the_check,
    tokens_of,
    wrong_answer,
)

pytestmark = pytest.mark.django_db


def served(learner: Learner, version=None, mode: str = Mode.DRILL) -> AttemptItem:
    version = version or the_check().slots.first().item.published
    return item_at(begin(learner, Sitting(mode, "Named", [version]), leaving_open=True), 1)


def in_order(answer: dict) -> dict:
    """Options that were chosen are stored in the order in which they were shown."""
    return {name: sorted(value) if name == "chosen" else value for name, value in answer.items()}


def named_on(page: str) -> set[str]:
    return set(re.findall(r'name="choice" id="[^"]+" value="(\w+)"', page) + re.findall(r'name="row-(\w+)"', page))


@pytest.mark.parametrize("make", [lambda: None, choose_two, sorting], ids=["one", "two", "rows"])
def test_an_option_has_another_name_in_each_attempt(learner_client, learner, make):
    version = make()

    pages = [learner_client.get(served(learner, version).get_absolute_url()).text for _ in range(2)]

    assert len(named_on(pages[0])) == len(named_on(pages[1])) >= 4
    assert not named_on(pages[0]) & named_on(pages[1])


def test_and_for_each_learner(learner, stranger):
    assert not {*tokens_of(served(learner))} & {*tokens_of(served(stranger))}


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.EXAM])
def test_no_page_holds_what_names_are_made_of(learner_client, learner, mode):
    item = served(learner, mode=mode)

    page = learner_client.get(item.get_absolute_url()).text

    assert all(option.token not in page for option in Option.objects.filter(version=item.version))


def test_names_are_sixteen_digits_in_no_order_of_keys(learner):
    """Else the first by name could be the right one: a key that sorts first in all of many attempts."""
    firsts = set()
    for _ in range(40):
        item = served(learner)
        names = options_by_name(item)
        assert all(re.fullmatch("[0-9a-f]{16}", name) for name in names)
        firsts.add(names[min(names)].is_key)

    assert firsts == {True, False}


@pytest.mark.parametrize("make", [lambda: None, choose_two, sorting], ids=["one", "two", "rows"])
def test_the_ledger_holds_keys_and_no_names(learner_client, learner, make):
    item = served(learner, make())
    given = right_answer(item)

    learner_client.post(item.get_absolute_url(), {"event": served_event(item), **form_of(item, given)})

    assert in_order(Response.objects.get().answer) == in_order(given)


def test_a_name_of_another_attempt_is_none_of_this_one(learner_client, learner):
    other, item = (served(learner) for _ in range(2))

    refused = learner_client.post(
        item.get_absolute_url(), {"event": served_event(item), "choice": tokens_of(other)[0]}, headers=HTMX
    )

    assert refused.status_code == 422
    assert "That option isn’t part of this question" in refused.text


# ---- Old pages


@pytest.mark.parametrize("make", [lambda: None, choose_two, sorting], ids=["one", "two", "rows"])
def test_a_page_from_before_names_differed_is_understood(learner_client, learner, make):
    item = served(learner, make())
    given, token = wrong_answer(item), {option.key: option.token for option in item.options}
    sent = {f"row-{token[key]}": side for key, side in given.get("sorted", {}).items()}
    sent = sent or {"choice": [token[key] for key in given["chosen"]]}

    learner_client.post(item.get_absolute_url(), {"event": served_event(item), **sent})

    assert in_order(Response.objects.get().answer) == in_order(given)


@pytest.mark.parametrize("make", [lambda: None, choose_two, sorting], ids=["one", "two", "rows"])
def test_a_page_from_before_the_secret_key_changed_is_understood(learner_client, learner, settings, make):
    item = served(learner, make())
    given = wrong_answer(item)
    sent = {"event": served_event(item), **form_of(item, given)}

    with override_settings(SECRET_KEY="another" * 10, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        learner_client.force_login(learner.user)
        answered = learner_client.post(item.get_absolute_url(), sent)

    assert answered.status_code == 302
    assert in_order(Response.objects.get().answer) == in_order(given)
