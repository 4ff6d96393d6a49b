"""Threads get what is there as a whole; what is slow, or too much, ends with the thread that takes connections."""

import socket
import struct
from collections import deque
from concurrent.futures import Future
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn, ThreadWorker

from serving import demo_server, reception, web_server
from serving.admission import Admission, AdmissionGate, Work
from serving.reception import MOST, PatientUnreader, ReceivingWorker, simple_request
from serving.trouble import QUEUE_FULL

PAGE = b"GET /progress/?by=week HTTP/1.1\r\nHost: testserver\r\nAccept-Encoding: identity\r\n\r\n"
ANSWER = b"POST /practice/1/ HTTP/1.1\r\nHost: testserver\r\nHX-Request: true\r\nContent-Length: 8\r\n\r\nchoice=a"
FORM = ANSWER.replace(b"HX-Request: true\r\n", b"")


@pytest.fixture
def door(db):
    """One place, no queue, and the site's refusal drawn once."""
    door = AdmissionGate(WSGIHandler(), Admission(1, waiting=0))
    door.refuse(RequestFactory().get("/progress/").environ, lambda status, headers: None, QUEUE_FULL)
    return door


@pytest.fixture
def crowded(door):
    assert door.admission.enter(Work.ORDINARY, patience=0)
    return door


class Loop:
    """A worker without a process, one connection of its own, and the other end of that."""

    def __init__(self, application, monkeypatch):
        self.given_to_threads = []
        monkeypatch.setattr(ThreadWorker, "enqueue_req", lambda worker, conn: self.given_to_threads.append(conn))
        self.worker = worker = ReceivingWorker.__new__(ReceivingWorker)
        worker.cfg, worker.wsgi, worker.alive = Config(), application, True
        self.told: list[str] = []
        worker.log = SimpleNamespace(exception=self.told.append)
        worker.nr_conns, worker.pending_conns, worker.keepalived_conns = 1, deque(), deque()
        worker.poller = SimpleNamespace(register=self.register, unregister=lambda connection: None)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.client = socket.create_connection(listener.getsockname())
            server, address = listener.accept()
        self.connection = TConn(worker.cfg, server, address, server.getsockname())
        self.client.settimeout(20)

    def register(self, connection, events, callback):
        self.when_readable = callback

    def take(self, sent: bytes = b"") -> None:
        if sent:
            self.client.sendall(sent)
            self.has_arrived(len(sent))
        self.worker.enqueue_req(self.connection)

    def take_more(self, sent: bytes) -> None:
        self.client.sendall(sent)
        self.has_arrived(len(sent))
        self.when_readable(self.connection.sock)

    def has_arrived(self, length: int) -> bytes:
        self.connection.sock.setblocking(True)
        arrived = self.connection.sock.recv(length, socket.MSG_PEEK | socket.MSG_WAITALL)
        self.connection.sock.setblocking(False)
        return arrived

    def answer(self, *, keepalive: bool) -> None:
        """What a thread would do with the request, and the loop after that."""
        connection = self.connection
        connection.sock.setblocking(True)
        next(connection.parser)
        done = Future()
        done.set_result(self.worker._keepalive_after(connection, keepalive))
        self.worker.finish_request(connection, done)

    @property
    def is_given_to_a_thread(self) -> bool:
        return self.given_to_threads == [self.connection]

    @property
    def waits(self) -> bool:
        return not self.given_to_threads and list(self.worker.pending_conns) == [self.connection]

    @property
    def is_over(self) -> bool:
        return self.worker.nr_conns == 0 and self.connection.sock.fileno() == -1


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


def test_while_there_is_room_nobody_is_refused(door, loop_of):
    door.admission.longest[Work.ORDINARY] = door.admission.waiting = 1
    loop = loop_of(door)

    loop.take(PAGE)

    assert loop.is_given_to_a_thread


LARGE = ANSWER.replace(b"Content-Length: 8", b"Content-Length: %d" % (MOST + 1))
CHUNKED = ANSWER.replace(b"Content-Length: 8", b"Transfer-Encoding: chunked")
EXPECTS = ANSWER.replace(b"\r\n\r\nchoice=a", b"\r\nExpect: 100-continue\r\n\r\n")


@pytest.mark.parametrize(
    "request_",
    [
        FORM,
        PAGE.replace(b"/progress/", b"/healthz"),
        PAGE.replace(b"/progress/", b"/static/css/site.css"),
        PAGE.replace(b"identity", b"gzip"),  # no such refusal was drawn yet
        LARGE,
        CHUNKED,
        EXPECTS,
    ],
    ids=["form", "probe", "file", "first of its kind", "large body", "body without a length", "waits to be told"],
)
def test_what_is_not_simple_goes_to_a_thread_and_is_there_to_be_read(crowded, loop_of, request_):
    loop = loop_of(crowded)

    loop.take(request_)

    assert loop.is_given_to_a_thread
    assert loop.connection.parser.unreader.take_buffered() == request_


@pytest.mark.parametrize("length", [0, 1, PAGE.index(b"\r\n") + 1, len(PAGE) - 1])
def test_half_a_head_takes_no_thread_until_the_rest_has_come(loop_of, length):
    loop = loop_of(None)

    loop.take(PAGE[:length])
    assert loop.waits

    loop.take_more(PAGE[length:])
    assert loop.is_given_to_a_thread
    assert loop.connection.parser.unreader.take_buffered() == PAGE
    assert not loop.worker.pending_conns


def test_half_a_body_takes_no_thread_until_the_rest_has_come(loop_of):
    loop = loop_of(None)

    loop.take(FORM[:-3])
    loop.take_more(FORM[-3:-1])
    assert loop.waits

    loop.take_more(FORM[-1:])
    assert loop.is_given_to_a_thread
    assert next(loop.connection.parser).body.read() == b"choice=a"


@pytest.mark.parametrize("sent", [b"", PAGE[:-2], FORM[:-1]], ids=["nothing", "half a head", "half a body"])
def test_who_owes_the_rest_for_too_long_is_dropped(loop_of, sent):
    loop = loop_of(None)
    loop.take(sent)

    loop.worker.murder_pending()
    assert loop.waits
    loop.connection.timeout -= reception.SILENCE
    loop.worker.murder_pending()

    assert loop.is_over
    assert not loop.given_to_threads


def test_a_head_without_an_end_is_refused_and_not_kept(loop_of):
    loop = loop_of(None)

    loop.take(PAGE[:-2] + b"X: ")
    loop.take_more(MOST * b"x")
    status, *_ = all_from(loop.client)

    assert status == b"HTTP/1.1 431 Request Header Fields Too Large"
    assert not loop.given_to_threads


def test_half_a_request_that_came_along_with_the_last_one_takes_no_thread(loop_of):
    loop = loop_of(None)
    loop.take(PAGE + PAGE[:-2])
    loop.given_to_threads.clear()

    loop.answer(keepalive=True)
    assert loop.waits

    loop.take_more(PAGE[-2:])
    assert loop.is_given_to_a_thread


def test_a_connection_ends_when_its_client_hangs_up_and_the_loop_waits_for_nobody(loop_of):
    loop = loop_of(None)
    loop.take(PAGE)
    loop.given_to_threads.clear()

    loop.answer(keepalive=False)
    assert loop.client.recv(1) == b""
    assert loop.waits

    loop.client.close()
    loop.has_arrived(1)
    loop.when_readable(loop.connection.sock)
    assert loop.is_over


@pytest.mark.parametrize("request_", [LARGE, CHUNKED], ids=["with a length", "without"])
def test_a_body_that_nobody_read_ends_the_connection(loop_of, request_):
    loop = loop_of(None)
    loop.take(request_)

    loop.answer(keepalive=True)

    assert loop.client.recv(1) == b""
    assert not loop.worker.keepalived_conns


def test_a_connection_whose_request_was_read_stays(loop_of):
    loop = loop_of(None)
    loop.take(PAGE)

    loop.answer(keepalive=True)

    assert list(loop.worker.keepalived_conns) == [loop.connection]


def test_who_hangs_up_takes_no_thread(loop_of):
    loop = loop_of(None)
    loop.client.shutdown(socket.SHUT_WR)
    assert loop.has_arrived(1) == b""

    loop.take()

    assert not loop.given_to_threads
    assert loop.is_over


@pytest.fixture
def unreader(loop_of):
    loop = loop_of(None)
    loop.take(LARGE)
    loop.connection.sock.setblocking(True)
    loop.connection.parser.unreader.take_buffered()
    return loop.connection.parser.unreader


def test_silence_ends_what_a_thread_reads(unreader, monkeypatch):
    assert isinstance(unreader, PatientUnreader)
    monkeypatch.setattr(reception, "SILENCE", 0.001)

    with pytest.raises(TimeoutError):
        unreader.read()


def test_a_body_that_would_take_for_ever_ends_though_something_comes_each_time(unreader, loop_of):
    loop = loop_of(None)
    loop.take(LARGE)
    unreader = loop.connection.parser.unreader
    unreader.take_buffered()
    loop.connection.sock.setblocking(True)

    loop.client.sendall(b"x")
    assert unreader.read() == b"x"
    unreader.since -= reception.SILENCE + 1
    loop.client.sendall(b"x")

    with pytest.raises(TimeoutError):
        unreader.read()


def test_who_takes_nothing_of_a_reply_is_dropped(loop_of, monkeypatch):
    monkeypatch.setattr(reception, "SENDING", 0)
    monkeypatch.setattr(reception, "struct", SimpleNamespace(pack=lambda form, *seconds: struct.pack(form, 0, 1)))
    loop = loop_of(None)
    loop.take(PAGE)
    loop.connection.sock.setblocking(True)

    with pytest.raises(BlockingIOError):
        loop.connection.sock.sendall(bytes(100_000_000))


@pytest.mark.parametrize("error", [TimeoutError(), BlockingIOError()], ids=["sends nothing", "takes nothing"])
def test_a_client_that_falls_silent_is_no_error_in_the_log(error, capfd):
    log = web_server.Log(Config())

    for each in (error, OSError("a fault")):
        try:
            raise each
        except OSError:
            log.exception("Socket error processing request.")

    assert capfd.readouterr().err.count("Traceback") == 1


@pytest.mark.parametrize("setting", ["worker_class", "threads", "worker_connections", "sendfile", "logger_class"])
def test_the_demo_receives_as_the_web_server_does(setting):
    assert getattr(demo_server, setting) == getattr(web_server, setting)


def test_connections_leave_files_for_what_else_a_worker_opens():
    each_request = 2  # a connection to the database, and a body on the disk

    assert web_server.worker_connections + each_request * web_server.threads < 1024


def test_what_cannot_be_looked_at_goes_to_a_thread_and_the_loop_goes_on(crowded, loop_of, monkeypatch):
    monkeypatch.setattr(crowded, "refusal_of", lambda environ: 1 / 0)
    loop = loop_of(crowded)

    loop.take(PAGE)

    assert loop.is_given_to_a_thread
    assert loop.told == ["A request could not be looked at."]


def test_an_application_without_refusals_is_served_as_ever(loop_of):
    loop = loop_of(lambda environ, start_response: [])

    loop.take(PAGE)

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
