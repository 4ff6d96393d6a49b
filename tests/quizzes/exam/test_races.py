"""Exams over several connections at once. These tests commit: each uses people of its own."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from bank.models import Item
from quizzes.attempt_end import GRACE, close_if_over, close_overdue, finish
from quizzes.attempt_start import NoAttemptsLeft, start
from quizzes.ledger import Stale, choosing, save
from quizzes.models import Attempt, Grade, Mode, Quiz, Response, Slot
from serving.uuid7 import uuid7
from tests.helpers import races
from tests.helpers.exam_sittings import answered, begin_exam, begin_plain_exam, exam_item, let_time_pass
from tests.helpers.races import held, wait_for_backends_at_a_lock
from tests.helpers.races import racer as racer
from tests.helpers.sittings import distractor_of, item_at, key_of

pytestmark = pytest.mark.django_db(transaction=True)

so_many = pytest.mark.parametrize("so_many", [10, pytest.param(50, marks=pytest.mark.long)])


at_once = partial(races.at_once, refusals=(Stale, NoAttemptsLeft))


def locked(attempt):
    return lambda: Attempt.objects.select_for_update().get(pk=attempt.pk)


def test_of_two_devices_that_save_at_once_one_stands_and_the_other_is_told(racer):
    attempt = begin_plain_exam(racer)
    item = item_at(attempt, 1)

    def send(key: str):
        return save(item, event=uuid7(), sequence=item.next_sequence, answer=choosing(key))

    with ThreadPoolExecutor(1) as pool:
        with held(locked(attempt), until_waiting=2):
            sent = pool.submit(at_once, lambda: send(key_of(item)), lambda: send(distractor_of(item)))
        outcomes = sent.result()

    [told] = [outcome for outcome in outcomes if isinstance(outcome, Stale)]
    [stored] = [outcome for outcome in outcomes if isinstance(outcome, Response)]
    assert told.stands == stored
    assert exam_item(attempt, 1).standing == stored.answer


def test_handing_in_and_the_clock_at_once_end_an_exam_once(racer):
    attempt = begin_plain_exam(racer)
    answered(attempt, 1)
    let_time_pass(attempt)

    ended = at_once(*[lambda: finish(attempt), lambda: close_if_over(attempt)] * 5)

    assert {(each.ending, each.closed_at) for each in ended} == {("time", attempt.deadline)}
    assert Grade.objects.filter(response__attempt_item__attempt=attempt).count() == 1


def test_a_save_that_waits_behind_the_end_is_stored_as_late(racer):
    attempt = begin_plain_exam(racer)
    item = item_at(attempt, 1)

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: finish(attempt), until_waiting=1):
            sent = pool.submit(at_once, lambda: save(item, event=uuid7(), sequence=1, answer=choosing(key_of(item))))
            wait_for_backends_at_a_lock(1)
        [stored] = sent.result()

    assert stored.late
    attempt.refresh_from_db()
    assert attempt.score.answered == 0


def test_a_save_that_came_in_time_counts_however_long_it_waited_for_a_lock(racer):
    """It arrives while the grace runs; when it is let through the grace is over."""
    attempt = begin_plain_exam(racer)
    item = item_at(attempt, 1)

    with ThreadPoolExecutor(1) as pool:
        with held(locked(attempt), until_waiting=1):
            sent = pool.submit(at_once, lambda: save(item, event=uuid7(), sequence=1, answer=choosing(key_of(item))))
            wait_for_backends_at_a_lock(1)
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE quizzes_attempt SET deadline = clock_timestamp() - make_interval(secs => %s)"
                    " WHERE id = %s",
                    [GRACE.total_seconds(), attempt.pk],
                )
        [stored] = sent.result()

    assert not stored.late
    assert close_overdue(racer.attempts.all()) == 1
    assert Attempt.objects.get(pk=attempt.pk).score.right == 1


@so_many
def test_starts_at_once_begin_one_exam(racer, so_many):
    begun = at_once(*[lambda: begin_exam(racer)] * so_many)

    assert len({attempt.pk for attempt in begun}) == 1
    assert racer.attempts.count() == 1


@so_many
def test_a_limit_of_attempts_holds_under_starts_at_once(racer, so_many):
    quiz = Quiz.objects.create(slug=f"limited-{uuid4().hex[:8]}", title="Limited", mode=Mode.EXAM, attempts_allowed=3)
    for position, item in enumerate(Item.objects.asked().order_by("pk")[:2], 1):
        Slot.objects.create(quiz=quiz, position=position, item=item)

    def sit():
        """Again and again, since a start finds the attempt that another has just begun."""
        while True:
            finish(start(quiz, racer))

    outcomes = at_once(*[sit] * so_many)

    assert racer.attempts.filter(quiz=quiz).count() == 3
    assert all(isinstance(outcome, NoAttemptsLeft) for outcome in outcomes)
