"""What an attempt at an assignment is on the other pages: home, lessons, scores, lists and practice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planner.progress.scores import score_history
from quizzes.assigned.start import start_assignment
from quizzes.attempt_end import close_overdue, finish
from quizzes.exam import simulations
from quizzes.models import AnswersShown, Attempt, Mode
from quizzes.practice.choices import By, PracticeChoice
from tests.helpers.assignments import DAY, answers_become_due, assign, held_test, taken
from tests.helpers.exam_sittings import begin_exam
from tests.helpers.pages import tight
from tests.helpers.practices import practice
from tests.helpers.sittings import the_check

pytestmark = pytest.mark.django_db

OF_EC2 = {"by": "service", "service": "ec2", "length": 5}


def home(client) -> str:
    return tight(client.get("/").text)


def due_on_home(client) -> str:
    return home(client).partition("Due for your class")[2].partition("</section>")[0]


def test_home_says_when_it_opens_is_due_and_that_it_is_handed_in(cohort, lena, learner_client):
    now = timezone.now()
    opens = assign(cohort, title="Friday test", opens_at=now + DAY, minutes=20, attempts=1)
    assert "Friday test" in home(learner_client)
    assert "20 minutes, 1 attempt" in home(learner_client)
    assert "Opens " in home(learner_client)
    assert opens.get_absolute_url() in home(learner_client)

    held = held_test(cohort, title="Monday test", due_at=now + DAY / 2)
    assert "Due " in home(learner_client)
    taken(held, lena.learner)
    assert "Handed in, answers " in home(learner_client)


@pytest.mark.parametrize("after", ["graded", "closed"])
def test_what_is_done_or_closed_leaves_home(cohort, lena, learner_client, after):
    assignment = held_test(cohort, title="Monday test")
    taken(assignment, lena.learner)
    if after == "graded":
        answers_become_due(assignment)
        close_overdue(Attempt.objects.all())
    else:
        Attempt.objects.all().update(handed_in_at=None, deadline=None, assignment=assign(cohort, title="Other"))
        type(assignment).objects.filter(pk=assignment.pk).update(closes_at=timezone.now() - DAY)

    assert "Monday test" not in due_on_home(learner_client)


def test_a_running_test_is_the_next_thing_on_home(cohort, lena, learner_client):
    attempt = start_assignment(assign(cohort, title="Friday test"), lena.learner)

    page = home(learner_client)

    assert "Test in progress · 20 minutes left" in page or "Test in progress · 19 minutes left" in page
    assert "Back to the test" in page
    finish(attempt)
    assert "Test in progress" not in home(learner_client)


def test_a_handed_in_test_is_not_in_progress(cohort, lena, learner_client):
    taken(held_test(cohort), lena.learner)

    assert "in progress" not in home(learner_client)
    assert "Handed in" in learner_client.get("/progress/attempts/").text


def test_an_assigned_test_is_no_exam_simulation(cohort, lena, learner_client):
    attempt = start_assignment(assign(cohort, title="Friday test"), lena.learner)
    assert "Friday test" not in learner_client.get("/exam/").text
    own = begin_exam(lena.learner)
    finish(attempt)
    finish(own)

    [first, second] = sorted(score_history(lena.learner).entries, key=lambda entry: entry.attempt.started_at)

    assert [first.kind, second.kind] == [Mode.CHECK, Mode.EXAM]
    assert score_history(lena.learner).best_exam.attempt == own
    page = learner_client.get(attempt.get_absolute_url()).text
    assert "estimated" not in page
    assert "Back to the assignment" in page


def test_an_assigned_simulation_is_one_and_stands_beside_the_learners_own(cohort, lena, learner_client):
    own = begin_exam(lena.learner)
    attempt = start_assignment(assign(cohort, kind="exam", simulation="short"), lena.learner)

    assert attempt != own
    assert simulations.SHORT.questions == attempt.items.count()
    finish(attempt)
    assert score_history(lena.learner).best_exam.attempt == attempt
    assert "estimated" in learner_client.get(attempt.get_absolute_url()).text


def test_a_test_of_a_class_cannot_be_discarded(cohort, lena, learner_client):
    attempt = start_assignment(assign(cohort, kind="exam", simulation="short"), lena.learner)

    assert learner_client.post(reverse("quizzes:exam-discard", args=[attempt.pk])).status_code == 404
    assert "Discard" not in learner_client.get(reverse("quizzes:exam-finish", args=[attempt.pk])).text
    assert "Discard" not in learner_client.get(attempt.get_absolute_url()).text


def test_an_assigned_practice_is_not_left_for_the_learners_own(cohort, lena, learner_client):
    assigned = start_assignment(
        assign(cohort, selection=OF_EC2, answers=AnswersShown.AT_ONCE, title="EC2 set"), lena.learner
    )
    assert "EC2 set" not in learner_client.get("/practice/").text

    own = practice(lena.learner, PracticeChoice(By.TRAPS))

    assigned.refresh_from_db()
    assert assigned.closed_at is None
    assert own != assigned
    assert not {*own.items.values_list("version__item")} & {*assigned.items.values_list("version__item")}


def test_the_lessons_own_check_is_not_continued_in_the_test(cohort, lena, learner_client):
    attempt = start_assignment(assign(cohort), lena.learner)
    lesson = the_check().lesson

    page = learner_client.get(lesson.get_absolute_url()).text

    assert attempt.question_url(1) not in page
    assert f"/practice/{attempt.pk}/" not in page
    assert reverse("quizzes:check", args=[lesson.slug]) in page


def test_the_pages_of_a_test_say_hand_in_and_lead_back_to_the_assignment(cohort, lena, learner_client):
    assignment = held_test(cohort, title="Monday test")
    attempt = start_assignment(assignment, lena.learner)

    question = learner_client.get(attempt.question_url(1)).text
    asked = learner_client.get(reverse("quizzes:exam-finish", args=[attempt.pk])).text

    assert "Hand in" in question
    assert assignment.get_absolute_url() in question
    assert "Hand in “Monday test”?" in asked
    assert "Finish" not in asked
    went = learner_client.post(reverse("quizzes:exam-finish", args=[attempt.pk]), follow=True)
    assert "The result and the answers are shown here" in tight(went.text)


def test_a_test_that_closes_in_days_shows_no_clock(cohort, lena, learner_client):
    attempt = start_assignment(assign(cohort, minutes=None, closes_at=timezone.now() + 3 * DAY), lena.learner)

    assert "More than a day left" in learner_client.get(attempt.question_url(1)).text
    assert "Test in progress" in home(learner_client)
    assert "in progress ·" not in home(learner_client)
    assert timedelta(days=2) < attempt.deadline - attempt.started_at
