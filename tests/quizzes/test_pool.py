"""The questions that can be practiced, kept for a minute."""

from math import inf
from threading import Event, Thread

from quizzes import pool
from quizzes.pool import QuestionPool


def test_requests_of_one_moment_read_the_questions_once(monkeypatch, settings):
    settings.SECONDS_A_COUNT_LASTS = 60
    facts, readers, reading, second = object(), [], Event(), Event()

    def read(items, facts):
        readers.append(items)
        if len(readers) > 1:
            second.set()
        reading.set()
        second.wait(0.3)  # as long as the other request has to come here too
        return []

    monkeypatch.setattr(pool, "_read", read)
    monkeypatch.setattr(pool, "_pool", (-inf, None, QuestionPool()))
    requests = [Thread(target=pool.pool_lately, args=[facts]) for _ in range(2)]
    requests[0].start()
    reading.wait()
    requests[1].start()
    for request in requests:
        request.join()

    assert len(readers) == 1
    assert pool.pool_lately(facts) is pool.pool_lately(facts)
