"""More requests than can be worked on: some wait, and the rest are told at once."""

import gzip
import io
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse
from gunicorn.http.wsgi import FileWrapper
from prometheus_client import REGISTRY

from serving.admission import Admission, AdmissionGate, QueuedRequest, Work, with_admission_gate

LONG = 20  # seconds; nothing here waits so long


def full(waiting: int = 2) -> tuple[Admission, QueuedRequest]:
    """A single place, and who holds it."""
    admission = Admission(1, waiting)
    place = admission.enter(Work.ORDINARY, patience=0)
    assert place
    return admission, place


def wait_in(pool, admission: Admission, work: Work):
    """Somebody who waits for a place; returns once they stand in the queue, or have one."""
    before = len(admission.queues[work])
    waiting = pool.submit(admission.enter, work, patience=LONG)
    standing = threading.Event()
    while len(admission.queues[work]) == before and not waiting.done():
        standing.wait(0.001)
    return waiting


def test_who_waits_longer_than_is_useful_is_refused_and_leaves_no_trace():
    admission, holder = full()

    assert not admission.enter(Work.ORDINARY, patience=0)
    admission.leave(holder)
    assert admission.enter(Work.ORDINARY, patience=0)


def test_who_came_first_is_called_first_whatever_for():
    admission, holder = full()
    with ThreadPoolExecutor(2) as pool:
        password, page = (wait_in(pool, admission, work) for work in (Work.PASSWORD, Work.ORDINARY))

        admission.leave(holder)
        place = password.result(LONG)
        assert place
        assert not page.done()

        admission.leave(place)
        assert page.result(LONG)


def test_one_password_is_looked_at_at_a_time_and_answers_go_on():
    admission = Admission(places=3, head_start=0)
    first = admission.enter(Work.PASSWORD, patience=0)
    assert first
    with ThreadPoolExecutor(1) as pool:
        second = wait_in(pool, admission, Work.PASSWORD)

        answer = admission.enter(Work.ORDINARY, patience=0)
        assert answer
        admission.leave(answer)
        assert not second.done()

        admission.leave(first)
        assert second.result(LONG)


def test_a_request_is_alone_at_the_start_and_the_next_begins_when_it_has_left():
    admission = Admission(places=2, head_start=LONG)
    first = admission.enter(Work.ORDINARY, patience=0)
    assert first

    assert not admission.enter(Work.ORDINARY, patience=0)
    admission.leave(first)
    assert admission.enter(Work.ORDINARY, patience=0)


def test_what_takes_longer_than_its_head_start_keeps_nobody_waiting():
    admission = Admission(places=3, head_start=0.001)
    with ThreadPoolExecutor(3) as pool:
        # Nobody leaves, so nobody but the clock could call them.
        places = [pool.submit(admission.enter, Work.ORDINARY, patience=LONG) for _ in range(3)]

        assert all(place.result(LONG) for place in places)
        assert not admission.enter(Work.ORDINARY, patience=0)


def test_who_comes_when_a_head_start_is_over_does_not_overtake_who_has_waited():
    admission = Admission(places=2, head_start=LONG)
    admission.enter(Work.ORDINARY, patience=0)
    with ThreadPoolExecutor(1) as pool:
        waiting = wait_in(pool, admission, Work.ORDINARY)
        admission.head_start = 0

        assert not admission.enter(Work.ORDINARY, patience=0)
        assert waiting.result(LONG)


def test_a_full_queue_refuses_at_once():
    admission, holder = full(waiting=1)
    with ThreadPoolExecutor(1) as pool:
        first = wait_in(pool, admission, Work.ORDINARY)

        assert not admission.enter(Work.ORDINARY, patience=LONG)

        admission.leave(holder)
        assert first.result(LONG)


def test_as_many_wait_in_all_as_there_are_threads_for():
    admission, holder = full(waiting=2)
    with ThreadPoolExecutor(2) as pool:
        page, password = wait_in(pool, admission, Work.ORDINARY), wait_in(pool, admission, Work.PASSWORD)

        assert not admission.enter(Work.ORDINARY, patience=LONG)

        admission.leave(holder)
        shown = page.result(LONG)
        assert shown
        admission.leave(shown)
        assert password.result(LONG)


@pytest.fixture
def site(db, settings):
    """The site behind a door with one place and no queue."""
    settings.SLOW_SECONDS = LONG
    return AdmissionGate(WSGIHandler(), Admission(1, waiting=0))


@dataclass
class Reply:
    status: str
    headers: dict[str, str]
    text: str
    body: Any


def ask(site, path: str = "/healthz", form: dict[str, str] | None = None, **headers: str) -> Reply:
    """What a server gets that has not sent the reply yet."""
    factory = RequestFactory(headers=headers)
    request = factory.get(path) if form is None else factory.post(path, form)
    started: list[Any] = []
    body = site(request.environ, lambda status, headers: started.extend([status, dict(headers)]))
    text = b"".join(body).decode() if "Accept-Encoding" not in headers else ""
    return Reply(*started, text, body)


@pytest.fixture
def crowded(site):
    """The same, with somebody in it who takes the place."""
    assert site.admission.enter(Work.ORDINARY, patience=0)
    return site


@pytest.fixture
def given_back(monkeypatch):
    """How often a connection to the database was given back; here nobody has one."""
    times = []
    give_back = lambda **_: times.append(1)  # noqa: E731
    request_finished.disconnect(close_old_connections)
    request_finished.connect(give_back)
    monkeypatch.setattr("serving.admission.close_old_connections", give_back)
    yield times
    request_finished.disconnect(give_back)
    request_finished.connect(close_old_connections)


def door_to(response) -> AdmissionGate:
    """One place, and always the same answer."""

    def application(environ, start_response):
        start_response("200 OK", [])
        return response

    return AdmissionGate(application, Admission(1, waiting=0))


@pytest.mark.parametrize(
    "made",
    [HttpResponse, FileResponse, FileWrapper],
    ids=["page", "part of a film", "film"],
)
def test_who_reads_slowly_keeps_neither_a_place_nor_a_connection(given_back, made):
    site = door_to(made(io.BytesIO(b"reply")))
    environ = RequestFactory().get("/a/").environ | {"wsgi.file_wrapper": FileWrapper}

    reply = site(environ, lambda status, headers: None)

    assert site.admission.enter(Work.ORDINARY, patience=0)
    assert given_back == [1]
    assert b"".join(reply) == b"reply"


def test_a_page_is_gone_as_soon_as_its_bytes_are_taken(without_collector):
    made = []

    def application(environ, start_response):
        start_response("200 OK", [])
        page = HttpResponse("page")
        made.append(weakref.ref(page))
        return page

    ask(AdmissionGate(application, Admission(1, waiting=0)), "/a/")

    assert made[0]() is None


def test_what_streams_from_the_database_keeps_its_place_until_it_was_sent(given_back):
    site = door_to(StreamingHttpResponse(["line"]))

    reply = ask(site, "/a/").body
    assert not site.admission.enter(Work.ORDINARY, patience=0)

    reply.close()
    assert site.admission.enter(Work.ORDINARY, patience=0)


def test_a_place_is_free_again_after_a_worker_was_stopped():
    def stopped(environ, start_response):
        raise SystemExit(1)

    site = AdmissionGate(stopped, Admission(1, waiting=0))

    with pytest.raises(SystemExit):
        ask(site, "/nowhere/")
    assert site.admission.enter(Work.ORDINARY, patience=0)


def test_what_is_refused_says_when_to_come_again_and_keeps_an_answer(crowded):
    refused = ask(crowded, "/practice/1/", {"event": "e1", "choice": "c1"})

    assert refused.status == "503 Service Unavailable"
    assert (refused.headers["Retry-After"], refused.headers["HX-Reswap"]) == ("2", "none")
    assert "More people are here than the site can serve at once" in refused.text
    assert '<input type="hidden" name="choice" value="c1">' in refused.text


def test_a_page_that_is_refused_leads_back_to_itself(crowded):
    refused = ask(crowded, "/progress/")

    assert (refused.headers["Retry-After"], refused.headers["Cache-Control"]) == ("2", "no-store")
    assert '<a class="btn primary" href="">Try again</a>' in refused.text
    assert "Too many people are here at once" in refused.text


@pytest.mark.parametrize("form", [None, {"event": "e1", "choice": "c1"}])
def test_pages_and_what_htmx_sends_are_refused_alike_and_by_django_only_once(crowded, form):
    asked_of_django = []
    site = crowded.application
    crowded.application = lambda environ, start: asked_of_django.append(environ) or site(environ, start)

    refused = [ask(crowded, path, form, **{"HX-Request": "true"}) for path in ("/a/", "/b/", "/c/")]

    first, second, third = ({**reply.headers, "X-Request-ID": ""} for reply in refused)
    assert first == second == third
    assert len({reply.headers["X-Request-ID"] for reply in refused}) == 3
    assert len({(reply.status, reply.text) for reply in refused}) == 1
    assert len(asked_of_django) == 1


def test_a_refusal_is_compressed_for_those_who_take_that(crowded):
    ask(crowded, "/a/")

    [zipped] = ask(crowded, "/a/", **{"Accept-Encoding": "gzip"}).body
    [for_browsers] = ask(crowded, "/a/", **{"Accept-Encoding": "gzip, br"}).body
    assert gzip.decompress(zipped).decode() == ask(crowded, "/a/").text
    assert brotli.decompress(for_browsers).decode() == ask(crowded, "/a/").text


def test_what_is_refused_is_written_down_and_counted(crowded, settings, caplog):
    settings.METRICS_TOKEN = "secret"
    caplog.set_level("INFO", "serving.requests")
    before = REGISTRY.get_sample_value("srm_refused_total", {"trouble": "busy"}) or 0

    ask(crowded, "/a/")
    caplog.clear()
    ask(crowded, "/b/")

    assert [(record.route, record.status) for record in caplog.records] == [("(no route)", 503)]
    assert REGISTRY.get_sample_value("srm_refused_total", {"trouble": "busy"}) == before + 1


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_who_logs_in_waits_for_others_who_do(site, name):
    site.admission.places, site.admission.head_start = 2, 0
    assert site.admission.enter(Work.PASSWORD, patience=0)

    assert ask(site, reverse(name), {"login": "ada@example.com"}).status == "503 Service Unavailable"
    assert ask(site, reverse(name)).status == "200 OK"


@pytest.mark.parametrize("path", ["/healthz", "/static/css/nothing.css"])
def test_probes_and_files_take_no_place(crowded, path):
    assert ask(crowded, path).status != "503 Service Unavailable"


def test_commands_and_tests_admit_everybody(settings):
    settings.POOL_SIZE = 0

    assert with_admission_gate(ask) is ask
