"""Rolls that meet each other, answers and regrades. These tests commit: each uses people of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection, transaction

from quizzes.models import Attempt, ItemResult
from quizzes.statistics.rollup import lock_rollup, roll, roll_all, roll_if_nobody_does
from tests.conftest import make_user
from tests.helpers.practices import practice_of
from tests.helpers.races import wait_for_backends_at_a_lock
from tests.helpers.small_bank import answered, by_hand, counted, plain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question():
    return plain(f"plain-{uuid4()}")


def sitting(question) -> Attempt:
    return practice_of(make_user(f"{uuid4()}@tests.example").learner, question)


def in_thread(do):
    try:
        return do()
    finally:
        connection.close()


def test_two_rolls_at_once_count_once(question):
    for _ in range(8):
        answered(sitting(question), 1, "r")

    with ThreadPoolExecutor(4) as pool:
        with transaction.atomic():
            lock_rollup()
            rolls = [pool.submit(in_thread, lambda: roll(3)) for _ in range(4)]
            wait_for_backends_at_a_lock(4)
        assert sum(each.result().answers for each in rolls) == 8
    roll_all()

    assert counted() == by_hand()


def test_a_page_does_not_wait_for_a_roll_of_somebody_else(question):
    answered(sitting(question), 1, "r")
    before = counted()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_rollup()
            pool.submit(in_thread, roll_if_nobody_does).result(timeout=60)
        assert counted() == before
        pool.submit(in_thread, roll_if_nobody_does).result(timeout=60)

    assert counted() == by_hand() != before


def test_nobody_who_answers_waits_for_a_roll(question):
    answered(sitting(question), 1, "r")
    other = sitting(question)

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        roll()
        pool.submit(in_thread, lambda: answered(other, 1, "w")).result(timeout=60)

    roll_all()
    assert counted() == by_hand()


def test_a_roll_does_not_wait_for_an_answer_that_somebody_holds(question):
    answered(sitting(question), 1, "r")
    answered(sitting(question), 1, "w")
    held, done = Event(), Event()

    def hold_one():
        with transaction.atomic():
            mine = ItemResult.objects.select_for_update().filter(version=question).first()
            held.set()
            assert done.wait(60)
        return mine

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(in_thread, hold_one)
        try:
            assert held.wait(60)
            roll()
            left = ItemResult.objects.filter(version=question, first_answer=None)
            assert left.count() == 1
        finally:
            done.set()
        holding.result()
    roll_all()

    assert counted() == by_hand()
