"""The time of an exam."""

import re
from datetime import timedelta

import pytest

from accounts.models import User
from quizzes.models import Response
from tests.helpers.exam_sittings import (
    AUTOSAVE,
    HTMX,
    TIME_OF_SHORT,
    answered,
    begin_plain_exam,
    exam_item,
    let_time_pass,
    send,
    shown,
    turn_back,
)
from tests.helpers.sittings import key_of

pytestmark = pytest.mark.django_db


def test_the_page_is_told_seconds_and_no_time_of_day(learner_client, learner):
    attempt = begin_plain_exam(learner)
    turn_back(attempt, timedelta(minutes=20))

    page = learner_client.get(f"/exam/{attempt.pk}/1/")

    left = int(re.search(r'data-left="(\d+)"', page.text)[1])
    assert 455 <= left <= 460
    assert page["Refresh"] == f"{left + 11}; url=/attempts/{attempt.pk}/"


def test_without_a_limit_there_is_no_clock(learner_client, lena):
    User.objects.filter(pk=lena.pk).update(time_allowance="unlimited")
    learner_client.post("/exam/", {"length": "short"})
    attempt = lena.learner.attempts.get()

    page = learner_client.get(f"/exam/{attempt.pk}/1/")

    assert "No time limit" in page.text
    assert "data-left" not in page.text
    assert "Refresh" not in page.headers
    learner_client.post(f"/exam/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert attempt.ending == "finished"


def test_a_page_that_slept_asks_for_the_time_and_nothing_else(learner_client, learner):
    attempt = begin_plain_exam(learner)

    told = learner_client.get(f"/exam/{attempt.pk}/time/", headers=HTMX)

    assert "data-left" in told.text
    assert len(told.content) < 500
    let_time_pass(attempt)
    assert learner_client.get(f"/exam/{attempt.pk}/time/", headers=HTMX)["HX-Redirect"] == attempt.get_absolute_url()


@pytest.mark.parametrize(
    "look",
    [
        "/exam/{}/1/",
        "/exam/{}/finish/",
        "/exam/{}/time/",
        "/attempts/{}/",
        "/progress/",
        "/progress/attempts/",
        "/",
        "/exam/",
    ],
)
def test_whoever_looks_first_ends_an_exam_whose_time_is_up(learner_client, learner, look):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)
    let_time_pass(attempt)

    learner_client.get(look.format(attempt.pk), follow=True)

    attempt.refresh_from_db()
    assert (attempt.ending, attempt.closed_at) == ("time", attempt.deadline)
    assert attempt.score.right == 1


def test_the_result_says_that_the_clock_ended_it(learner_client, learner):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)
    let_time_pass(attempt)

    page = learner_client.get(f"/exam/{attempt.pk}/2/", follow=True).text

    assert "Time ran out before you finished" in page
    assert "19 questions had no answer" in page
    assert "took 27 min 40 s" in page


def test_while_the_grace_runs_nothing_is_asked_and_the_page_calls_itself(learner_client, learner):
    attempt = begin_plain_exam(learner)
    turn_back(attempt, TIME_OF_SHORT + timedelta(seconds=2))

    went = learner_client.get(f"/exam/{attempt.pk}/1/")
    page = learner_client.get(went["Location"])

    assert "Time is up" in page.text
    assert 0 < int(page["Refresh"]) <= 10
    attempt.refresh_from_db()
    assert attempt.closed_at is None


def test_a_save_that_was_under_way_at_the_deadline_counts(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    page = shown(learner_client, item)
    turn_back(attempt, TIME_OF_SHORT + timedelta(seconds=2))

    send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE)
    let_time_pass(attempt)
    learner_client.get(attempt.get_absolute_url())

    attempt.refresh_from_db()
    assert attempt.score.right == 1


def test_a_save_after_that_is_kept_as_late_and_told_so(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    page = shown(learner_client, item)
    let_time_pass(attempt)

    told = send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE)

    assert told["HX-Redirect"] == attempt.get_absolute_url()
    result = learner_client.get(attempt.get_absolute_url()).text
    assert "doesn’t count" in result
    attempt.refresh_from_db()
    assert attempt.score.right == 0
    assert Response.objects.get(attempt_item=item).late


def test_handing_in_within_the_grace_is_ending_by_the_clock(learner_client, learner):
    attempt = begin_plain_exam(learner)
    turn_back(attempt, TIME_OF_SHORT + timedelta(seconds=2))

    learner_client.post(f"/exam/{attempt.pk}/finish/")

    attempt.refresh_from_db()
    assert (attempt.ending, attempt.closed_at) == ("time", attempt.deadline)
