"""What is too much is refused by the thread that takes connections, and needs no other for that.

A request that is handed to a thread only to be refused has that thread wake up and ask for Python's lock, which who is
at work then waits for: with five times the load, most of the time went there. Only what is simple is refused here;
the rest goes the usual way, to be refused at the door (srm_site/admission.py).
"""

import re
import selectors
import socket
import time
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import unquote

from gunicorn.workers.gthread import ThreadWorker

MOST = 16_384  # bytes of a request that is looked at
LINE = re.compile(rb"(GET|POST) ([^ ?]+)[^ ]* HTTP/1\.1")


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
    is_whole = environ.get("HTTP_CONTENT_LENGTH", "0") == str(len(body)) and "HTTP_TRANSFER_ENCODING" not in environ
    return environ if is_whole and (method == "GET" or "HTTP_HX_REQUEST" in environ) else None


class RefusingWorker(ThreadWorker):
    """Asks the application for `refusal_of(environ)`: a whole reply, or nothing. One that has none is served as ever.

    A connection on which nothing was sent yet waits in the loop: threads are for requests.
    """

    def enqueue_req(self, conn):
        if not self.can_be_looked_at(conn):
            super().enqueue_req(conn)
            return
        try:
            sent = conn.sock.recv(MOST, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            self.await_request(conn)
            return
        except OSError:
            sent = b""
        if not sent:  # the client has hung up
            self.part_from(conn)
        elif refusal := self.refusal_of(sent):
            self.send_off(conn, len(sent), refusal)
        else:
            conn.data_ready = True
            super().enqueue_req(conn)

    def can_be_looked_at(self, conn) -> bool:
        """Not under TLS, and not where the next request was read along with the last one."""
        if self.cfg.is_ssl or conn.is_http2 or not hasattr(self.wsgi, "refusal_of"):
            return False
        return conn.parser is None or not conn.parser.unreader.buf.getvalue()

    def refusal_of(self, sent: bytes) -> bytes | None:
        try:
            request = simple_request(sent)
            return self.wsgi.refusal_of(request) if request else None
        except Exception:
            # What fails in a thread costs one reply; here it would end the loop, and with it the worker.
            self.log.exception("A request could not be looked at.")
            return None

    def await_request(self, conn) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def send_off(self, conn, length: int, refusal: bytes) -> None:
        with suppress(OSError):  # who reads no replies gets none
            conn.sock.recv(length)  # what is left unread would cut off the reply
            conn.sock.send(refusal, socket.MSG_DONTWAIT)
        self.part_from(conn)

    def part_from(self, conn) -> None:
        self.nr_conns -= 1
        conn.close()
