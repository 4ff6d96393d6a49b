"""What a line of the log tells, and what it must not tell."""

import io
import json
import logging
import os
import re
import subprocess
import sys

import pytest
from django.db import OperationalError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from serving import web_server
from serving.monitoring import log_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch):
    """Whatever is written as JSON, line by line."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(log_lines.JsonFormatter())
    handler.addFilter(log_lines.PrivacyFilter())
    root = logging.getLogger()
    root.addHandler(handler)
    monkeypatch.setattr(logging.getLogger("serving.requests"), "level", logging.INFO)
    logging.getLogger("serving.requests").manager._clear_cache()
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    logging.getLogger("serving.requests").manager._clear_cache()


def test_a_request_is_told_by_its_route_and_the_id_in_its_answer(client, log):
    answer = client.get("/matrix/?service=ec2")

    [line] = log()
    assert line["message"].startswith("GET /matrix/ 200 in ")
    assert (line["route"], line["method"], line["status"], line["level"]) == ("/matrix/", "GET", 200, "INFO")
    assert line["request_id"] == answer["X-Request-ID"]


SECRETS = [
    ("/account/password/reset/key/1-c9xk2u-0123456789abcdef0123456789abcdef/", "/account/password/reset/key/"),
    ("/account/confirm-email/MQ:1tFq7J:Xy3kTz8w0_sG5fK2mN9qRvLcB4hA7dEo/", "/account/confirm-email/"),
    ("/plan/4fj3k2l1m0n9b8v7c6x5z4a3s2d1f0g9.ics", "/plan/<slug:token>.ics"),
]


@pytest.mark.parametrize(("address", "route"), SECRETS)
def test_what_opens_a_door_is_not_written(client, log, address, route, caplog):
    with caplog.at_level(logging.WARNING, "django.request"):
        client.get(address)

    secret = address.rstrip("/").rsplit("/", 1)[1].removesuffix(".ics")
    assert log()
    for line in log():
        assert secret not in json.dumps(line)
        assert line.get("route", route).startswith(route)


def test_a_person_who_logs_in_is_not_named(client, lena, log):
    client.post("/account/login/?email=lena@example.com", {"login": lena.email, "password": "correct-horse-battery"})

    assert "lena" not in json.dumps(log())


def test_addresses_rows_and_long_random_words_are_struck_out(log):
    try:
        raise ValueError("duplicate key\nDETAIL:  Key (email)=(lena@example.com) already exists.")
    except ValueError:
        logging.getLogger("quizzes").exception("session 0123456789abcdef0123456789abcdef of lena@example.com")

    [line] = log()
    assert line["message"] == "session (secret) of (address)"
    assert "lena" not in line["exception"]
    assert "DETAIL: (row)" in line["exception"]


@pytest.fixture
def logger(log):
    return logging.getLogger("quizzes")


def test_a_line_is_cut_before_anything_is_struck_out(client, log, monkeypatch):
    lengths = []
    monkeypatch.setattr(log_lines, "STRUCK_OUT", [(Walked(lengths), "")])

    client.post("/account/login/", headers={"Origin": "http://" + 8_000 * "a"})
    Client(enforce_csrf_checks=True).post("/account/login/", headers={"Origin": "http://" + 8_000 * "a"})

    assert any("Origin checking failed" in line["message"] for line in log())
    assert max(lengths) <= log_lines.LONGEST_LINE


class Walked:
    """A pattern that finds nothing, and notes how much it had to read."""

    def __init__(self, lengths: list[int]):
        self.lengths = lengths

    def sub(self, word: str, text: str) -> str:
        self.lengths.append(len(text))
        return text


@pytest.mark.parametrize(
    "formatter", [log_lines.PlainFormatter(), web_server.Log.formatter(), log_lines.JsonFormatter()], ids=type
)
def test_a_traceback_keeps_its_beginning_and_its_end(formatter):
    def dig(depth: int):
        raise ValueError("a" * 50_000 + "\n" + "b\n" * 50_000 + "the end") if not depth else dig(depth - 1)

    try:
        dig(3)
    except ValueError:
        record = logging.makeLogRecord({"msg": "It broke.", "exc_info": sys.exc_info()})

    written = formatter.format(record)

    assert "It broke." in written
    assert "Traceback (most recent call last)" in written
    assert written.rstrip('"}').endswith("the end")
    assert len(written) < log_lines.LONGEST_ENTRY + 10_000  # a line break is written as two characters in JSON


@pytest.mark.parametrize(
    "said",
    [
        " " * 986 + "lena@example.com" + " " * 8_000,
        " " * 8_000 + "lena@example.com" + " " * 986,
        " " * 986 + "0123456789abcdef0123456789abcdef" + " " * 8_000,
        " " * 8_000 + "0123456789abcdef0123456789abcdef" + " " * 980,
        "duplicate key DETAIL:  " + "Key (name)=(lena) " * 500,
        " " * 1_500 + "DETAIL:  " + "Key (name)=(lena) " * 500,
        " " * 996 + "DETAIL:  " + "Key (name)=(lena) " * 500,
    ],
)
def test_what_is_cut_through_does_not_come_out_in_halves(logger, log, said):
    logger.error("%s", said)

    [line] = log()
    for part in ("lena", "exam", "example", "cdef", "0123"):
        assert part not in line["message"]


def test_a_row_whose_beginning_is_left_out_is_struck_out_to_the_end_of_its_line(logger, log):
    logger.error("%s", "\n".join([".\n" * 6_000, "DETAIL: " + 4_000 * "lena " + "\nHINT: what to do"]))

    assert log()[0]["message"].endswith("\nHINT: what to do")
    assert "lena" not in log()[0]["message"]


BEFORE = [  # the same words, found by patterns that may begin anywhere
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "(address)"),
    (re.compile(r"(?<=DETAIL:).*"), " (row)"),
    (re.compile(r"(?=[\w:-]*\d)(?=[\w:-]*[A-Za-z])[\w:-]{20,}", re.ASCII), "(secret)"),
]


@given(st.lists(st.sampled_from(["a", "1", "é", ".", "-", ":", "+", "%", "@", "a@b.c", "1a-" * 7, " "]), max_size=40))
def test_as_much_is_struck_out_as_if_a_pattern_could_begin_anywhere(pieces):
    text = expected = "".join(pieces)
    for pattern, word in BEFORE:
        expected = pattern.sub(word, expected)

    assert log_lines.strike_out(text) == re.sub(r"(\(address\))+", "(address)", expected)


@pytest.mark.parametrize("run", ["lena.lovelace@example.com", "0123456789abcdef0123456789abcdef"])
def test_no_pattern_begins_inside_a_run_which_would_be_walked_for_each_of_its_characters(run):
    found = [(pattern, match) for pattern, _ in log_lines.STRUCK_OUT if (match := pattern.search(run))]

    for pattern, match in found:
        starts = [start for start in range(match.end()) if pattern.match(run, start)]
        assert starts == [0]
    assert found


def test_a_database_that_is_away_is_one_line_without_a_traceback(learner_client, log, monkeypatch):
    def fail(self):
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    learner_client.raise_request_exception = False

    learner_client.get("/progress/")

    warning, line = log()
    assert warning["level"] == "WARNING"
    assert warning["message"].endswith("OperationalError: connection refused")
    assert "exception" not in warning
    assert line["status"] == 503


def test_a_fault_of_ours_keeps_its_traceback(learner_client, log, monkeypatch):
    monkeypatch.setattr("srm_site.home.render", None)
    learner_client.raise_request_exception = False

    assert learner_client.get("/").status_code == 500

    assert "TypeError" in log()[0]["exception"]


def test_a_slow_request_is_a_warning(client, log, settings):
    settings.SLOW_SECONDS = 0

    client.get("/healthz")

    [line] = log()
    assert line["level"] == "WARNING"
    assert line["message"].startswith("slow: GET /healthz 200")


@pytest.mark.parametrize(("proxies", "kept"), [(0, False), (1, True)])
def test_an_id_is_taken_from_a_proxy_that_is_trusted(settings, proxies, kept):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    answer = Client().get("/healthz", headers={"X-Request-ID": "abcdef-123456", "X-Forwarded-For": "192.0.2.1"})

    assert (answer["X-Request-ID"] == "abcdef-123456") is kept


def test_an_id_that_would_break_a_line_is_not_taken(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    answer = Client().get("/healthz", headers={"X-Request-ID": 'evil"} {"level": "x', "X-Forwarded-For": "192.0.2.1"})

    assert len(answer["X-Request-ID"]) == 16


def test_the_web_servers_master_loads_nothing_of_django():
    """What it held would be its own: workers write to every page of memory that they got from it."""
    code = "import sys, serving.web_server; print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_who_asks_for_a_host_of_somebody_else_writes_nothing_into_the_log(tmp_path):
    """Scanners do it all day."""
    code = "import django; django.setup(); from django.test import Client; print(Client().get('/').status_code)"
    own = {"DJANGO_SETTINGS_MODULE": "srm_site.settings", "SRM_SLOW_SECONDS": "60", "SRM_STATIC_ROOT": str(tmp_path)}
    environment = os.environ | own  # in which no testserver is allowed

    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout == "400\n"
    assert done.stderr == ""
