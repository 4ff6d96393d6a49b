"""The accepting thread receives requests; the other threads get complete ones.

A thread that waits for the rest of a request serves nobody, and sixty half-sent heads would block all of them. Here a
slow or silent client costs a connection and a few KB until it is dropped. A larger body is read by a thread, a few at
a time (serving/request_bodies.py).

Requests beyond the limit are refused here too, without a thread: a thread that wakes up only to refuse competes for
Python's lock with the requests at work, which took most of the time at five times the load. Only simple requests are
refused here; serving/admission.py refuses the others.
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
SILENCE = 10  # seconds after which a client that should send something is dropped
SENDING = 30  # seconds after which a client that reads nothing of a reply is dropped
SLOWEST = 1_000  # bytes per second at which a larger body must arrive
LINE = re.compile(rb"(GET|POST) ([^ ?]+)[^ ]* HTTP/1\.1")
LENGTH = re.compile(rb"(?i)\r\ncontent-length:[ \t]*(\d{1,5})[ \t]*(?=\r\n|\Z)")
EXPECTS = re.compile(rb"(?i)\r\nexpect:")  # the client waits for 100 Continue, which gunicorn sends in a thread
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def is_whole(sent: bytes) -> bool:
    head, end, body = sent.partition(b"\r\n\r\n")
    length = LENGTH.search(head)
    if not end or not length or EXPECTS.search(head):
        return bool(end)
    return len(body) >= int(length[1]) or int(length[1]) > MOST


def simple_request(sent: bytes) -> dict[str, Any] | None:
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
    try:
        return client.recv(MOST) or None
    except BlockingIOError:
        return b""
    except OSError:
        return None


class PatientUnreader(SocketUnreader):
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
    def enqueue_req(self, conn):
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
        if not conn.initialized:
            conn.init()
            conn.parser.unreader = PatientUnreader(conn.sock)
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SENDING, 0))
        unreader = conn.parser.unreader
        sent = unreader.take_buffered()  # of a request that arrived together with the last one
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
            # An error in a thread costs one reply; here it would end the loop and the worker.
            self.log.exception("A request could not be looked at.")
            return None

    def wait_for(self, conn, when_readable) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SILENCE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(when_readable, conn))

    def send_off(self, conn, reply: bytes) -> None:
        with suppress(OSError):  # the client may read no replies
            conn.sock.send(reply, socket.MSG_DONTWAIT)
        self.take_leave(conn)

    def take_leave(self, conn) -> None:
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
        """End the connection after an unread body: reading it would occupy a thread for as long as it comes."""
        reader = conn.parser.mesg.body.reader
        return keepalive and not (getattr(reader, "length", 0) or getattr(reader, "parser", None))

    def finish_request(self, conn, fs):
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
        else:  # gunicorn would wait two seconds for the client to hang up, and serve nobody in that time
            self.take_leave(conn)
