"""What learners get while others are slow or the database is in trouble: `python -m benchmarks.faults.outage`.

Serves the site over a PostgreSQL that only this command starts and stops. Clients answer checks all the time, and one
asks for liveness and readiness. First a few of them, and somebody who logs in, share the site with sixteen connections
that never finish a head or a body, or send long headers. Then the database server is restarted, its connections are
cut, it is stopped, it hangs (SIGSTOP), and another session holds the table of answers locked; the longer troubles last
`--seconds`. Prints for each trouble what was answered and how soon it was over. Exits 1 if a request was answered by
anything but success or 503, by 503 because of slow clients, or later than 10 seconds, if liveness failed, or if good
answers took more than 5 seconds to come back. `--slow` leaves the database in peace.
"""

import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from itertools import count

from benchmarks.faults.clients import Client, ClientTally, Failed, Reply, answering
from benchmarks.harness import CSRF, FORM_TYPE, DatabaseServer, Loop, OwnSite, command, own_folder, wait_until

LONGEST_ANSWER, LONGEST_RECOVERY = 10, 5
SLOW_ONES, WITH_SLOW_ONES = 16, 4  # connections; clients that answer beside them

FORM = f"Host: 127.0.0.1\r\nContent-Type: {FORM_TYPE}\r\n"
# What each of the slow connections sends before it falls silent.
UNFINISHED = {
    "nothing said": "",
    "half a head": f"GET / HTTP/1.1\r\n{FORM}",
    "half a body": f"POST /practice/ HTTP/1.1\r\n{FORM}Content-Length: 1000\r\n\r\na=",
    "half a log-in": f"POST /account/login/ HTTP/1.1\r\n{FORM}Content-Length: 1000\r\n\r\na=",
    "half a long body": f"POST /practice/ HTTP/1.1\r\n{FORM}Content-Length: 1000000\r\n\r\na=",
    "half a chunk": f"POST /practice/ HTTP/1.1\r\n{FORM}Transfer-Encoding: chunked\r\n\r\n9\r\na=",
    "half a film": f"POST /admin/lessons/lesson/1/change/ HTTP/1.1\r\n{FORM}Content-Length: 1000000000\r\n\r\na=",
}
LONG_HEADER = f"POST /account/login/ HTTP/1.1\r\n{FORM}Origin: http://{8000 * 'a'}\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True)
class DiaryEntry:
    at: float
    kind: str
    status: int  # 0 where nothing came
    took: float


class Diary(list[DiaryEntry]):
    """For each request when it was answered, with which status, and after how long."""

    def note(self, kind: str, began: float, status: int) -> None:
        now = time.monotonic()
        self.append(DiaryEntry(now, kind, status, now - began))

    def between(self, begin: float, end: float, *kinds: str) -> list[DiaryEntry]:
        return [entry for entry in list(self) if begin <= entry.at < end and entry.kind in kinds]

    def first_good(self, after: float = 0) -> float | None:
        good = (each.at for each in list(self) if each.at > after and (each.kind, each.status) == ("answer", 200))
        return min(good, default=None)


class TimedClient(Client):
    """A client that writes down each request."""

    diary: Diary

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        note = partial(self.diary.note, "answer" if fields is not None else method, time.monotonic())
        try:
            reply = super().send(method, url, fields)
        except Failed as failed:
            status = str(failed).removeprefix("status ")
            note(int(status) if status.isdigit() else 0)
            raise
        note(reply.status)
        return reply


class Prober(Loop):
    """Asks for liveness and readiness, four times a second each."""

    pause = 0.25

    def __init__(self, port: int, diary: Diary):
        super().__init__()
        self.port, self.diary = port, diary

    def once(self) -> None:
        for path in ("/healthz", "/readyz"):
            self.ask(path, "GET", path)

    def ask(self, kind: str, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> None:
        began = time.monotonic()
        status = 0
        with suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
            connection.request(method, path, body or None, headers or {})
            status = connection.getresponse().status
            connection.close()
        self.diary.note(kind, began, status)


class NewcomerProber(Prober):
    """About once a second, opens the home page and tries to log in with an unknown address."""

    pause = 0.5
    numbers = count(1)
    headers = {"Cookie": f"csrftoken={CSRF}", "X-CSRFToken": CSRF, "Content-Type": FORM_TYPE}

    def once(self) -> None:
        self.ask("GET", "GET", "/")
        form = f"login=nobody-{next(self.numbers)}@example.com&password=a-wrong-password"
        self.ask("log-in", "POST", "/account/login/", form, self.headers)


class SlowOne(Loop):
    """A connection that sends something and then nothing. It opens again when it is dropped, or after some time."""

    def __init__(self, port: int, sent: str, again_after: float | None = None):
        super().__init__()
        self.port, self.sent, self.again_after, self.pause = port, sent.encode(), again_after, again_after or 0.1

    def once(self) -> None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(self.sent)
            connection.settimeout(0.5)
            while not self.stopping.is_set():
                with suppress(TimeoutError):
                    if not connection.recv(65536):
                        return
                if self.again_after is not None:
                    return


@dataclass
class StagedTrouble:
    """`begin` causes the trouble, and `end` ends it some seconds later."""

    name: str
    begin: Callable[[], object]
    end: Callable[[], object] | None = None
    allowed: frozenset[int] = frozenset({200, 302, 503})


def slow_troubles(port: int) -> Iterator[StagedTrouble]:
    for name, sent in {**UNFINISHED, "long headers": LONG_HEADER}.items():
        again_after = 1.0 if sent == LONG_HEADER else None
        ones = [SlowOne(port, sent, again_after) for _ in range(SLOW_ONES)]
        yield StagedTrouble(name, partial(begin_all, ones), partial(end_all, ones), frozenset({200, 302}))


def begin_all(ones: list[SlowOne]) -> None:
    for one in ones:
        one.start()
    time.sleep(0.5)


def end_all(ones: list[SlowOne]) -> None:
    for one in ones:
        one.stopping.set()
    for one in ones:
        one.join()


def database_troubles(database: DatabaseServer) -> list[StagedTrouble]:
    held = database.locked("quizzes_response")
    return [
        StagedTrouble("connections cut", database.cut),
        StagedTrouble("restarted", database.restart),
        StagedTrouble("stopped", lambda: database.stop("immediate"), database.start),
        StagedTrouble("hanging", lambda: database.signal(signal.SIGSTOP), lambda: database.signal(signal.SIGCONT)),
        StagedTrouble("table locked", held.__enter__, lambda: held.__exit__(None, None, None)),
    ]


def go_through(trouble: StagedTrouble, diary: Diary, seconds: float) -> list[str]:
    """Prints the figures of one trouble, and returns what breaks a promise."""
    began = time.monotonic()
    trouble.begin()
    if trouble.end:
        time.sleep(seconds)
        trouble.end()
    over = time.monotonic()
    time.sleep(LONGEST_RECOVERY + 3)
    end = time.monotonic()
    good = diary.first_good(over)
    recovery = round(good - over, 2) if good else None
    asked = diary.between(began, end, "answer", "GET", "POST", "log-in")
    probes = diary.between(began, end, "/healthz", "/readyz")
    statuses = Counter(each.status for each in asked)
    alive, ready = (Counter(each.status for each in probes if each.kind == kind) for kind in ("/healthz", "/readyz"))
    print(
        f"{trouble.name:16} {over - began:5.1f} s; answered {dict(statuses)}, slowest {slowest_of(asked)}; good again "
        f"after {recovery} s; liveness {dict(alive)}, readiness {dict(ready)}, slowest {slowest_of(probes)}",
        flush=True,
    )
    longest = max(each.took for each in asked + probes)
    rules = {
        f"answered {dict(statuses)}": set(statuses) <= trouble.allowed,
        f"an answer took {longest:.1f} s": longest <= LONGEST_ANSWER,
        f"liveness {dict(alive)}": set(alive) == {200},
        f"good answers came back after {recovery} s": recovery is not None and recovery <= LONGEST_RECOVERY,
    }
    return [f"{trouble.name}: {what}" for what, holds in rules.items() if not holds]


def slowest_of(asked: list[DiaryEntry]) -> str:
    """The slowest request, with log-ins apart: checking a password is slow on purpose."""
    log_ins = [each.took for each in asked if each.kind == "log-in"]
    words = f"{max((each.took for each in asked if each.kind != 'log-in'), default=0):.1f} s"
    return f"{words} (log-in {max(log_ins):.1f} s)" if log_ins else words


@contextmanager
def clients_until_the_end(clients: list[TimedClient], tally: ClientTally) -> Iterator[None]:
    with answering(clients):
        yield
        tally.wanted = 0


def main(clients: int = 20, seconds: float = 15, slow: bool = False) -> int:
    diary = TimedClient.diary = Diary()
    tally = ClientTally()
    with own_folder() as folder:
        site = OwnSite(folder)
        site.database.embedded.ensure_running()
        site.prepare()
        sessions = site.people(clients)
        with site.served(DATABASE_URL=site.database.url) as web, Prober(web.port, diary):
            timed = [TimedClient(web.port, session, tally, n) for n, session in enumerate(sessions)]
            with clients_until_the_end(timed[:WITH_SLOW_ONES], tally):
                wait_until(diary.first_good)
                with NewcomerProber(web.port, diary):
                    time.sleep(2)
                    found = [wrong for each in slow_troubles(web.port) for wrong in go_through(each, diary, seconds)]
                if not slow:
                    with clients_until_the_end(timed[WITH_SLOW_ONES:], tally):
                        for trouble in database_troubles(site.database):
                            found += go_through(trouble, diary, seconds)
        log = web.log.read_text()
    found += tally.complaints[:5]
    if "Traceback" in log:
        found.append("the log holds a traceback:\n" + log[log.index("Traceback") :][:2000])
    print(*(found or ["All answered."]), sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    command(main, __doc__)
