"""Answers that are shown later: handed in, held, and graded when they are due."""

from datetime import timedelta

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.core.management import call_command
from django.utils import timezone

from quizzes.assigned.progress import AssignedState, progress_of
from quizzes.assigned.start import start_assignment
from quizzes.attempt_end import close_overdue, finish
from quizzes.attempt_start import start
from quizzes.ledger import save
from quizzes.models import AnswersShown, Attempt, AttemptScore, CellMemory, Grade, ItemResult
from quizzes.pool import held_back
from quizzes.rebuild import differences
from quizzes.statistics.rollup import roll_all
from serving.uuid7 import uuid7
from teach.cohorts.access import members_of
from tests.helpers.assignments import (
    DAY,
    SECOND,
    answers_become_due,
    assign,
    except_for,
    held_test,
    let_time_run_out,
    taken,
)
from tests.helpers.exam_sittings import exam_item
from tests.helpers.sittings import answer_all, item_at, right_answer

pytestmark = pytest.mark.django_db


def nothing_is_graded(attempt: Attempt) -> bool:
    graded = Grade.objects.filter(response__attempt_item__attempt=attempt).exists()
    results = ItemResult.objects.filter(attempt_item__attempt=attempt).exists()
    memories = CellMemory.objects.filter(learner=attempt.learner).exists()
    return not (graded or results or memories or AttemptScore.objects.get(attempt=attempt).answered)


def state_of(cohort) -> AssignedState:
    [progress] = progress_of(cohort, members_of(cohort), timezone.now())
    return progress.rows[0].state


def test_a_held_test_is_handed_in_and_nothing_of_it_is_graded(cohort, lena):
    attempt = taken(held_test(cohort), lena.learner)

    attempt.refresh_from_db()
    assert attempt.is_held
    assert attempt.ending == ""
    assert nothing_is_graded(attempt)
    assert state_of(cohort) == AssignedState.HANDED_IN


def test_answers_after_handing_in_are_graded_at_once(cohort, lena):
    attempt = taken(assign(cohort), lena.learner)

    attempt.refresh_from_db()
    assert (attempt.ending, attempt.handed_in_at) == ("finished", None)
    assert attempt.score.right == 3
    assert state_of(cohort) == AssignedState.ON_TIME


def test_nothing_more_is_taken_after_handing_in(cohort, lena, learner_client):
    attempt = taken(held_test(cohort), lena.learner)
    item = item_at(attempt, 5)

    late = save(item, event=uuid7(), sequence=item.next_sequence, answer=right_answer(item))

    assert late.late
    for url in (exam_item(attempt, 5).get_absolute_url(), f"/exam/{attempt.pk}/finish/"):
        assert learner_client.get(url)["Location"] == attempt.get_absolute_url()
    assert "Handed in" in learner_client.get(attempt.get_absolute_url()).text


@pytest.mark.parametrize("looked", ["by its learner", "by the timer"])
def test_it_is_graded_when_the_answers_are_due_as_of_its_handing_in(cohort, lena, learner_client, looked):
    assignment = held_test(cohort)
    attempt = taken(assignment, lena.learner, right=3, wrong=1)
    handed_in_at = Attempt.objects.get(pk=attempt.pk).handed_in_at
    call_command("close_overdue_exams", verbosity=0)
    assert nothing_is_graded(attempt)

    answers_become_due(assignment)
    if looked == "by the timer":
        call_command("close_overdue_exams", verbosity=0)
    page = learner_client.get(attempt.get_absolute_url()).text

    attempt.refresh_from_db()
    assert (attempt.ending, attempt.closed_at) == ("finished", handed_in_at)
    assert (attempt.score.right, attempt.score.counted) == (3, 10)
    assert "3" in page
    assert exam_item(attempt, 1).options[0].rationale in page or "Question 1" in page
    assert state_of(cohort) == AssignedState.ON_TIME


def test_running_out_of_time_hands_it_in_at_its_deadline(cohort, lena, learner_client):
    assignment = held_test(cohort)
    attempt = let_time_run_out(start_assignment(assignment, lena.learner))
    assert state_of(cohort) == AssignedState.HANDED_IN

    learner_client.get(attempt.get_absolute_url())

    attempt.refresh_from_db()
    assert attempt.handed_in_at == attempt.deadline
    answers_become_due(assignment)
    close_overdue(Attempt.objects.all())
    attempt.refresh_from_db()
    assert (attempt.ending, attempt.closed_at) == ("time", attempt.deadline)


@pytest.mark.parametrize("own_day", [None, DAY], ids=["as for all", "with a later date"])
def test_answers_after_closing_wait_until_it_has_closed_for_the_learner(cohort, lena, own_day):
    now = timezone.now()
    assignment = assign(cohort, closes_at=now + timedelta(hours=1), answers=AnswersShown.CLOSED)
    if own_day:
        except_for(lena.learner, assignment, closes_at=now + own_day)
    attempt = taken(assignment, lena.learner)

    type(assignment).objects.filter(pk=assignment.pk).update(closes_at=TransactionNow() - SECOND)
    close_overdue(Attempt.objects.all())

    attempt.refresh_from_db()
    assert attempt.is_held is bool(own_day)


def test_a_teacher_who_shows_the_answers_earlier_shows_them_at_once(cohort, lena, learner_client):
    assignment = held_test(cohort)
    attempt = taken(assignment, lena.learner)

    type(assignment).objects.filter(pk=assignment.pk).update(answers=AnswersShown.AFTER)
    learner_client.get(attempt.get_absolute_url())

    attempt.refresh_from_db()
    assert attempt.ending == "finished"


def test_no_other_draw_asks_the_questions_of_a_held_test(cohort, lena):
    attempt = taken(held_test(cohort), lena.learner)

    asked = set(attempt.items.values_list("version__item", flat=True))
    assert asked == set(held_back(lena.learner.pk))


def test_the_same_question_in_the_learners_own_check_waits(cohort, lena, learner_client):
    assignment = held_test(cohort)
    taken(assignment, lena.learner)
    own = start(assignment.quiz, lena.learner)

    page = learner_client.get(own.question_url(1)).text

    assert "This question is in a test of your class" in page


def test_another_test_with_the_same_questions_is_graded_after_it(cohort, lena):
    """Its result would tell what is right in the one that is held."""
    first, second = held_test(cohort), assign(cohort, minutes=30)
    held, other = taken(first, lena.learner), taken(second, lena.learner, right=2)

    other.refresh_from_db()
    assert other.is_held
    assert nothing_is_graded(other)
    answers_become_due(first)
    close_overdue(Attempt.objects.all())
    close_overdue(Attempt.objects.all())

    for attempt in (held, other):
        attempt.refresh_from_db()
        assert attempt.ending == "finished"


def test_two_tests_with_the_same_questions_do_not_wait_for_each_other_forever(cohort, lena):
    first, second = (start_assignment(assign(cohort, minutes=minutes), lena.learner) for minutes in (20, 30))
    finish(first)
    first.refresh_from_db()
    assert first.is_held

    finish(second)
    close_overdue(Attempt.objects.all())

    for attempt in (first, second):
        attempt.refresh_from_db()
        assert attempt.ending == "finished"


def test_rebuilding_finds_no_difference_while_a_test_is_held_and_afterwards(cohort, lena):
    """The check was taken again, and counted, before the held attempt came to be the first."""
    assignment = held_test(cohort)
    attempt = taken(assignment, lena.learner)
    Attempt.objects.filter(pk=attempt.pk).update(handed_in_at=TransactionNow() - SECOND)
    roll_all()
    assert differences() == []
    again = start(assignment.quiz, lena.learner)
    answer_all(again)  # past the page, which would not ask: as if the check had other questions by then
    roll_all()

    answers_become_due(assignment)
    close_overdue(Attempt.objects.all())
    roll_all()

    attempt.refresh_from_db()
    again.refresh_from_db()
    assert attempt.closed_at < again.closed_at
    assert differences() == []


def test_a_late_test_is_late_also_when_it_is_graded_days_later(cohort, lena):
    now = timezone.now()
    assignment = held_test(cohort, due_at=now - timedelta(hours=1))
    taken(assignment, lena.learner)
    assert state_of(cohort) == AssignedState.HANDED_IN

    answers_become_due(assignment)
    close_overdue(Attempt.objects.all())

    assert state_of(cohort) == AssignedState.LATE
