"""A worker of the web server that is told to leave: at once if the site stops, else once others are ready."""

import pytest
from gunicorn.workers.gthread import ThreadWorker

from serving import reload
from serving.reload import PatientWorker


class Reloaded:
    class cfg:  # noqa: N801
        workers = 2


@pytest.fixture
def worker(monkeypatch):
    """A worker without a process, which notes that it was told to leave."""
    left = []
    monkeypatch.setattr(ThreadWorker, "handle_exit", lambda self, sig, frame: left.append(sig))
    monkeypatch.setattr(reload, "PATIENCE", 0.5)
    monkeypatch.setattr(reload.ready, "value", 2)
    monkeypatch.setattr(reload.wanted, "value", 0)
    worker = PatientWorker.__new__(PatientWorker)
    worker.left = left
    return worker


def test_a_stop_is_not_put_off(worker):
    worker.handle_exit(15, None)

    assert worker.left == [15]


def test_a_reload_waits_for_those_that_come_after(worker):
    reload.on_reload(Reloaded)

    worker.handle_exit(15, None)
    assert worker.left == []

    for _ in range(2):
        reload.post_worker_init(None)
    worker.leaving.join(5)
    assert worker.left == [15]


def test_new_code_that_does_not_start_does_not_keep_the_old_for_ever(worker):
    reload.on_reload(Reloaded)

    worker.handle_exit(15, None)
    worker.handle_exit(15, None)

    worker.leaving.join(5)
    assert worker.left == [15]
