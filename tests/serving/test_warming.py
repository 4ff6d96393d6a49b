"""A new worker has made what lasts before anybody asks it for a page."""

import gc
import logging
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test.client import ClientHandler

from matrix import facts
from serving import warming
from serving.prepared import Prepared
from srm_site.home import home_row


class Worker:
    def __init__(self, wsgi):
        self.wsgi = wsgi


def application(environ, start):
    """The site, on the connection of the test."""
    response = ClientHandler()(environ)
    start(f"{response.status_code}", response.items())
    return response


@pytest.fixture(autouse=True)
def only_a_worker_is_kept_from_the_collector():
    yield
    gc.unfreeze()


@pytest.fixture
def cold(db, monkeypatch):
    """A process that has read no facts and composed no query."""
    monkeypatch.setattr(facts, "_known", None)
    vars(home_row).pop("made", None)


@pytest.mark.parametrize("address", settings.PAGES_AT_START)
def test_the_pages_are_there_for_visitors(client, db, address):
    assert client.get(address).status_code == 200


def test_facts_are_read_and_queries_composed(cold):
    warming.warm_up(application)

    assert facts._known is not None
    assert "made" in vars(home_row)
    assert home_row in Prepared.known


@pytest.mark.parametrize("hosts", [["whose-layer.example"], [".whose-layer.example"], ["localhost"]])
def test_production_answers_with_the_page(db, settings, monkeypatch, hosts):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = hosts, True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    answers = []

    def noting(environ, start):
        return application(environ, lambda status, headers: answers.append(status))

    warming.warm_up(noting)

    assert answers == ["200"] * len(settings.PAGES_AT_START)


def test_what_nobody_asked_for_is_in_no_log(cold, settings, caplog):
    settings.SLOW_SECONDS = 0
    caplog.set_level(logging.INFO, "serving.requests")

    warming.warm_up(application)

    assert caplog.records == []


def test_a_database_that_hangs_does_not_stop_a_worker(monkeypatch):
    monkeypatch.setattr(warming, "SECONDS", 0.01)
    answers = Event()
    monkeypatch.setattr(warming, "warm_up", lambda application: answers.wait())

    warming.warm_up_worker(Worker(application))

    answers.set()


def test_without_a_database_a_worker_begins(settings, monkeypatch):
    settings.PAGES_AT_START = []

    def away(**_):
        raise OperationalError

    monkeypatch.setattr(warming.transaction, "atomic", away)

    warming.warm_up(lambda environ, start: [])


def test_a_worker_looks_for_garbage_only_among_what_came_after_its_start(monkeypatch):
    monkeypatch.setattr(warming, "warm_up", lambda application: None)
    lasting = [[]]

    warming.warm_up_worker(Worker(application))
    later = [[]]

    looked_at = gc.get_objects()
    assert any(each is later for each in looked_at)
    assert not any(each is lasting for each in looked_at)


IN_A_PROCESS = """
import re
from pathlib import Path
from serving.warming import gather_in_large_pages

def in_large_pages():
    return int(re.search(r"AnonHugePages: +(\\d+)", Path("/proc/self/smaps_rollup").read_text())[1])

kept = [b"x" * 100 for _ in range(200_000)]
before = in_large_pages()
gather_in_large_pages()
print(before, in_large_pages())
"""


@pytest.mark.skipif(
    not Path("/sys/kernel/mm/transparent_hugepage").exists(), reason="this system has no large pages to gather in"
)
def test_what_a_worker_has_loaded_comes_to_lie_in_large_pages():
    said = subprocess.run([sys.executable, "-c", IN_A_PROCESS], capture_output=True, text=True, check=True).stdout

    before, after = map(int, said.split())
    assert after >= before + 10_000  # KB; more than 20 MB are in use
