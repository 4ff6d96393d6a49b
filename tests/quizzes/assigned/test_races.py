"""Deadlines and limits of assignments over several connections at once. These tests commit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from datetime import timedelta
from functools import partial
from random import Random
from uuid import uuid4

import pytest
from django.db.models import F
from django.utils import timezone

from quizzes.assigned.start import StartRefused, start_assignment
from quizzes.assigned.store import HasAttempts, remove_assignment, save_assignment, save_exception
from quizzes.attempt_end import GRACE, close_overdue, finish
from quizzes.ledger import Stale, save
from quizzes.models import Assignment, AssignmentException, Attempt, Grade, ItemResult, Response
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.helpers import races
from tests.helpers.assignments import answers_become_due, assign, held_test, taken
from tests.helpers.cohorts import class_of
from tests.helpers.races import held
from tests.helpers.races import racer as racer
from tests.helpers.sittings import item_at, right_answer

pytestmark = pytest.mark.django_db(transaction=True)

in_many_races = pytest.mark.parametrize("times", [30, pytest.param(200, marks=pytest.mark.long)])
at_once = partial(races.at_once, refusals=(Stale, StartRefused, HasAttempts, Assignment.DoesNotExist))


@pytest.fixture
def cohort(racer):
    return class_of(make_user(f"{uuid4()}@tests.example", name="Ines", is_staff=True), racer)


def start_of(assignment: Assignment, learner) -> Callable:
    """To be called from a thread: with an object of its own, as each request has."""
    return partial(start_assignment, copy(assignment), learner)


def deadline_in(attempt: Attempt, left: timedelta) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() + left)


@in_many_races
def test_in_many_races_around_the_deadline_exactly_what_arrived_in_time_counts(cohort, racer, times):
    """The end of the grace falls among the saves; the timer looks at the same time."""
    assignment, chance = held_test(cohort, attempts=None), Random(7)
    for _ in range(times):
        attempt = start_assignment(assignment, racer)
        items = [item_at(attempt, position) for position in (1, 2)]
        deadline_in(attempt, timedelta(milliseconds=chance.randrange(-4, 12)) - GRACE)

        at_once(
            *(partial(save, item, event=uuid7(), sequence=1, answer=right_answer(item)) for item in items),
            lambda attempt=attempt: close_overdue(Attempt.objects.filter(pk=attempt.pk)),
        )

        attempt.refresh_from_db()
        for response in Response.objects.filter(attempt_item__attempt=attempt):
            assert response.late == (response.received_at > attempt.deadline + GRACE) or attempt.handed_in_at
            if not response.late:
                assert response.received_at <= attempt.deadline + GRACE
        if attempt.handed_in_at is None:
            Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() - 2 * GRACE)
            close_overdue(Attempt.objects.filter(pk=attempt.pk))
        attempt.refresh_from_db()
        assert attempt.handed_in_at == attempt.deadline
        assert not Grade.objects.filter(response__attempt_item__attempt=attempt).exists()

    answers_become_due(assignment)
    close_overdue(Attempt.objects.filter(assignment=assignment))
    counted = ItemResult.objects.filter(attempt_item__attempt__assignment=assignment)
    in_time = Response.objects.filter(attempt_item__attempt__assignment=assignment, late=False)
    assert {result.response_id for result in counted} == set(in_time.values_list("pk", flat=True))


@in_many_races
def test_in_many_races_for_the_last_attempt_the_limit_holds(cohort, racer, times):
    """Two clicks at once start one attempt; of a click and the end of the open attempt, nothing exceeds the limit."""
    for race in range(times):
        assignment = assign(cohort, attempts=1, minutes=5)
        other = partial(finish, start_assignment(assignment, racer)) if race % 2 else start_of(assignment, racer)

        outcomes = at_once(start_of(assignment, racer), other)

        assert Attempt.objects.filter(assignment=assignment).count() == 1, outcomes
        Attempt.objects.filter(assignment=assignment, closed_at=None).update(deadline=F("started_at") - GRACE * 2)
        close_overdue(Attempt.objects.filter(assignment=assignment))


def test_a_start_waits_for_the_teacher_and_gets_the_new_time(cohort, racer):
    assignment, teacher = assign(cohort), cohort.teachers.get()

    def longer():
        found = Assignment.objects.get(pk=assignment.pk)
        found.minutes = 40
        save_assignment(found, by=teacher)

    with ThreadPoolExecutor(1) as pool:
        with held(longer, until_waiting=1):
            started = pool.submit(at_once, start_of(assignment, racer))
        [attempt] = started.result()

    assert attempt.deadline - attempt.started_at == timedelta(minutes=40)


def test_extra_time_given_while_the_learner_starts_is_not_lost(cohort, racer):
    for _ in range(20):
        assignment = assign(cohort)
        extra = AssignmentException(assignment=assignment, learner=racer, extra_minutes=10)

        at_once(start_of(assignment, racer), partial(save_exception, extra))

        attempt = Attempt.objects.get(assignment=assignment)
        assert attempt.deadline - attempt.started_at == timedelta(minutes=30)
        finish(attempt)


def test_of_a_start_and_a_removal_one_wins(cohort, racer):
    for _ in range(20):
        assignment = assign(cohort)

        at_once(
            start_of(assignment, racer),
            partial(remove_assignment, assignment),
        )

        there = Assignment.objects.filter(pk=assignment.pk).exists()
        assert there == Attempt.objects.filter(assignment=assignment.pk).exists()
        Attempt.objects.filter(assignment=assignment.pk, closed_at=None).update(deadline=F("started_at") - 2 * GRACE)
        close_overdue(Attempt.objects.filter(assignment=assignment.pk))


def test_looking_and_the_timer_grade_a_held_test_once(cohort, racer):
    assignment = held_test(cohort)
    attempt = taken(assignment, racer)
    answers_become_due(assignment)

    at_once(*[lambda: close_overdue(Attempt.objects.filter(pk=attempt.pk))] * 6)

    assert Grade.objects.filter(response__attempt_item__attempt=attempt).count() == 3


def test_moving_the_answers_earlier_while_it_is_handed_in_leaves_nothing_open(cohort, racer):
    teacher = cohort.teachers.get()
    assignment = held_test(cohort)
    attempt = start_assignment(assignment, racer)

    def at_once_shown():
        found = Assignment.objects.get(pk=assignment.pk)
        found.answers = "after"
        save_assignment(found, by=teacher)

    at_once(partial(finish, attempt), at_once_shown)
    close_overdue(Attempt.objects.filter(pk=attempt.pk))

    attempt.refresh_from_db()
    assert attempt.ending == "finished"
