"""Requests are received by the thread that takes connections; the other threads get what is there as a whole.

A thread that waits for the rest of a request is one less for everybody else, and sixty half-sent heads would take all
of them. Here a client that is slow, or says nothing, costs a connection and a few KB until it is dropped. A body that
is too large for that is read by a thread, a few at a time (serving/request_bodies.py).

What is too much is refused here too, and needs no thread for that: one that is handed a request only to refuse it
wakes up and asks for Python's lock, which who is at work then waits for. With five times the load, most of the time
went there. Only what is simple is refused here; the rest goes the usual way, to be refused at the door
(serving/admission.py).
"""

import re
import selectors
import socket
import struct
import time
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import unquote

from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import ThreadWorker

MOST = 16_384  # bytes of a head, and of a body, that are received here
SILENCE = 10  # seconds, after which a client that owes us something is dropped
SENDING = 30  # seconds, after which a client that takes nothing of a reply is dropped
SLOWEST = 1_000  # bytes a second that a larger body must come to
LINE = re.compile(rb"(GET|POST) ([^ ?]+)[^ ]* HTTP/1\.1")
LENGTH = re.compile(rb"(?i)\r\ncontent-length:[ \t]*(\d{1,5})[ \t]*(?=\r\n|\Z)")
EXPECTS = re.compile(rb"(?i)\r\nexpect:")  # to be told to go on: gunicorn does that, in a thread
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def is_whole(sent: bytes) -> bool:
    """Whether a thread can begin with it: nothing is missing, or nothing but a body that is not received here."""
    head, end, body = sent.partition(b"\r\n\r\n")
    length = LENGTH.search(head)
    if not end or not length or EXPECTS.search(head):
        return bool(end)
    return len(body) >= int(length[1]) or int(length[1]) > MOST


def simple_request(sent: bytes) -> dict[str, Any] | None:
    """As in the environment of WSGI: a request that is there as a whole and can be refused without its body.

    The choice of a form without htmx would have to be given back.
    """
    head, end, body = sent.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    asked = LINE.fullmatch(first)
    if not (asked and end):
        return None
    method, path = asked[1].decode(), unquote(asked[2].decode("latin-1"))
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.url_scheme": "http"}
    for line in lines:
        name, _, value = line.decode("latin-1").partition(":")
        key = "HTTP_" + name.upper().replace("-", "_")
        if key in environ:
            return None
        environ[key] = value.strip()
    is_all = environ.get("HTTP_CONTENT_LENGTH", "0") == str(len(body)) and "HTTP_TRANSFER_ENCODING" not in environ
    return environ if is_all and (method == "GET" or "HTTP_HX_REQUEST" in environ) else None


def taken_from(client: socket.socket) -> bytes | None:
    """What has come from a client, if anything; None if it has hung up."""
    try:
        return client.recv(MOST) or None
    except BlockingIOError:
        return b""
    except OSError:
        return None


class PatientUnreader(SocketUnreader):
    """What a thread reads of a request. Raises TimeoutError for silence, and for what would take for ever."""

    def begin(self) -> None:
        self.since, self.taken = time.monotonic(), 0

    def chunk(self, size_hint=None):
        self.sock.settimeout(SILENCE)
        try:
            data = super().chunk(size_hint)
        finally:
            self.sock.settimeout(None)
        self.taken += len(data)
        if time.monotonic() - self.since > SILENCE + self.taken / SLOWEST:
            raise TimeoutError("a body comes too slowly")
        return data


class ReceivingWorker(ThreadWorker):
    """Asks the application for `refusal_of(environ)`, if it has that: a whole reply, or nothing."""

    def enqueue_req(self, conn):
        """A connection is new, or something has come on it."""
        sent = self.received(conn)
        if sent is None:
            self.part_from(conn)
        elif is_whole(sent):
            if refusal := self.refusal_of(sent):
                self.send_off(conn, refusal)
            else:
                super().enqueue_req(conn)
        elif len(sent) > MOST and b"\r\n\r\n" not in sent:
            self.send_off(conn, TOO_LONG)
        else:
            self.wait_for(conn, self.on_pending_socket_readable)

    def received(self, conn) -> bytes | None:
        """What has come of the next request, which stays there to be read; None if the client has hung up."""
        if not conn.initialized:
            conn.init()
            conn.parser.unreader = PatientUnreader(conn.sock)
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SENDING, 0))
        unreader = conn.parser.unreader
        sent = unreader.take_buffered()  # of a request that came along with the last one
        if not is_whole(sent):
            conn.sock.setblocking(False)
            if (more := taken_from(conn.sock)) is None:
                return None
            sent = (sent + more).lstrip(b"\r\n")
        unreader.unread(sent)
        unreader.begin()
        return sent

    def refusal_of(self, sent: bytes) -> bytes | None:
        try:
            request = simple_request(sent) if hasattr(self.wsgi, "refusal_of") else None
            return self.wsgi.refusal_of(request) if request else None
        except Exception:
            # What fails in a thread costs one reply; here it would end the loop, and with it the worker.
            self.log.exception("A request could not be looked at.")
            return None

    def wait_for(self, conn, when_readable) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SILENCE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(when_readable, conn))

    def send_off(self, conn, reply: bytes) -> None:
        with suppress(OSError):  # who reads no replies gets none
            conn.sock.send(reply, socket.MSG_DONTWAIT)
        self.take_leave(conn)

    def take_leave(self, conn) -> None:
        """Ends a connection when its client does: to close while something still comes would cut the reply off."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.part_from(conn)
        else:
            self.wait_for(conn, self.discard)

    def discard(self, conn, client) -> None:
        if taken_from(client) is None:
            self.poller.unregister(client)
            self.pending_conns.remove(conn)
            self.part_from(conn)

    def part_from(self, conn) -> None:
        self.nr_conns -= 1
        conn.close()

    def _keepalive_after(self, conn, keepalive):
        """A body that nobody wanted ends the connection: to read it would keep a thread for as long as it comes."""
        reader = conn.parser.mesg.body.reader
        return keepalive and not (getattr(reader, "length", 0) or getattr(reader, "parser", None))

    def finish_request(self, conn, fs):
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
        else:  # gunicorn would wait here for the client to hang up, for two seconds in which nobody else is served
            self.take_leave(conn)
