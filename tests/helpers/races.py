"""Several connections at once, for tests that commit."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from time import monotonic
from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts.models import Learner
from tests.conftest import make_user


@pytest.fixture
def racer() -> Learner:
    """Somebody whom no other test has met."""
    return make_user(f"{uuid4()}@tests.example").learner


def at_once(*works: Callable, refusals: tuple[type[Exception], ...] = ()) -> list:
    """What each returns, or which refusal it raises, each on a connection of its own, all let go together."""
    ready = Barrier(len(works))

    def run(work):
        try:
            ready.wait()
            return work()
        except refusals as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@contextmanager
def held(lock: Callable, *, until_waiting: int) -> Iterator[None]:
    """Holds a lock until so many others wait for it, so that they surely meet."""
    with transaction.atomic():
        lock()
        yield
        wait_for_backends_at_a_lock(until_waiting)


def wait_for_backends_at_a_lock(count: int) -> None:
    """Returns once so many other connections wait for a lock."""
    deadline = monotonic() + 60  # on a machine with much else to do
    with connection.cursor() as cursor:
        while monotonic() < deadline:
            # Inside a transaction the view would keep showing what it showed first.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= count:
                return
    raise TimeoutError(f"not {count} connections came to wait for a lock")
