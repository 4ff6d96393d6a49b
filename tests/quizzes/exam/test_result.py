"""The end of an exam, and its result."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrix.facts import current
from quizzes.exam import simulations
from quizzes.exam.results import result_of
from quizzes.models import Attempt, Response
from tests.helpers.exam_sittings import answered, begin_exam, begin_plain_exam, flagged
from tests.helpers.sittings import item_at, statements_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(learner_client, learner):
    """A full form: 1 to 40 right, 41 to 60 wrong, the rest without an answer; 7 flagged."""
    attempt = begin_exam(learner, simulations.FULL)
    for position in range(1, 61):
        answered(attempt, position, right=position <= 40)
    flagged(attempt, 7)
    learner_client.post(f"/exam/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    return attempt


def test_the_result_counts_only_what_is_scored(learner_client, done):
    right = done.items.filter(scored=True, position__lte=40).count()

    page = learner_client.get(done.get_absolute_url()).text

    assert f"{max(right * 20, 100)}<small> estimated" in page
    assert f"assed: {right} right: {2 * right}%." in page
    assert ("Passed:" in page) == (right >= 35)
    assert page.count("Does not count") == 15
    assert page.count("No answer") == 5
    assert page.count("Flagged") == 1


def test_every_question_leads_to_its_reasons(learner_client, done):
    page = learner_client.get(done.get_absolute_url()).text

    for position in (1, 41, 65):
        item = item_at(done, position)
        assert f'href="/practice/{done.pk}/{position}/"' in page
        explained = learner_client.get(item.get_absolute_url()).text
        for option in item.options:
            assert option.rationale.split(".")[0][:30] in explained.replace("&#x27;", "'").replace("&quot;", '"')
    assert "You didn’t answer this question." in explained
    assert f'href="{done.get_absolute_url()}"' in explained


def test_a_question_of_an_ended_exam_takes_no_answer(learner_client, done):
    before = Response.objects.count()

    learner_client.post(f"/practice/{done.pk}/65/", {"unsure": "1"})

    assert Response.objects.count() == before


def test_the_address_of_the_exam_leads_to_the_result_after_the_end(learner_client, done):
    assert learner_client.get(f"/exam/{done.pk}/3/")["Location"] == done.get_absolute_url()
    assert learner_client.get(f"/exam/{done.pk}/finish/")["Location"] == done.get_absolute_url()


def test_handing_in_twice_ends_it_once(learner_client, done):
    learner_client.post(f"/exam/{done.pk}/finish/")

    before = done.closed_at
    done.refresh_from_db()
    assert done.closed_at == before


def test_what_was_missed_or_left_is_practiced_as_a_drill(learner_client, learner, done):
    learner_client.post(f"/attempts/{done.pk}/retry/")

    drill = learner.attempts.get(retry_of=done)
    assert (drill.mode, drill.items.count()) == ("drill", 25)


def test_an_exam_is_listed_and_part_of_the_score_history(learner_client, learner, done):
    said = str(Attempt.objects.listed_for(learner).get(pk=done.pk).score_text)

    assert said in learner_client.get("/progress/attempts/").text
    assert said in learner_client.get("/progress/").text


def test_the_bars_of_the_skills_are_over_what_counts(learner_client, done):
    result = result_of(Attempt.objects.listed_for(done.learner).get(pk=done.pk), current())

    assert sum(tally.asked for tally in result.by_skill) == 50
    assert sum(tally.right for tally in result.by_skill) == done.score.right
    assert sum(tally.asked for tally in result.by_owner) == 50


def test_the_result_costs_no_more_for_more_questions(learner_client, learner, done):
    short = begin_plain_exam(learner)
    learner_client.post(f"/exam/{short.pk}/finish/")

    with CaptureQueriesContext(connection) as of_20:
        learner_client.get(short.get_absolute_url())
    with CaptureQueriesContext(connection) as of_65:
        learner_client.get(done.get_absolute_url())

    assert len(statements_of(of_65)) <= len(statements_of(of_20)) + 1
