"""What nobody may see while an exam runs."""

import re

import pytest
from django.db import transaction

from quizzes.attempt_end import finish
from quizzes.attempt_start import start
from quizzes.exam import simulations
from quizzes.models import AttemptItem, Grade, Response
from tests.helpers import questions
from tests.helpers.exam_sittings import (
    AUTOSAVE,
    HTMX,
    answered,
    begin_exam,
    begin_plain_exam,
    exam_item,
    exam_of,
    form_on,
    shown,
)
from tests.helpers.sittings import the_check, tokens_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("make", "keys"), questions.FORMS)
@pytest.mark.parametrize("part", ["page", "fragment", "save", "flag"])
def test_nothing_that_an_exam_sends_depends_on_the_key(learner_client, learner, make, keys, part):
    """R3: bodies and headers are the same whichever options are right, and whether the one chosen is."""
    version = make()
    attempt = exam_of(learner, version)
    order = [option.token for option in version.options.order_by("position")]
    seen = set()
    for right in keys:
        with transaction.atomic():
            AttemptItem.objects.create(
                pk=questions.SERVED_AS,
                attempt=attempt,
                position=2,
                version=questions.twin(version, right),
                order=order,
            )
            seen.add(said_of(response_to(learner_client, exam_item(attempt, 2), part)))
            transaction.set_rollback(True)
    assert len(seen) == 1


def response_to(client, item, part: str):
    url, page = item.get_absolute_url(), shown(client, item)
    if item.version.form == "sort":
        chosen = {f"row-{token}": "aws" for token in tokens_of(item)}
    else:
        chosen = {"choice": tokens_of(item)[: 2 if item.version.form == "choose-n" else 1]}
    if part in ("page", "fragment"):
        return client.get(url, headers=HTMX if part == "fragment" else {})
    return client.post(url, form_on(page) | chosen | ({"flag": "on"} if part == "flag" else AUTOSAVE), headers=HTMX)


def said_of(response) -> str:
    """Headers and body without the tokens of one request and the seconds that go by."""
    body = re.sub(r'data-left="\d+"|<b class="num">[\d:]+</b>', "", questions.without_tokens(response.text))
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in ("Content-Length", "Refresh", "X-Request-ID")
    }
    return f"{response.status_code} {headers} {body}"


def test_no_page_of_an_open_exam_holds_a_rationale_a_key_or_what_counts(learner_client, learner):
    attempt = begin_exam(learner, simulations.FULL)
    answered(attempt, 1)
    item = exam_item(attempt, 1)

    pages = [
        shown(learner_client, item),
        learner_client.get(f"/exam/{attempt.pk}/finish/").text,
        learner_client.get(attempt.get_absolute_url()).text,
        learner_client.get("/exam/").text,
        learner_client.get("/progress/").text,
        learner_client.get("/progress/attempts/").text,
        learner_client.get("/progress/scores.csv").text,
        learner_client.get("/").text,
    ]

    for page in pages:
        assert "1000" not in page.replace("times 1000", "")
        for option in item.options:
            assert option.rationale not in page
            assert f'"{option.key}"' not in page
    assert not Grade.objects.filter(response__attempt_item__attempt=attempt).exists()


def test_the_download_tells_which_questions_count_after_the_end_and_not_before(learner_client, learner):
    attempt = begin_exam(learner, simulations.FULL)

    def questions():
        [told] = learner_client.get("/account/download/").json()["attempts"]
        return told["questions"]

    assert len(questions()) == 65
    assert all("counts" not in question for question in questions())
    finish(attempt)
    assert sum(not question["counts"] for question in questions()) == 15


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_address_of_practice_gives_nothing_of_an_open_exam_away(learner_client, learner, method):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)

    went = getattr(learner_client, method)(f"/practice/{attempt.pk}/1/", {"unsure": "1"})

    assert went["Location"] == f"/exam/{attempt.pk}/1/"
    assert not Response.objects.filter(attempt_item__attempt=attempt, kind="check").exists()


def test_no_cache_keeps_a_page_of_an_exam_and_none_has_an_etag(learner_client, learner):
    attempt = begin_plain_exam(learner)

    for url in (f"/exam/{attempt.pk}/1/", f"/exam/{attempt.pk}/finish/", attempt.get_absolute_url(), "/exam/"):
        headers = learner_client.get(url).headers
        assert {"no-store", "private"} <= set(re.split(", ?", headers["Cache-Control"])), url
        assert "ETag" not in headers


def test_after_logging_out_nothing_of_an_exam_can_be_read(learner_client, learner):
    attempt = begin_plain_exam(learner)
    learner_client.logout()

    for url in (f"/exam/{attempt.pk}/1/", f"/exam/{attempt.pk}/finish/", f"/exam/{attempt.pk}/time/"):
        assert learner_client.get(url).status_code == 302


def test_somebody_elses_exam_does_not_exist(stranger_client, learner):
    attempt = begin_plain_exam(learner)

    for url in (f"/exam/{attempt.pk}/1/", f"/exam/{attempt.pk}/finish/", f"/exam/{attempt.pk}/time/"):
        assert stranger_client.get(url).status_code == 404
    assert stranger_client.post(f"/exam/{attempt.pk}/finish/").status_code == 404
    attempt.refresh_from_db()
    assert attempt.closed_at is None


def test_a_question_of_a_check_is_no_question_of_an_exam(learner_client, learner):
    attempt = start(the_check(), learner)

    assert learner_client.get(f"/exam/{attempt.pk}/1/").status_code == 404
    assert learner_client.post(f"/exam/{attempt.pk}/finish/").status_code == 404
