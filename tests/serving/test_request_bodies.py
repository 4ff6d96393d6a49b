"""A body is there as a whole before its request takes a place at work; how large it may be is asked before that."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client, RequestFactory

from serving.admission import Admission, AdmissionGate, Work
from serving.request_bodies import IN_MEMORY, MAY_SEND, Bodies, TooManyBodies, read
from tests.serving.test_admission import ask as ask_door

LONG = 20  # seconds; nothing here waits so long
FILM = "/admin/lessons/lesson/1/change/"
FORM = {"CONTENT_TYPE": "application/x-www-form-urlencoded"}


class Slow(io.BytesIO):
    """A body of which nothing comes until somebody says so."""

    def __init__(self, body: bytes = b""):
        super().__init__(body)
        self.is_read, self.comes = Event(), Event()

    def read(self, size=-1):
        self.is_read.set()
        assert self.comes.wait(LONG)
        return super().read(size)


class Untouched(io.BytesIO):
    def read(self, size=-1):
        raise AssertionError("the body was read")


class Silent(io.BytesIO):
    def read(self, size=-1):
        raise TimeoutError


@pytest.fixture
def site(db):
    """The site behind a door with one place and no queue."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)  # which would end the test's transaction
    yield AdmissionGate(WSGIHandler(), Admission(1, waiting=0))
    for signal in signals:
        signal.connect(close_old_connections)


def send(site, body: io.BytesIO, size: int | None, path: str = "/nowhere/", session: str = "", **more: str) -> str:
    """The status of the answer to a POST with this body."""
    length = {"HTTP_TRANSFER_ENCODING": "chunked"} if size is None else {"CONTENT_LENGTH": str(size)}
    cookie = {"HTTP_COOKIE": f"sessionid={session}"} if session else {}
    request = RequestFactory().generic("POST", path, **{"wsgi.input": body} | FORM | length | cookie | more)
    told = []
    reply = site(request.environ, lambda status, headers: told.append(status))
    b"".join(reply)
    if hasattr(reply, "close"):
        reply.close()
    return told[0]


def test_who_never_finishes_a_body_keeps_nobody_waiting(site):
    bodies = [Slow(), Slow()]
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(send, site, body, 1_000) for body in bodies]
        assert all(body.is_read.wait(LONG) for body in bodies)

        assert ask_door(site, "/nowhere/").status == "404 Not Found"

        for body in bodies:
            body.comes.set()
        assert [each.result(LONG) for each in sent] == ["400 Bad Request"] * 2


def test_a_few_larger_bodies_are_read_at_once_and_the_rest_is_told_to_come_again(site):
    site.bodies = Bodies(reading=1)
    body = Slow(50_000 * b"x")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(send, site, body, 50_000)
        assert body.is_read.wait(LONG)

        assert send(site, Untouched(), 50_000) == "503 Service Unavailable"
        assert send(site, Untouched(), None) == "503 Service Unavailable"
        assert send(site, Untouched(), 10, HTTP_EXPECT="100-continue") == "503 Service Unavailable"
        assert send(site, io.BytesIO(10 * b"x"), 10) == "404 Not Found"

        body.comes.set()
        assert first.result(LONG) == "404 Not Found"
    assert send(site, io.BytesIO(50_000 * b"x"), 50_000) == "404 Not Found"


def test_silence_ends_a_request_before_it_takes_a_place(site, caplog):
    caplog.set_level("INFO", "serving.requests")
    assert site.admission.enter(Work.ORDINARY, patience=0)

    assert send(site, Silent(), 50_000) == "408 Request Timeout"
    assert [record.status for record in caplog.records] == [408]


@pytest.mark.parametrize("said", [4, 4_000, 400_000])
def test_a_body_that_is_shorter_than_it_said_is_not_taken_for_whole(site, said):
    assert send(site, io.BytesIO(b"a=1"), said) == "400 Bad Request"


def test_no_more_is_read_than_a_body_said():
    stream = io.BytesIO(b"a=1&b=2GET / HTTP/1.1")

    body, size = read(stream, 7)

    assert (body.read(), size) == (b"a=1&b=2", 7)
    assert stream.read() == b"GET / HTTP/1.1"


def test_a_body_without_a_length_is_a_form_like_any_other():
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": io.BytesIO(b"a=1")}
    request = RequestFactory().generic("POST", "/nowhere/", **chunked | FORM)

    Bodies().receive(request.environ)

    assert WSGIRequest(request.environ).POST.dict() == {"a": "1"}


def test_a_body_without_a_length_ends_at_the_limit(site, settings):
    settings.LARGEST_BODY = 10
    body = io.BytesIO(1_000 * b"x")

    assert send(site, body, None) == "413 Content Too Large"
    assert body.tell() == 11


def test_a_body_is_not_kept_in_memory(settings):
    settings.FILE_UPLOAD_TEMP_DIR = None

    small, _ = read(io.BytesIO(1_000 * b"x"), 1_000)
    large, _ = read(io.BytesIO(2 * IN_MEMORY * b"x"), 2 * IN_MEMORY)

    assert (small._rolled, large._rolled) == (False, True)


@pytest.fixture
def editor_client(content_editor):
    client = Client()
    client.force_login(content_editor)
    return client


def key_of(client: Client) -> str:
    return client.cookies["sessionid"].value


@pytest.mark.parametrize("who", ["visitor", "learner"])
@pytest.mark.parametrize("path", [FILM, "/admin/lessons/lesson/add/", "/account/login/"])
def test_who_may_not_send_a_film_is_told_before_anything_is_read(site, learner_client, who, path):
    session = key_of(learner_client) if who == "learner" else ""

    assert send(site, Untouched(), 10_000_001, path, session) == "413 Content Too Large"


def test_who_may_change_lessons_may_send_a_film_there_and_nowhere_else(site, editor_client, settings):
    settings.LARGEST_BODY = 100
    session = key_of(editor_client)

    assert send(site, io.BytesIO(1_000 * b"x"), 1_000, FILM, session) == "403 Forbidden"  # read, but without a token
    assert send(site, Untouched(), 1_000, "/account/login/", session) == "413 Content Too Large"
    assert send(site, Untouched(), settings.LARGEST_FILM + 1, FILM, session) == "413 Content Too Large"


def test_who_still_owes_a_second_factor_may_not_send_a_film(site, editor_client, settings):
    settings.REQUIRE_SECOND_FACTOR = True

    assert send(site, Untouched(), 100_000_000, FILM, key_of(editor_client)) == "302 Found"


def test_one_film_is_written_at_a_time_and_takes_no_place_for_that(settings):
    settings.LARGEST_BODY = 100
    site = AdmissionGate(anybody_may_send, Admission(1, waiting=0))
    film = Slow(1_000 * b"x")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(send, site, film, 1_000, FILM)
        assert film.is_read.wait(LONG)

        place = site.admission.enter(Work.ORDINARY, patience=0)
        assert place
        site.admission.leave(place)
        with pytest.raises(TooManyBodies):
            site.bodies.receive(RequestFactory().post(FILM, {"film": 1_000 * "x"}).environ)

        film.comes.set()
        assert first.result(LONG) == "200 OK"


def anybody_may_send(environ, start_response):
    environ[MAY_SEND] = True
    start_response("200 OK", [])
    return HttpResponse()


def test_whether_a_film_may_be_sent_is_asked_only_where_there_is_a_place(site, editor_client):
    assert site.admission.enter(Work.ORDINARY, patience=0)

    assert send(site, Untouched(), 100_000_000, FILM, key_of(editor_client)) == "503 Service Unavailable"


def test_a_film_is_refused_by_the_page_that_others_get(editor_client):
    answer = Client().generic("POST", FILM, b"x", CONTENT_LENGTH="99999999")

    assert answer.status_code == 413
    assert "up to 10 MB" in answer.text
