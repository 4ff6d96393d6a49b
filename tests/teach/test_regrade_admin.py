"""Regrades in the admin, and what learners read of them."""

import pytest
from django.urls import reverse

from quizzes.models import AttemptScore, Correction, Grade, GradingPolicy, GradingRun
from quizzes.regrade import run as regrading
from tests.helpers.cohorts import class_of
from tests.helpers.pages import tight
from tests.helpers.regrades import REASON, correct, give, plain, regraded, sit
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db

ORDER = reverse("admin:quizzes_gradingrun_add")
RUNS = reverse("admin:quizzes_gradingrun_changelist")


def text_of(response) -> str:
    return tight(response.content.decode())


def page_of(run: GradingRun) -> str:
    return reverse("admin:quizzes_gradingrun_change", args=[run.pk])


@pytest.fixture
def corrected(learner):
    """A question whose key was corrected after the learner had answered it."""
    version = plain()
    sit(learner, version, plain("other"), answers="cb")
    correct(version, "c")
    return version


def test_questions_that_wait_are_listed_with_their_answers(instructor_client, corrected):
    page = text_of(instructor_client.get(RUNS))

    assert "Answers graded by an older key" in page
    assert "plain</a>, 1 answer<" in page


def test_the_forecast_stores_nothing(instructor_client, corrected):
    page = text_of(instructor_client.get(ORDER, {"item": corrected.item_id, "policy": "new-key"}))

    assert "<td>50%</td><td>100%</td><td>passes now</td>" in page
    assert not GradingRun.objects.exists()


def test_a_regrade_is_ordered_and_carried_out(instructor_client, corrected):
    sent = {"item": corrected.item_id, "policy": "new-key", "reason": REASON}

    page = text_of(instructor_client.post(ORDER, sent, follow=True))

    assert "Finished." in page
    assert "50% is now 100%" in page
    run = GradingRun.objects.get()
    assert (run.policy, run.reason, run.finished_at is not None) == ("new-key", REASON, True)


def test_a_regrade_names_only_learners_whom_its_instructor_teaches(instructor, instructor_client, corrected, learner):
    chosen = {"item": corrected.item_id, "policy": "new-key"}
    before = text_of(instructor_client.get(ORDER, chosen))
    after = text_of(instructor_client.post(ORDER, chosen | {"reason": REASON}, follow=True))
    class_of(instructor, learner)

    again = text_of(instructor_client.get(page_of(GradingRun.objects.get())))

    assert "<td>Not in your classes</td>" in before
    assert "<td>Not in your classes</td>" in after
    assert "Lena" not in before + after
    assert "<td>Lena</td>" in again


def test_a_regrade_without_a_reason_is_told_what_is_missing(instructor_client, corrected):
    answer = instructor_client.post(ORDER, {"item": corrected.item_id, "policy": "best", "reason": " "})

    assert answer.status_code == 422
    assert "Say what was wrong" in text_of(answer)
    assert not GradingRun.objects.exists()


def test_a_question_that_does_not_wait_cannot_be_ordered(instructor_client, corrected):
    other = plain("third")

    answer = instructor_client.post(ORDER, {"item": other.item_id, "policy": "best", "reason": REASON})

    assert answer.status_code == 422
    assert not GradingRun.objects.exists()


def test_a_run_that_was_cut_off_is_continued_from_its_page(instructor_client, corrected, instructor):
    run = regrading.order([corrected.item_id], policy=GradingPolicy.NEW_KEY, reason=REASON, author=instructor.pk)
    assert "0 of 1 answers graded" in text_of(instructor_client.get(page_of(run)))

    instructor_client.post(reverse("admin:quizzes_gradingrun_work", args=[run.pk]))

    assert "Finished." in text_of(instructor_client.get(page_of(run)))


def test_a_run_is_undone_from_its_page(instructor_client, corrected, learner):
    run = regraded(corrected)

    instructor_client.post(reverse("admin:quizzes_gradingrun_undo", args=[run.pk]), {"reason": "Wrong call."})

    assert AttemptScore.objects.get(attempt__learner=learner).marks == 1000
    assert "Undone by" in text_of(instructor_client.get(page_of(run)))


def test_undoing_twice_is_refused_with_the_reason(instructor_client, corrected):
    run = regraded(corrected)
    undo = reverse("admin:quizzes_gradingrun_undo", args=[run.pk])
    instructor_client.post(undo, {"reason": "Wrong call."})

    answer = instructor_client.post(undo, {"reason": "Again."})

    assert answer.status_code == 422
    assert "undone already" in text_of(answer)


@pytest.mark.parametrize("page", ["work", "undo"])
def test_opening_an_address_that_acts_does_nothing(instructor_client, corrected, page):
    run = regrading.order([corrected.item_id], policy=GradingPolicy.NEW_KEY, reason=REASON, author=1)

    answer = instructor_client.get(reverse(f"admin:quizzes_gradingrun_{page}", args=[run.pk]))

    assert answer.status_code == 403
    assert not Grade.objects.filter(run=run).exists()


def test_a_learner_has_no_way_to_regrade(learner_client, corrected):
    for address in (RUNS, ORDER):
        assert learner_client.get(address).status_code == 302
    learner_client.post(ORDER, {"item": corrected.item_id, "policy": "full", "reason": REASON})

    assert not GradingRun.objects.exists()


# What learners read


def test_home_says_that_we_were_wrong_until_it_was_read(learner_client, corrected):
    regraded(corrected)
    note = Correction.objects.get()
    page = text_of(learner_client.get("/"))
    assert "We were wrong about a question" in page
    assert REASON in page

    answer = learner_client.post(reverse("quizzes:correction-seen", args=[note.pk]))

    assert answer["Location"] == note.attempt.get_absolute_url()
    assert REASON not in text_of(learner_client.get("/"))
    assert REASON in text_of(learner_client.get(note.attempt.get_absolute_url()))


def test_after_an_undo_one_note_is_left_and_the_run_says_who_reads_what(instructor_client, learner_client, corrected):
    run = regraded(corrected)
    assert "reads “We were wrong about a question.”" in text_of(instructor_client.get(page_of(run)))

    undo = regrading.order_undo(run, reason="B was right after all.", author=1)
    regrading.work(undo)

    for address in ("/", Correction.objects.latest("pk").attempt.get_absolute_url()):
        page = text_of(learner_client.get(address))
        assert "A correction was undone" in page
        assert "We were wrong about a question" not in page
    told = text_of(instructor_client.get(page_of(run)))
    assert "reads “We were wrong about a question.”" not in told
    assert "It was undone: each learner whose score changed back reads “A correction was undone.”" in told
    assert "reads “A correction was undone.” with your reason" in text_of(instructor_client.get(page_of(undo)))


def test_a_note_is_its_learners_alone(stranger_client, corrected):
    regraded(corrected)
    note = Correction.objects.get()

    assert stranger_client.post(reverse("quizzes:correction-seen", args=[note.pk])).status_code == 404
    note.refresh_from_db()
    assert note.seen_at is None


def test_the_question_shows_what_is_right_beside_what_was_served(learner_client, learner, corrected):
    regraded(corrected)
    item = item_at(learner.attempts.get(), 1)

    page = text_of(learner_client.get(item.get_absolute_url()))

    assert "About c<" in page.partition("<details")[0].partition("opt right")[2]
    assert "You see the corrected answer here. Your answer was regraded with the corrected key." in page


def test_who_answers_the_old_version_after_the_correction_learns_the_right_key_at_once(learner_client, learner):
    version = plain()
    attempt = sit(learner, version)
    correct(version, "c")
    give(attempt, 1, "b")

    page = text_of(learner_client.get(item_at(attempt, 1).get_absolute_url()))

    assert "About c<" in page.partition("<details")[0].partition("opt right")[2]
    assert "Your answer was graded with the earlier key." in page
