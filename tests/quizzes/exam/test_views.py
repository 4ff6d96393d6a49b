"""The pages of an exam's questions."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.exam import simulations
from quizzes.ledger import choosing
from quizzes.models import Response
from tests.helpers import questions
from tests.helpers.exam_sittings import (
    AUTOSAVE,
    HTMX,
    answered,
    begin_exam,
    begin_plain_exam,
    exam_item,
    exam_of,
    flagged,
    form_on,
    saved,
    send,
    shown,
)
from tests.helpers.sittings import distractor_of, key_of, statements_of, token_of, tokens_of

pytestmark = pytest.mark.django_db


def test_choosing_saves_and_says_so_in_small(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    key = key_of(item)

    told = send(learner_client, item, shown(learner_client, item), key, headers=HTMX, **AUTOSAVE)

    assert told.status_code == 200
    assert 'id="save"' in told.text
    assert 'data-state="saved"' in told.text
    assert '1<span class="vh">, answered</span>' in told.text
    assert "<fieldset" not in told.text
    assert saved(attempt) == [[key]]


def test_a_choice_may_be_changed_with_the_event_that_the_save_brought(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    key, other = key_of(item), distractor_of(item)
    told = send(learner_client, item, shown(learner_client, item), key, headers=HTMX, **AUTOSAVE)

    send(learner_client, item, told.text, other, headers=HTMX, **AUTOSAVE)

    assert saved(attempt) == [[key], [other]]
    assert exam_item(attempt, 1).standing == choosing(other)


def test_without_scripts_the_button_saves_and_leads_on(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)

    went = send(learner_client, item, shown(learner_client, item), key_of(item))

    assert went["Location"] == f"/exam/{attempt.pk}/2/"
    assert len(saved(attempt)) == 1


def test_a_question_may_be_left_without_an_answer(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)

    assert send(learner_client, item, shown(learner_client, item))["Location"].endswith("/2/")
    assert saved(attempt) == []


def test_after_the_last_question_comes_what_is_left_to_do(learner_client, learner):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)
    flagged(attempt, 3)
    item = exam_item(attempt, 20)

    page = send(learner_client, item, shown(learner_client, item), key_of(item))

    assert page["Location"] == f"/exam/{attempt.pk}/finish/"
    asked = learner_client.get(page["Location"]).text
    assert "18 unanswered, 1 flagged" in asked


def test_the_next_question_comes_as_a_fragment_with_its_address(learner_client, learner):
    item = exam_item(begin_plain_exam(learner), 1)

    told = send(learner_client, item, shown(learner_client, item), key_of(item), headers=HTMX)

    assert told["HX-Push-Url"].endswith("/2/")
    assert "<title>Question 2 of 20" in told.text
    assert "<html" not in told.text


def test_the_same_form_sent_twice_saves_once(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    page = shown(learner_client, item)

    for _ in range(2):
        assert send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE).status_code == 200

    assert len(saved(attempt)) == 1


def test_a_reply_that_was_lost_before_another_choice_is_told_with_what_stands(learner_client, learner):
    """The device could not know that its first choice had arrived, and sends another with the same event."""
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    page = shown(learner_client, item)
    send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE)

    told = send(learner_client, item, page, distractor_of(item), headers=HTMX, **AUTOSAVE)

    assert told.status_code == 409
    assert saved(attempt) == [[key_of(item)]]
    send(learner_client, item, told.text, distractor_of(item), headers=HTMX, **AUTOSAVE)
    assert saved(attempt)[-1] == [distractor_of(item)]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_another_device_is_shown_what_stands_and_may_choose_again(learner_client, learner, headers):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    here = shown(learner_client, item)
    answered(attempt, 1)
    key, mine = key_of(item), distractor_of(item)

    told = send(learner_client, item, here, mine, headers=headers)

    text = {option.key: option.text for option in item.options}
    assert told.status_code == 409
    assert f"“{text[key]}”" in told.text
    assert f"You sent “{text[mine]}”" in told.text
    assert re.findall(r'value="(\w+)" checked', told.text) == [token_of(item, key)]
    send(learner_client, item, told.text, mine, headers=headers)
    assert exam_item(attempt, 1).standing == choosing(mine)


def test_a_flag_is_set_and_taken_away_and_keeps_the_choice(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)

    went = send(learner_client, item, shown(learner_client, item), key_of(item), flag="on")

    assert went["Location"] == item.get_absolute_url()
    assert exam_item(attempt, 1).flagged
    assert saved(attempt) == [[key_of(item)]]
    page = shown(learner_client, item)
    assert 'aria-pressed="true"' in page
    assert ", answered, flagged" in page
    send(learner_client, item, page, flag="off", headers=HTMX)
    assert not exam_item(attempt, 1).flagged


def test_the_same_flag_sent_twice_is_stored_once(learner_client, learner):
    item = exam_item(begin_plain_exam(learner), 1)
    page = shown(learner_client, item)

    for _ in range(2):
        send(learner_client, item, page, flag="on", headers=HTMX)

    assert Response.objects.filter(attempt_item=item, kind="flag").count() == 1


@pytest.mark.parametrize("data", [{"flag": "on"}, {"flag": "on", "flag_event": "forged"}, {"flag": "maybe"}])
def test_a_flag_that_was_not_served_here_is_refused(learner_client, learner, data):
    item = exam_item(begin_plain_exam(learner), 1)

    refused = learner_client.post(item.get_absolute_url(), data)

    assert refused.status_code == 422
    assert "wasn’t sent from this question" in refused.text
    assert not Response.objects.exists()


def test_an_event_of_another_question_is_refused_and_the_choice_kept(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item, other = exam_item(attempt, 1), exam_item(attempt, 2)

    refused = send(learner_client, item, shown(learner_client, other), key_of(item))

    assert refused.status_code == 422
    assert re.findall(r'value="(\w+)" checked', refused.text) == [token_of(item, key_of(item))]
    assert saved(attempt) == []


def test_too_few_chosen_are_told_beside_the_time_while_choosing_goes_on(learner_client, learner):
    item = exam_item(exam_of(learner, questions.choose_two()), 1)
    page = shown(learner_client, item)
    data = form_on(page) | {"choice": tokens_of(item)[0]}

    told = learner_client.post(item.get_absolute_url(), data | AUTOSAVE, headers=HTMX)

    assert told.status_code == 422
    assert "Not saved yet. Choose 2 options. You’ve chosen 1." in told.text
    assert "<fieldset" not in told.text
    whole = learner_client.post(item.get_absolute_url(), data, headers=HTMX)
    assert whole.status_code == 422
    assert whole["HX-Retarget"] == "#exam"
    assert "There is a problem" in whole.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_question_can_be_flagged_before_its_second_option_is_found(learner_client, learner, headers):
    attempt = exam_of(learner, questions.choose_two())
    item = exam_item(attempt, 1)
    data = form_on(shown(learner_client, item)) | {"choice": tokens_of(item)[0], "flag": "on"}

    told = learner_client.post(item.get_absolute_url(), data, headers=headers)

    assert told.status_code == 422
    assert "Choose 2 options. You’ve chosen 1." in told.text
    assert 'aria-pressed="true"' in told.text
    assert ("<fieldset" in told.text) == (not headers)
    assert headers or told.text.count(" checked") == 1
    assert exam_item(attempt, 1).flagged
    assert saved(attempt) == []


def test_every_form_of_question_can_be_saved_in_an_exam(learner_client, learner):
    attempt = exam_of(learner, questions.choose_two(), questions.sorting(), questions.boundary())
    two, rows, stack = (exam_item(attempt, position) for position in (1, 2, 3))

    learner_client.post(two.get_absolute_url(), form_on(shown(learner_client, two)) | {"choice": tokens_of(two)[:2]})
    sides = {f"row-{token}": "aws" for token in tokens_of(rows)}
    learner_client.post(rows.get_absolute_url(), form_on(shown(learner_client, rows)) | sides)
    send(learner_client, stack, shown(learner_client, stack), "guest-os")

    assert len(exam_item(attempt, 1).standing["chosen"]) == 2
    assert set(exam_item(attempt, 2).standing["sorted"].values()) == {"aws"}
    assert exam_item(attempt, 3).standing == choosing("guest-os")
    assert shown(learner_client, two).count(" checked") == 2
    assert shown(learner_client, rows).count('value="aws" checked') == 6


def test_the_choice_made_before_a_log_in_is_shown_as_not_saved(learner_client, learner):
    item = exam_item(begin_plain_exam(learner), 1)
    token = tokens_of(item)[2]

    page = learner_client.get(f"{item.get_absolute_url()}?choice={token}").text

    assert re.findall(r'value="(\w+)" checked', page) == [token]
    assert 'data-state="held"' in page


def test_a_question_costs_six_queries_a_save_fourteen_at_most(learner_client, learner):
    attempt = begin_exam(learner, simulations.FULL)
    answered(attempt, 1)
    item = exam_item(attempt, 2)
    learner_client.get(item.get_absolute_url())

    with CaptureQueriesContext(connection) as asked:
        page = shown(learner_client, item)
    with CaptureQueriesContext(connection) as autosaved:
        told = send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE)
    with CaptureQueriesContext(connection) as went_on:
        send(learner_client, item, told.text, distractor_of(item), headers=HTMX)

    assert len(statements_of(asked)) <= 6
    assert len(statements_of(autosaved)) <= 14
    assert len(statements_of(went_on)) <= 14
