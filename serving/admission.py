"""How many requests a worker process handles at once. Requests beyond that get 503 immediately.

Each worker handles as many requests as it has database connections. A few more wait for a short time. The others get
503: nobody waits for the answer to an old request. Checking a password takes a fifth of a second on purpose, so only
one is checked at a time and other requests pass it. No request begins before its body is there
(serving/request_bodies.py).
"""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate
from enum import Enum
from functools import partial
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.http import FileResponse

from serving.compression import coder_for
from serving.monitoring.log_lines import NO_ROUTE
from serving.monitoring.logs import ARRIVED, HEADER, id_of, write
from serving.request_bodies import ASKS, MAY_SEND, Bodies, NotReceived, TooManyBodies, length_of, without_body
from serving.trouble import BODIES_FULL, NO_SLOT, QUEUE_FULL, Trouble
from serving.web_server import WAITING

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class Work(Enum):
    ORDINARY = "ordinary"
    PASSWORD = "password"  # noqa: S105  no password, but the work of looking at one


# Seconds. One class that arrives at once is served, five classes are not.
PATIENCE = {Work.ORDINARY: 1.5, Work.PASSWORD: 6.0}
# Seconds that a request runs alone, which is enough for nearly all: threads that compete for Python's lock lose a
# third of the time. A request that takes longer waits for the database or is a long page, and others begin beside it.
HEAD_START = 0.025


class QueuedRequest:
    def __init__(self, work: Work):
        self.work = work
        self.called = threading.Event()
        self.came = time.monotonic()
        self.since = 0.0  # when it was called, by time.monotonic


class Admission:
    """Slots for requests at work, and a short queue for each kind of work, first come first served.

    One slot is for passwords. A request begins when the previous one has left or has had its head start.
    """

    def __init__(self, places: int, waiting: int = WAITING, head_start: float = HEAD_START):
        self.places, self.head_start = places, head_start
        self.at_work: Counter[Work] = Counter()
        self.latest: QueuedRequest | None = None
        self.waiting = waiting
        # A whole class that logs in may come to one worker.
        self.longest = {Work.ORDINARY: waiting, Work.PASSWORD: waiting * 3 // 4}
        self.queues: dict[Work, deque[QueuedRequest]] = {work: deque() for work in Work}
        self.lock = threading.Lock()
        self.somebody_waits = threading.Condition(self.lock)
        self.timekeeper: threading.Thread | None = None

    def enter(self, work: Work, *, patience: float) -> QueuedRequest | None:
        """Return a slot, waiting up to `patience` seconds, or None. The caller must give a slot back with `leave`."""
        place = QueuedRequest(work)
        with self.lock:
            self._call()
            if self._has_room(work):
                self._begin(place)
                return place
            if self.is_full_for(work):
                return None
            self.queues[work].append(place)
            self._keep_time()
        if place.called.wait(patience):
            return place
        with self.lock:
            if place.called.is_set():
                return place
            self.queues[work].remove(place)
            return None

    def is_full_for(self, work: Work) -> bool:
        return len(self.queues[work]) >= self.longest[work] or self._number_waiting() >= self.waiting

    def leave(self, place: QueuedRequest) -> None:
        with self.lock:
            self.at_work[place.work] -= 1
            if self.latest is place:
                self.latest = None
            self._call()

    def _call(self) -> None:
        first = [queue[0] for work, queue in self.queues.items() if queue and self._has_room(work)]
        if first:
            place = min(first, key=lambda waiting: waiting.came)
            self.queues[place.work].popleft()
            self._begin(place)
            place.called.set()

    def _begin(self, place: QueuedRequest) -> None:
        place.since = time.monotonic()
        self.latest = place
        self.at_work[place.work] += 1

    def _number_waiting(self) -> int:
        """Each waiting request holds a thread, and some threads must stay free to refuse others
        (serving/web_server.py).
        """
        return sum(map(len, self.queues.values()))

    def _has_room(self, work: Work) -> bool:
        if work is Work.PASSWORD and self.at_work[work]:
            return False
        return self.at_work.total() < self.places and not self._head_start_left()

    def _head_start_left(self) -> float:
        return max(0.0, self.latest.since + self.head_start - time.monotonic()) if self.latest else 0.0

    def _keep_time(self) -> None:
        """Wake waiting requests when a head start is over, since no other request would notice that."""
        if self.timekeeper is None:
            self.timekeeper = threading.Thread(target=self._call_in_time, name="admission", daemon=True)
            self.timekeeper.start()
        elif self._number_waiting() == 1:
            self.somebody_waits.notify()

    def _call_in_time(self) -> None:
        with self.lock:
            while True:
                if self._number_waiting():
                    self._call()
                    self.somebody_waits.wait(self._head_start_left() or HEAD_START)
                else:
                    self.somebody_waits.wait()


def work_of(method: str, path: str) -> Work | None:
    if path in settings.PROBES or path.startswith(settings.STATIC_URL):
        return None
    return Work.PASSWORD if method == "POST" and path in settings.LOOKS_AT_PASSWORDS else Work.ORDINARY


LENGTH = "Content-Length"
REFUSED = "whose_layer.refused"  # why, in the environment of a request, where no header can set it


class AdmissionGate:
    def __init__(self, application: Application, admission: Admission):
        self.application, self.admission, self.bodies = application, admission, Bodies()
        self.kept: dict[tuple[str, bool], RefusalResponse] = {}

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        work = work_of(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if work is None:
            return self.application(environ, start_response)
        environ[ARRIVED] = time.perf_counter()
        size = length_of(environ)
        if size == 0:
            return self.work_on(environ, start_response, work)
        if size is not None and size > settings.LARGEST_BODY:
            objection = self.objection(environ, start_response, work)
            if objection is not None:
                return objection
        try:
            self.bodies.receive(environ)
        except TooManyBodies:
            return self.refuse(without_body(environ), start_response, BODIES_FULL)
        except NotReceived as reason:
            record_refusal(environ, int(str(reason)[:3]))
            start_response(str(reason), [(LENGTH, "0")])
            return []
        environ[ARRIVED] = time.perf_counter()
        return self.work_on(environ, start_response, work)

    def objection(self, environ: dict[str, Any], start_response: StartResponse, work: Work) -> Iterable[bytes] | None:
        asking = without_body(environ) | {ASKS: environ["CONTENT_LENGTH"]}
        answer: list[Any] = []
        response = self.work_on(asking, lambda *start: answer.extend(start[:2]), work)
        if MAY_SEND in asking:
            return None
        start_response(*answer)
        return response

    def work_on(self, environ: dict[str, Any], start_response: StartResponse, work: Work) -> Iterable[bytes]:
        place = self.admission.enter(work, patience=PATIENCE[work])
        if place is None:
            cause = QUEUE_FULL if self.admission.is_full_for(work) else NO_SLOT
            return self.refuse(environ, start_response, cause)
        try:
            response = self.application(environ, start_response)
        except BaseException:  # gunicorn stops a worker that sends nothing for too long
            self.admission.leave(place)
            raise
        return sent_without_place(response, environ, partial(self.admission.leave, place))

    def refusal_of(self, environ: dict[str, Any]) -> bytes | None:
        work = work_of(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        refusal = self.kept.get(alike(environ))
        if work is None or refusal is None or not self.admission.is_full_for(work):
            return None
        environ[ARRIVED] = time.perf_counter()
        record_refusal(environ, 503, Trouble.BUSY, QUEUE_FULL)
        return refusal.reply(id_of(environ))

    def refuse(self, environ: dict[str, Any], start_response: StartResponse, cause: str) -> Iterable[bytes]:
        environ[REFUSED] = cause
        if environ["REQUEST_METHOD"] != "GET" and "HTTP_HX_REQUEST" not in environ:
            return self.application(environ, start_response)
        refusal = self.kept.get(alike(environ))
        if refusal is None:
            refusal = RefusalResponse.by(self.application, environ)
            if refusal.status.startswith("503"):
                self.kept[alike(environ)] = refusal
        else:
            record_refusal(environ, 503, Trouble.BUSY, cause)
        start_response(refusal.status, [*refusal.headers, (HEADER, id_of(environ))])
        return [refusal.body]


def alike(environ: dict[str, Any]) -> tuple[str, bool]:
    return (
        coder_for(environ.get("HTTP_ACCEPT_ENCODING", "")),
        "https" in (environ["wsgi.url_scheme"], environ.get("HTTP_X_FORWARDED_PROTO")),
    )


@dataclass(frozen=True)
class RefusalResponse:
    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @classmethod
    def by(cls, application: Application, environ: dict[str, Any]) -> "RefusalResponse":
        started: list[Any] = []
        response = application(environ, lambda *start: started.extend(start[:2]))
        body = b"".join(response)
        response.close()  # type: ignore[attr-defined]
        status, headers = started
        kept = [(name, value) for name, value in headers if name not in (HEADER, LENGTH)]
        return cls(status, [*kept, (LENGTH, str(len(body)))], body)

    def reply(self, request_id: str) -> bytes:
        told = [("Date", formatdate(usegmt=True)), ("Connection", "close"), *self.headers, (HEADER, request_id)]
        head = "".join(f"{name}: {value}\r\n" for name, value in told)
        return f"HTTP/1.1 {self.status}\r\n{head}\r\n".encode("latin-1") + self.body


def sent_without_place(response: Any, environ: dict[str, Any], leave: Callable[[], None]) -> Iterable[bytes]:
    """Return the reply to send, so that a slow reader or a paused film holds neither a slot nor a connection.

    A response that streams from the database holds both until it is sent.
    """
    if isinstance(response, (FileResponse, environ.get("wsgi.file_wrapper", FileResponse))):
        leave()
        close_old_connections()
        return response
    if response.streaming:
        return closed_by(response, leave)
    content = response.content
    try:
        response.close()
    finally:
        leave()
    return [content]


def closed_by(response: Any, then: Callable[[], None]) -> Any:
    close = response.close

    def close_both() -> None:
        try:
            close()
        finally:
            then()

    response.close = close_both
    return response


def record_refusal(environ: dict[str, Any], status: int, trouble: Trouble | None = None, cause: str = "") -> None:
    took, method = time.perf_counter() - environ[ARRIVED], environ["REQUEST_METHOD"]
    write(NO_ROUTE, method, status, took, cause)
    if settings.METRICS_TOKEN:
        from serving.monitoring import metrics  # knows models, which exist only once the site is set up

        metrics.count(NO_ROUTE, method, status, took, trouble=trouble)


def with_admission_gate(application: Application) -> Application:
    places = getattr(settings, "POOL_SIZE", 0)
    return AdmissionGate(application, Admission(places)) if places else application
