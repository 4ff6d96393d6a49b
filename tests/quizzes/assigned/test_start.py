"""Who may start an assignment, how often and for how long."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.cohorts.lifecycle import archive
from accounts.cohorts.membership import leave
from accounts.models import TimeAllowance
from quizzes.assigned.start import StartRefusal, StartRefused, start_assignment
from quizzes.assigned.store import HasAttempts, remove_assignment, save_assignment, save_exception
from quizzes.attempt_end import finish
from quizzes.attempt_start import Sitting, begin, published, start
from quizzes.models import AnswersShown, Assignment, AssignmentException, AssignmentKind, Attempt, Mode
from tests.helpers.assignments import DAY, assign, except_for, held_test, let_time_run_out, taken
from tests.helpers.cohorts import member
from tests.helpers.sittings import answer_all, the_check

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def refusal(assignment, learner) -> StartRefusal:
    with pytest.raises(StartRefused) as refused:
        start_assignment(assignment, learner)
    return refused.value.why


def test_a_timed_test_runs_as_an_exam_for_its_minutes(cohort, lena):
    attempt = start_assignment(assign(cohort), lena.learner)

    assert (attempt.mode, attempt.title) == (Mode.EXAM, the_check().title)
    assert attempt.deadline - attempt.started_at == 20 * MINUTE
    assert attempt.items.count() == the_check().slots.count()


def test_it_ends_when_the_assignment_closes_if_that_is_earlier(cohort, lena):
    assignment = assign(cohort, closes_at=timezone.now() + 5 * MINUTE)

    assert start_assignment(assignment, lena.learner).deadline == assignment.closes_at


@pytest.mark.parametrize(
    ("how", "mode"),
    [
        ({"answers": AnswersShown.AT_ONCE}, Mode.CHECK),
        ({"answers": AnswersShown.AFTER}, Mode.EXAM),
        ({"selection": {"by": "service", "service": "ec2", "length": 5}, "answers": AnswersShown.AT_ONCE}, Mode.DRILL),
        ({"selection": {"by": "service", "service": "ec2", "length": 5}}, Mode.EXAM),
        ({"kind": AssignmentKind.EXAM, "simulation": "short"}, Mode.EXAM),
    ],
)
def test_answers_after_each_question_are_given_as_in_practice_and_later_ones_as_in_an_exam(cohort, lena, how, mode):
    attempt = start_assignment(assign(cohort, **how), lena.learner)

    assert attempt.mode == mode
    assert attempt.is_simulation is ("simulation" in how)
    assert attempt.items.count() == {"selection": 5, "simulation": 20}.get(
        next(iter(how.keys() - {"answers", "kind"}), ""), 10
    )


def test_starting_twice_continues_the_open_attempt(cohort, lena):
    assignment = assign(cohort, attempts=1)

    assert start_assignment(assignment, lena.learner) == start_assignment(assignment, lena.learner)


def test_it_stands_beside_the_learners_own_attempt_at_the_check(cohort, lena):
    own = start(the_check(), lena.learner)
    assigned = start_assignment(assign(cohort), lena.learner)

    assert own != assigned
    assert start(the_check(), lena.learner) == own


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"opens_at": DAY}, StartRefusal.NOT_OPEN),
        ({"closes_at": -DAY}, StartRefusal.CLOSED),
        ({"opens_at": -MINUTE, "closes_at": MINUTE}, None),
    ],
)
def test_it_is_started_between_its_dates_by_the_databases_clock(cohort, lena, how, why):
    assignment = assign(cohort, **{name: timezone.now() + by for name, by in how.items()})

    if why:
        assert refusal(assignment, lena.learner) == why
    else:
        assert start_assignment(assignment, lena.learner)


def test_attempts_are_counted_and_an_exception_adds_one(cohort, lena):
    assignment = assign(cohort, attempts=1)
    taken(assignment, lena.learner)
    assert refusal(assignment, lena.learner) == StartRefusal.NO_ATTEMPTS

    except_for(lena.learner, assignment, extra_attempts=1)

    assert start_assignment(assignment, lena.learner)


def test_an_attempt_that_ran_out_of_time_is_used(cohort, lena):
    assignment = assign(cohort, attempts=1)
    let_time_run_out(start_assignment(assignment, lena.learner))

    assert refusal(assignment, lena.learner) == StartRefusal.NO_ATTEMPTS


def test_another_date_opens_and_closes_it_for_one_learner(cohort, lena):
    assignment = assign(cohort, closes_at=timezone.now() - DAY)
    except_for(lena.learner, assignment, closes_at=timezone.now() + DAY)

    assert start_assignment(assignment, lena.learner)


def test_the_standing_allowance_and_the_extra_minutes_add_up(cohort, lena):
    lena.time_allowance = TimeAllowance.MORE
    lena.save()
    assignment = assign(cohort)
    except_for(lena.learner, assignment, extra_minutes=10)

    attempt = start_assignment(assignment, lena.learner)

    assert attempt.deadline - attempt.started_at == 60 * MINUTE


@pytest.mark.parametrize("ends", ["leaves", "class is archived"])
def test_who_is_no_longer_in_the_class_starts_nothing_and_keeps_the_attempts(cohort, lena, ends, learner_client):
    assignment = assign(cohort)
    attempt = taken(assignment, lena.learner)
    if ends == "leaves":
        leave(member(cohort, lena.learner))
    else:
        archive(cohort)

    assert refusal(assignment, lena.learner) == StartRefusal.NOT_A_MEMBER
    page = learner_client.get(assignment.get_absolute_url())
    assert StartRefusal.NOT_A_MEMBER in page.text
    assert attempt.get_absolute_url() in page.text


def test_no_test_starts_while_the_learners_own_exam_asks_its_questions(cohort, lena):
    """The result of the one would tell the answers of the other."""
    exam = begin(lena.learner, Sitting(Mode.EXAM, "Exam", published(the_check().slots.values_list("item", flat=True))))
    assignment = assign(cohort)
    assert refusal(assignment, lena.learner) == StartRefusal.ASKED_ELSEWHERE

    finish(exam)

    assert start_assignment(assignment, lena.learner)


def test_no_answers_are_shown_at_once_that_a_held_test_asks(cohort, lena):
    taken(held_test(cohort), lena.learner)

    assert refusal(assign(cohort, answers=AnswersShown.AT_ONCE), lena.learner) == StartRefusal.ASKED_ELSEWHERE


# What the teacher changes


@pytest.mark.parametrize(("minutes", "counts"), [(30, 30), (10, 20)], ids=["more time", "less time"])
def test_a_change_in_the_learners_favor_reaches_an_open_attempt(cohort, lena, instructor, minutes, counts):
    assignment = assign(cohort)
    attempt = start_assignment(assignment, lena.learner)

    assignment.minutes = minutes
    save_assignment(assignment, by=instructor)

    attempt.refresh_from_db()
    assert attempt.deadline - attempt.started_at == counts * MINUTE


def test_extra_minutes_reach_an_open_attempt(cohort, lena):
    assignment = assign(cohort)
    attempt = start_assignment(assignment, lena.learner)

    save_exception(AssignmentException(assignment=assignment, learner=lena.learner, extra_minutes=10))

    attempt.refresh_from_db()
    assert attempt.deadline - attempt.started_at == 30 * MINUTE


def test_no_change_opens_an_attempt_that_has_ended(cohort, lena, instructor):
    assignment = held_test(cohort)
    ran_out, handed_in = let_time_run_out(start_assignment(assignment, lena.learner)), assignment
    before = ran_out.deadline

    handed_in.minutes = 600
    save_assignment(handed_in, by=instructor)

    ran_out.refresh_from_db()
    assert (ran_out.deadline, ran_out.handed_in_at) == (before, before)


def test_an_assignment_that_somebody_started_is_not_removed(cohort, lena):
    assignment = assign(cohort)
    finish(start_assignment(assignment, lena.learner))

    with pytest.raises(HasAttempts):
        remove_assignment(assignment)
    assert Assignment.objects.filter(pk=assignment.pk).exists()


# The page


def test_the_page_says_what_starts_it_and_leads_on(cohort, lena, learner_client):
    assignment = assign(cohort, attempts=2)
    page = learner_client.get(assignment.get_absolute_url()).text
    assert "20 minutes, 2 attempts, answers shown after handing in." in page

    went = learner_client.post(assignment.get_absolute_url())

    attempt = Attempt.objects.get(assignment=assignment)
    assert went["Location"] == attempt.question_url(1)
    assert "Continue" in learner_client.get(assignment.get_absolute_url()).text
    finish(attempt)
    page = learner_client.get(assignment.get_absolute_url()).text
    assert "Start another attempt" in page
    assert "1 of 2" in page


def test_a_start_that_is_refused_says_why(cohort, lena, learner_client):
    assignment = assign(cohort, closes_at=timezone.now() - DAY)

    refused = learner_client.post(assignment.get_absolute_url())

    assert refused.status_code == 422
    assert StartRefusal.CLOSED in refused.text


def test_one_without_limits_leads_to_where_it_is_done(cohort, lena, learner_client):
    homework = assign(cohort, kind=AssignmentKind.HOMEWORK, minutes=None, answers=AnswersShown.AT_ONCE)

    went = learner_client.get(homework.get_absolute_url())

    assert went["Location"] == f"{reverse('lessons:lesson', args=[the_check().lesson.slug])}#check"


def test_to_somebody_outside_the_class_it_does_not_exist(cohort, stranger_client):
    assert stranger_client.get(assign(cohort).get_absolute_url()).status_code == 404


def test_practice_with_a_limit_ends_with_its_time(cohort, lena, learner_client):
    attempt = start_assignment(assign(cohort, answers=AnswersShown.AT_ONCE), lena.learner)
    page = learner_client.get(attempt.question_url(1)).text
    assert "20:00 left" in page or "19:" in page

    let_time_run_out(attempt)

    assert learner_client.get(attempt.question_url(1))["Location"] == attempt.get_absolute_url()
    learner_client.get(attempt.get_absolute_url())
    attempt.refresh_from_db()
    assert (attempt.ending, attempt.closed_at) == ("time", attempt.deadline)


def test_a_check_given_at_once_is_done_when_its_questions_are_answered(cohort, lena):
    assignment = assign(cohort, answers=AnswersShown.AT_ONCE)
    attempt = answer_all(start_assignment(assignment, lena.learner))

    assert Assignment.objects.with_done(lena.learner).get(pk=assignment.pk).done_at == attempt.closed_at
