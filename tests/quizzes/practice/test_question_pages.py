"""The questions of a practice: confidence, the star, and what a page must not tell."""

import re
from functools import partial
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bank.models import Form, Item
from matrix import facts
from quizzes.attempt_start import published
from quizzes.ledger import flag
from quizzes.models import Attempt, AttemptItem, Confidence, Response
from quizzes.pool import pool_lately
from serving.uuid7 import uuid7
from tests.helpers.practices import give, practice, practice_of, versions_on
from tests.helpers.questions import SERVED_AS
from tests.helpers.sittings import begin as begin_check
from tests.helpers.sittings import (
    form_of,
    item_at,
    right_answer,
    served_event,
    statements_of,
    wrong_answer,
)
from tests.quizzes.test_forms import rights_of, twin

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def send(client, item, answer, *, confidence="", headers=None):
    data = {**form_of(item, answer), "event": served_event(item), "confidence": confidence}
    return client.post(item.get_absolute_url(), data, headers=headers or {})


@pytest.mark.parametrize("begun", [practice, begin_check])
def test_practice_and_check_ask_alike_how_sure_you_are(learner_client, learner, begun):
    """The first button of a form is the one that Enter presses."""
    asked = learner_client.get(item_at(begun(learner), 1).get_absolute_url()).text
    buttons = re.findall(r"<button[^>]*>\s*([^<]+?)\s*<", asked[asked.index('<form class="quiz"') :])

    assert buttons[:5] == ["Fairly sure", "Guessing", "Fairly sure", "Sure", "I don’t know"]
    assert re.findall(r'name="confidence" value="([a-z-]+)"', asked) == ["think-so", "guess", "think-so", "sure"]


def test_a_check_has_no_star(learner_client, learner):
    assert 'id="flag"' not in learner_client.get(item_at(begin_check(learner), 1).get_absolute_url()).text


@pytest.mark.parametrize("confidence", ["", *Confidence.values])
def test_how_sure_somebody_was_is_stored_and_not_in_the_score(learner_client, learner, confidence):
    attempt = practice(learner)
    item = item_at(attempt, 1)

    send(learner_client, item, right_answer(item), confidence=confidence)

    attempt.refresh_from_db()
    assert Response.objects.get(attempt_item=item).confidence == confidence
    assert attempt.score.marks == 1000


def test_a_confidence_that_does_not_exist_is_refused(learner_client, learner):
    item = item_at(practice(learner), 1)

    answer = send(learner_client, item, right_answer(item), confidence="certain")

    assert answer.status_code == 422
    assert "Say how sure you are with one of the buttons" in answer.text
    assert not Response.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("form", [Form.CHOOSE_ONE, Form.OWNER])
def test_the_page_is_the_same_whatever_is_right(learner_client, learner, form, headers):
    """R3 in practice, star and confidence included; the other forms are in test_forms_of_questions."""
    [version] = versions_on("ec2/guest-os", generator="whose-layer") or versions_on("ec2/guest-os")
    version.form = form
    attempt = practice_of(learner, version)
    order = attempt.items.get().order
    pages = set()
    for said in rights_of(version):
        with transaction.atomic():
            item = AttemptItem.objects.create(
                pk=SERVED_AS, attempt=attempt, position=2, version=twin(version, said), order=order
            )
            page = learner_client.get(item.get_absolute_url(), headers=headers).text
            page = re.sub(r'name="(csrfmiddlewaretoken|event)" value="[^"]+"', r'name="\1"', page)
            pages.add(re.sub(r'"X-CSRFToken": ?"[^"]+"', "", page))
            transaction.set_rollback(True)

    assert len(pages) == 1


def test_a_star_is_put_on_and_taken_away(learner_client, learner):
    item = item_at(practice(learner), 1)
    address = f"{item.get_absolute_url()}flag/"

    on = learner_client.post(address, {"event": served_event(item), "on": "1"}, headers=HTMX).text
    off = learner_client.post(address, {"event": served_event(item), "on": "0"})

    assert 'aria-pressed="true"' in on
    assert "Flagged for later practice" in on
    assert off["Location"] == item.get_absolute_url()
    assert 'aria-pressed="false"' in learner_client.get(item.get_absolute_url()).text


def test_the_same_star_sent_twice_counts_once(learner_client, learner):
    item = item_at(practice(learner), 1)
    data = {"event": served_event(item), "on": "1"}

    for _ in range(2):
        learner_client.post(f"{item.get_absolute_url()}flag/", data)

    assert Response.objects.filter(kind="flag").count() == 1


def test_only_a_star_marks_its_attempt_as_one_to_look_into(learner):
    attempt = practice(learner)
    seen = [attempt.has_flags]
    for act in (
        partial(give, attempt, 1),
        partial(flag, item_at(attempt, 2), event=uuid7(), on=True),
        partial(flag, item_at(attempt, 2), event=uuid7(), on=False),
    ):
        act()
        attempt.refresh_from_db()
        seen.append(attempt.has_flags)

    assert seen == [False, False, True, True]


def test_attempts_with_stars_of_before_are_marked_too(learner, stranger):
    starred, plain = practice(learner), practice(stranger)
    flag(item_at(starred, 1), event=uuid7(), on=True)
    give(plain, 1)
    Attempt.objects.update(has_flags=False)

    with connection.cursor() as cursor:
        cursor.execute(import_module("quizzes.migrations.0003_index_of_attempts_with_flags").EARLIER_FLAGS)

    assert list(Attempt.objects.filter(has_flags=True)) == [starred]


def test_a_star_stays_on_the_question_in_the_next_practice(learner_client, learner):
    [version] = versions_on("ec2/guest-os")
    item = item_at(practice_of(learner, version), 1)
    flag(item, event=uuid7(), on=True)
    give(item.attempt, 1)

    again = item_at(practice_of(learner, version), 1)

    assert 'aria-pressed="true"' in learner_client.get(again.get_absolute_url()).text


@pytest.mark.parametrize("event", ["", "forged"])
def test_a_forged_star_is_refused_with_a_fresh_one(learner_client, learner, event):
    item = item_at(practice(learner), 1)

    answer = learner_client.post(f"{item.get_absolute_url()}flag/", {"event": event, "on": "1"}, headers=HTMX)

    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_a_stranger_can_put_no_star(stranger_client, learner):
    item = item_at(practice(learner), 1)

    answer = stranger_client.post(f"{item.get_absolute_url()}flag/", {"event": served_event(item), "on": "1"})

    assert answer.status_code == 404


def test_a_question_of_a_practice_costs_at_most_six_queries(learner_client, learner):
    by_hand = published(Item.objects.filter(generator="").exclude(section="").values_list("pk", flat=True)[:1])
    item = item_at(practice_of(learner, *by_hand, *versions_on("ec2/guest-os")), 1)
    learner_client.get(item.get_absolute_url())

    with CaptureQueriesContext(connection) as before:
        learner_client.get(item.get_absolute_url())
    send(learner_client, item, wrong_answer(item), confidence="sure")
    with CaptureQueriesContext(connection) as after:
        learner_client.get(item.get_absolute_url())

    assert len(statements_of(before)) <= 6
    assert len(statements_of(after)) <= 6


def test_an_answer_costs_at_most_ten_queries_even_sure_and_wrong_and_the_last(learner_client, learner, settings):
    attempt = practice(learner, length=5)
    pool_lately(facts.current())
    settings.SECONDS_A_COUNT_LASTS = 60  # as in production
    costs = []
    for position in range(1, 9):
        item = item_at(attempt, position)
        with CaptureQueriesContext(connection) as captured:
            send(learner_client, item, wrong_answer(item), confidence="sure", headers=HTMX)
        costs.append(len(statements_of(captured)))

    assert attempt.items.count() == 8
    assert max(costs) <= 10, costs
