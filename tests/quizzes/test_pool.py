"""The questions that can be practiced, kept for a minute."""

from math import inf
from threading import Event, Thread

import pytest

from bank.models import Item
from matrix import facts
from quizzes import pool
from quizzes.pool import QuestionPool


def test_requests_of_one_moment_read_the_questions_once(monkeypatch, settings):
    settings.SECONDS_A_COUNT_LASTS = 60
    known, readers, reading, second = object(), [], Event(), Event()

    def read(items, facts):
        readers.append(items)
        if len(readers) > 1:
            second.set()
        reading.set()
        second.wait(0.3)  # as long as the other request has to come here too
        return []

    monkeypatch.setattr(pool, "_read", read)
    monkeypatch.setattr(pool, "_pool", (-inf, None, QuestionPool()))
    requests = [Thread(target=pool.pool_lately, args=[known]) for _ in range(2)]
    requests[0].start()
    reading.wait()
    requests[1].start()
    for request in requests:
        request.join()

    assert len(readers) == 1
    assert pool.pool_lately(known) is pool.pool_lately(known)


@pytest.mark.django_db
def test_a_worker_learns_of_a_question_that_another_has_retired_within_a_minute(monkeypatch, settings):
    settings.SECONDS_A_COUNT_LASTS = 60
    now, known = 100.0, facts.current()
    monkeypatch.setattr(pool, "monotonic", lambda: now)
    monkeypatch.setattr(pool, "_pool", (-inf, None, QuestionPool()))
    monkeypatch.setattr(pool, "_counted", (-inf, {}))
    before, counts = len(pool.pool_lately(known).questions), pool.questions_per_cell_lately()

    Item.objects.update(published=None)

    now += 59
    assert (len(pool.pool_lately(known).questions), pool.questions_per_cell_lately()) == (before, counts)
    now += 1
    assert (len(pool.pool_lately(known).questions), pool.questions_per_cell_lately()) == (0, {})
