"""An exam begun by mistake: discarded while nothing is answered, as if it had never begun."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from accounts.leaving.download import everything_about
from quizzes.attempt_end import CannotDiscard, discard
from quizzes.ledger import Discarded, choosing, save
from quizzes.models import Attempt, Mode, Response
from quizzes.pool import held_back
from quizzes.rebuild import differences
from serving.uuid7 import uuid7
from tests.helpers.exam_sittings import answered, begin_exam, begin_plain_exam, let_time_pass, send, shown
from tests.helpers.races import at_once, held
from tests.helpers.races import racer as racer
from tests.helpers.sittings import item_at, key_of

pytestmark = pytest.mark.django_db


def test_the_exam_asks_before_it_is_discarded(learner_client, learner):
    attempt = begin_exam(learner)
    address = f"/exam/{attempt.pk}/discard/"

    offers = [learner_client.get(page).text for page in ("/exam/", f"/attempts/{attempt.pk}/")]
    asked = learner_client.get(address)

    assert all(address in page for page in offers)
    assert "Discard this exam?" in asked.text
    attempt.refresh_from_db()
    assert attempt.closed_at is None


def test_a_discarded_exam_leaves_no_trace_and_its_questions_are_free(learner_client, learner):
    attempt = begin_exam(learner)

    page = learner_client.post(f"/exam/{attempt.pk}/discard/", follow=True)

    assert page.redirect_chain == [("/exam/", 302)]
    assert "The exam is discarded" in page.text
    assert "Start the short form" in page.text
    for address in ("/exam/", "/progress/attempts/", "/progress/scores.csv", "/progress/", "/"):
        assert str(attempt.pk) not in learner_client.get(address).text
        assert "Exam simulation, short form" not in learner_client.get(address).text
    assert not held_back(learner.pk).exists()
    assert begin_exam(learner) != attempt


def test_the_download_and_a_rebuild_know_a_discarded_exam(learner):
    attempt = discard(begin_exam(learner))

    [told] = everything_about(learner)["attempts"]

    assert (told["id"], told["ending"]) == (attempt.pk, "discard")
    assert differences() == []


def test_once_an_answer_is_saved_an_exam_is_not_discarded(learner_client, learner):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)

    page = learner_client.post(f"/exam/{attempt.pk}/discard/", follow=True).text

    assert "An answer is already saved in this exam" in page
    assert "can’t be discarded" in learner_client.get(f"/exam/{attempt.pk}/discard/", follow=True).text
    assert f"/exam/{attempt.pk}/discard/" not in learner_client.get("/exam/").text
    attempt.refresh_from_db()
    assert attempt.closed_at is None


def test_an_exam_that_ran_out_of_time_is_not_discarded(learner_client, learner):
    attempt = begin_exam(learner)
    let_time_pass(attempt)

    learner_client.post(f"/exam/{attempt.pk}/discard/", follow=True)

    attempt.refresh_from_db()
    assert attempt.ending == "time"


@pytest.mark.parametrize("sent", [{}, {"autosave": "1"}, {"flag": "on"}], ids=["next", "autosave", "flag"])
def test_the_other_tab_is_told_that_the_exam_is_gone(learner_client, learner, sent):
    attempt = begin_plain_exam(learner)
    item = item_at(attempt, 1)
    page = shown(learner_client, item)
    discard(attempt)

    went = send(learner_client, item, page, key_of(item), **sent)
    told = learner_client.get(went["Location"], follow=True)

    assert told.redirect_chain == [("/exam/", 302)]
    assert "You discarded this exam" in told.text
    assert not Response.objects.filter(attempt_item__attempt=attempt).exists()


def test_its_questions_and_its_result_are_nowhere(learner_client, learner):
    attempt = discard(begin_plain_exam(learner))

    assert learner_client.get(f"/practice/{attempt.pk}/1/").status_code == 404
    assert learner_client.post(f"/attempts/{attempt.pk}/retry/").status_code == 404


def test_a_stranger_discards_nothing(stranger_client, learner):
    attempt = begin_exam(learner)

    assert stranger_client.post(f"/exam/{attempt.pk}/discard/").status_code == 404
    attempt.refresh_from_db()
    assert attempt.closed_at is None


@pytest.mark.django_db(transaction=True)
def test_of_the_first_answer_and_discarding_at_once_one_wins_and_the_other_is_told(racer):
    attempt = begin_plain_exam(racer)
    item = item_at(attempt, 1)

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Attempt.objects.select_for_update().get(pk=attempt.pk), until_waiting=2):
            sent = pool.submit(
                at_once,
                lambda: save(item, event=uuid7(), sequence=1, answer=choosing(key_of(item))),
                lambda: discard(attempt),
                refusals=(CannotDiscard, Discarded),
            )
        outcomes = sent.result()

    [won] = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    [told] = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    saved = Response.objects.filter(attempt_item__attempt=attempt).count()
    assert (type(won), type(told), saved) in [(Response, CannotDiscard, 1), (Attempt, Discarded, 0)]
    assert Attempt.objects.get(pk=attempt.pk).mode == Mode.EXAM
