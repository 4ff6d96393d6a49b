"""What is too much is refused by the thread that takes connections; all else goes the usual way."""

import socket
from collections import deque
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from gunicorn.workers.gthread import TConn, ThreadWorker

from srm_site.admission import Admission, Door, Work
from srm_site.refusing import RefusingWorker, simple_request

PAGE = b"GET /progress/?by=week HTTP/1.1\r\nHost: testserver\r\nAccept-Encoding: identity\r\n\r\n"
ANSWER = b"POST /practice/1/ HTTP/1.1\r\nHost: testserver\r\nHX-Request: true\r\nContent-Length: 8\r\n\r\nchoice=a"
FORM = ANSWER.replace(b"HX-Request: true\r\n", b"")


@pytest.fixture
def door(db):
    """One place, no queue, and the site's refusal drawn once."""
    door = Door(WSGIHandler(), Admission(1, waiting=0))
    door.refuse(RequestFactory().get("/progress/").environ, lambda status, headers: None)
    return door


@pytest.fixture
def crowded(door):
    assert door.admission.enter(Work.PAGE, patience=0)
    return door


class Loop:
    """A worker without a process, one connection of its own, and the other end of that."""

    def __init__(self, application, monkeypatch):
        self.given_to_threads = []
        monkeypatch.setattr(ThreadWorker, "enqueue_req", lambda worker, conn: self.given_to_threads.append(conn))
        self.worker = worker = RefusingWorker.__new__(RefusingWorker)
        worker.cfg = SimpleNamespace(is_ssl=False, keepalive=5)
        worker.wsgi = application
        self.told: list[str] = []
        worker.log = SimpleNamespace(exception=self.told.append)
        worker.nr_conns, worker.pending_conns = 1, deque()
        worker.poller = SimpleNamespace(register=self.register, unregister=lambda connection: None)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.client = socket.create_connection(listener.getsockname())
            server, _ = listener.accept()
        self.connection = TConn(worker.cfg, server, None, None)
        self.client.settimeout(20)

    def register(self, connection, events, callback):
        self.when_readable = callback

    def take(self, sent: bytes = b"") -> None:
        if sent:
            self.client.sendall(sent)
            self.has_arrived(len(sent))
        self.worker.enqueue_req(self.connection)

    def has_arrived(self, length: int) -> bytes:
        self.connection.sock.setblocking(True)
        return self.connection.sock.recv(length, socket.MSG_PEEK | socket.MSG_WAITALL)

    @property
    def is_given_to_a_thread(self) -> bool:
        return self.given_to_threads == [self.connection]


@pytest.fixture
def loop_of(monkeypatch):
    loops = []

    def made(application) -> Loop:
        loops.append(Loop(application, monkeypatch))
        return loops[-1]

    yield made
    for loop in loops:
        loop.client.close()
        loop.connection.close()


def all_from(client: socket.socket) -> tuple[bytes, dict[str, str], bytes]:
    reply = b""
    while more := client.recv(65536):
        reply += more
    head, _, body = reply.partition(b"\r\n\r\n")
    status, *headers = head.split(b"\r\n")
    return status, dict(line.decode().split(": ", 1) for line in headers), body


@pytest.mark.parametrize("request_", [PAGE, ANSWER], ids=["page", "answer by htmx"])
def test_who_finds_no_room_is_refused_as_at_the_door(crowded, loop_of, request_):
    loop = loop_of(crowded)
    at_the_door = []
    [body] = crowded(RequestFactory().get("/progress/").environ, lambda *start: at_the_door.extend(start))

    loop.take(request_)
    status, headers, sent = all_from(loop.client)

    assert (status.decode(), sent) == (f"HTTP/1.1 {at_the_door[0]}", body)
    assert headers.pop("Connection") == "close"
    del headers["Date"]
    assert headers | {"X-Request-ID": ""} == dict(at_the_door[1]) | {"X-Request-ID": ""}
    assert int(headers["Content-Length"]) == len(body)
    assert not loop.given_to_threads
    assert loop.worker.nr_conns == 0


def test_while_there_is_room_nobody_is_refused(door, loop_of):
    door.admission.longest[Work.PAGE] = door.admission.waiting = 1
    loop = loop_of(door)

    loop.take(PAGE)

    assert loop.is_given_to_a_thread


@pytest.mark.parametrize(
    "request_",
    [
        FORM,
        PAGE.replace(b"/progress/", b"/healthz"),
        PAGE.replace(b"/progress/", b"/static/css/site.css"),
        PAGE.replace(b"identity", b"gzip"),  # no such refusal was drawn yet
        PAGE[:-2],
        ANSWER[:-1],
    ],
    ids=["form", "probe", "file", "first of its kind", "half a head", "half a body"],
)
def test_what_is_not_simple_goes_to_a_thread_and_is_there_to_be_read(crowded, loop_of, request_):
    loop = loop_of(crowded)

    loop.take(request_)

    assert loop.is_given_to_a_thread
    assert loop.connection.sock.recv(65536) == request_


def test_who_says_nothing_takes_no_thread_until_something_comes(door, loop_of):
    loop = loop_of(door)

    loop.take()
    assert not loop.given_to_threads
    assert loop.connection in loop.worker.pending_conns

    loop.client.sendall(FORM)
    loop.has_arrived(len(FORM))
    loop.when_readable(loop.connection.sock)
    assert loop.is_given_to_a_thread
    assert not loop.worker.pending_conns


def test_who_hangs_up_takes_no_thread(door, loop_of):
    loop = loop_of(door)
    loop.client.shutdown(socket.SHUT_WR)
    assert loop.has_arrived(1) == b""

    loop.take()

    assert not loop.given_to_threads
    assert loop.worker.nr_conns == 0


def test_what_cannot_be_looked_at_goes_to_a_thread_and_the_loop_goes_on(crowded, loop_of, monkeypatch):
    monkeypatch.setattr(crowded, "refusal_of", lambda environ: 1 / 0)
    loop = loop_of(crowded)

    loop.take(PAGE)

    assert loop.is_given_to_a_thread
    assert loop.told == ["A request could not be looked at."]


def test_an_application_without_refusals_is_served_as_ever(loop_of):
    loop = loop_of(lambda environ, start_response: [])

    loop.take()

    assert loop.is_given_to_a_thread


@pytest.mark.parametrize(
    "sent",
    [
        FORM,
        b"",
        b"nonsense\r\n\r\n",
        PAGE.replace(b"HTTP/1.1", b"HTTP/1.0"),
        PAGE.replace(b"GET", b"HEAD"),
        PAGE + b"GET / HTTP/1.1\r\n\r\n",
        ANSWER.replace(b"Content-Length: 8", b"Transfer-Encoding: chunked"),
        ANSWER.replace(b"Content-Length: 8", b"Content-Length: 8\r\nContent-Length: 7"),
        ANSWER.replace(b"Content-Length: 8", b"Content-Length: -8"),
        ANSWER.replace(b"Content-Length: 8", b"Content-Length: " + 5000 * b"8"),  # more digits than Python reads
    ],
)
def test_only_simple_requests_are_told_apart(sent):
    assert simple_request(sent) is None


def test_a_request_is_read_as_the_server_reads_it():
    environ = simple_request(PAGE.replace(b"/progress/", b"/progr%65ss/"))

    assert environ
    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("GET", "/progress/")
    assert environ["HTTP_ACCEPT_ENCODING"] == "identity"
