"""The log says why a request got 503, wherever in the code that is decided."""

import io
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection, transaction

from serving.admission import Admission, AdmissionGate, Work
from serving.monitoring import logs
from serving.request_bodies import Bodies
from serving.trouble import BODIES_FULL, NO_CHANGES, NO_SLOT, QUEUE_FULL, SWITCHED
from tests.serving.test_admission import ask
from tests.serving.test_request_bodies import send

pytestmark = pytest.mark.django_db
ROOMS = (
    "serving",
    "accounts",
    "matrix",
    "lessons",
    "bank",
    "exchange",
    "quizzes",
    "planner",
    "teach",
    "lti",
    "srm_site",
)
# A module that is added here needs a test for its cause: below, or in tests/lti/test_attacks.py.
ANSWER_503 = {"serving/admission.py", "serving/refusals.py", "srm_site/pages.py", "lti/launch_views.py"}


@pytest.fixture
def said(monkeypatch, caplog):
    """What the log says so far."""
    monkeypatch.setattr(logs, "refused", {})
    return lambda: [record.getMessage() for record in caplog.records]


@pytest.fixture
def gate():
    """The site with one slot, which is taken."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # which would end the test's transaction
    site = AdmissionGate(WSGIHandler(), Admission(1, waiting=0))
    assert site.admission.enter(Work.ORDINARY, patience=0)
    yield site
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_other_module_answers_503():
    base = Path(settings.BASE_DIR)
    files = [path for room in ROOMS for path in (base / room).rglob("*.py") if "migrations" not in path.parts]

    found = {
        path for path in files if re.search(r"status(_code)?\s*=\s*503|, 503, Trouble|Unavailable\(", path.read_text())
    }

    assert {str(path.relative_to(base)) for path in found} == ANSWER_503


@pytest.mark.parametrize("form", [None, {"event": "e1"}])
def test_a_full_queue(gate, said, form):
    for _ in range(3):
        ask(gate, "/a/", form)

    assert said() == [f"Requests are refused with 503: {QUEUE_FULL} (0 more since the last such line)"]


def test_a_slot_that_did_not_become_free(gate, said, monkeypatch):
    gate.admission.waiting, gate.admission.longest = 9, dict.fromkeys(Work, 9)
    monkeypatch.setattr("serving.admission.PATIENCE", dict.fromkeys(Work, 0))

    ask(gate, "/a/")

    assert NO_SLOT in said()[0]


def test_too_many_larger_bodies(gate, said):
    gate.bodies = Bodies(reading=0)

    assert send(gate, io.BytesIO(50_000 * b"x"), 50_000) == "503 Service Unavailable"

    assert BODIES_FULL in said()[0]


def test_the_read_only_switch(client, settings, said):
    settings.READ_ONLY = True

    client.post("/account/login/", {})

    assert SWITCHED in said()[0]


def test_a_database_that_takes_no_changes(learner_client, said):
    learner_client.raise_request_exception = False
    before = transaction.savepoint_create()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")

    learner_client.post("/learn/shared-responsibility-model/check/")
    transaction.savepoint_rollback(before)

    assert any(NO_CHANGES in line for line in said())


def test_a_database_that_is_away(learner_client, said, monkeypatch):
    def fail(self):
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    learner_client.raise_request_exception = False

    assert learner_client.get("/progress/").status_code == 503

    assert any("connection refused" in line for line in said())


def test_a_probe_that_is_not_ready(client, said):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'quizzes'")

    answer = client.get("/readyz")

    assert any(f"not ready: {answer.text.strip()}" in line for line in said())


def test_a_cause_is_written_once_a_minute_with_their_number(said, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(logs.time, "monotonic", lambda: now)
    for _ in range(5):
        logs.note_refusal(QUEUE_FULL)
    now += logs.SAME_CAUSE

    logs.note_refusal(QUEUE_FULL)

    assert [re.search(r"\((\d+) more", line)[1] for line in said()] == ["0", "4"]


def test_the_line_of_a_request_has_its_cause(client, settings, said, caplog):
    caplog.set_level(logging.INFO, "serving.requests")
    settings.READ_ONLY = True

    client.post("/account/login/", {})

    assert SWITCHED in [getattr(record, "cause", "") for record in caplog.records]
