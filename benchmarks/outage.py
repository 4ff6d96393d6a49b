"""What learners get while others are slow or the database is in trouble: `python -m benchmarks.outage [--clients N]`.

Serves the site from a folder of its own, over a PostgreSQL that only this command starts and stops. Clients answer
checks all the time, and one asks for liveness and readiness. First a few of them, and somebody who logs in, share the
site with sixteen connections that never finish a head or a body, or send long headers. Then the database server is
restarted, its connections are cut, it is stopped, it hangs (SIGSTOP), and another session holds the table of answers
locked. Prints for each trouble what was answered and how soon it was over. Exits 1 if a request was answered by
anything but success or 503, by 503 because of slow clients, or later than 10 seconds, if liveness failed, or if good
answers took more than 5 seconds to come back. `--slow` leaves the database in peace.
"""

import argparse
import json
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.database_server import Server
from benchmarks.killing import CSRF, Client, ClientTally, Failed, KilledServer, Reply, prepare, run, served

LONGEST_ANSWER, LONGEST_RECOVERY = 10, 5
SLOW_ONES, WITH_SLOW_ONES = 16, 4  # connections; clients that answer meanwhile

FORM = "Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
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


@dataclass
class Diary:
    """When each request was answered, by what, after how long."""

    entries: list[tuple[float, str, int, float]] = field(default_factory=list)

    def between(self, begin: float, end: float, *kinds: str) -> list[tuple[float, str, int, float]]:
        return [entry for entry in list(self.entries) if begin <= entry[0] < end and (not kinds or entry[1] in kinds)]

    def first_good(self, after: float, kind: str) -> float | None:
        return min(
            (at for at, name, status, _ in list(self.entries) if at > after and name == kind and status == 200),
            default=None,
        )


class TimedClient(Client):
    """A client that writes down each request."""

    diary: Diary

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        began = time.monotonic()
        kind = "answer" if fields is not None else method
        try:
            reply = super().send(method, url, fields)
        except Failed as failed:
            status = str(failed).removeprefix("status ")
            self.note_time(kind, int(status) if status.isdigit() else 0, began)
            raise
        self.note_time(kind, reply.status, began)
        return reply

    def note_time(self, kind: str, status: int, began: float) -> None:
        now = time.monotonic()
        self.diary.entries.append((now, kind, status, now - began))


class Prober(threading.Thread):
    """Asks for liveness and readiness, four times a second each."""

    def __init__(self, port: int, diary: Diary):
        super().__init__(daemon=True)
        self.port, self.diary, self.stopping = port, diary, False

    def run(self) -> None:
        while not self.stopping:
            for path in ("/healthz", "/readyz"):
                self.ask(path, "GET", path)
            time.sleep(0.25)

    def ask(self, kind: str, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> None:
        began = time.monotonic()
        status = 0
        with suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
            connection.request(method, path, body or None, headers or {})
            status = connection.getresponse().status
            connection.close()
        now = time.monotonic()
        self.diary.entries.append((now, kind, status, now - began))


class NewcomerProber(Prober):
    """Opens the first page and logs in, with an address that nobody has, about once a second."""

    def run(self) -> None:
        headers = {
            "Cookie": f"csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        number = 0
        while not self.stopping:
            number += 1
            self.ask("GET", "GET", "/")
            form = f"login=nobody-{number}@example.com&password=a-wrong-password"
            self.ask("log-in", "POST", "/account/login/", form, headers)
            time.sleep(0.5)


class SlowOnes:
    """Connections that send something and fall silent, again as soon as they were dropped; or send it all the time."""

    def __init__(self, port: int, sent: str, pause: float | None):
        self.port, self.sent, self.pause = port, sent.encode(), pause
        self.stopping = threading.Event()
        self.threads: list[threading.Thread] = []

    def begin(self) -> None:
        self.threads = [threading.Thread(target=self.be_slow, daemon=True) for _ in range(SLOW_ONES)]
        for thread in self.threads:
            thread.start()
        time.sleep(0.5)

    def be_slow(self) -> None:
        while not self.stopping.is_set():
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)) as connection:
                connection.sendall(self.sent)
                connection.settimeout(0.5)
                while not self.stopping.is_set():
                    with suppress(TimeoutError):
                        if not connection.recv(65536):
                            break
                    if self.pause is not None:
                        break
            self.stopping.wait(self.pause or 0.1)

    def end(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()


@dataclass
class StagedTrouble:
    """`begin` makes it, `end` ends it after some seconds."""

    name: str
    begin: Callable[[], object]
    end: Callable[[], object] = lambda: None
    allowed: frozenset[int] = frozenset({200, 302, 503})


def slow_ones(port: int) -> list[StagedTrouble]:
    kinds = {name: SlowOnes(port, sent, None) for name, sent in UNFINISHED.items()}
    kinds["long headers"] = SlowOnes(port, LONG_HEADER, 1.0)
    return [StagedTrouble(name, ones.begin, ones.end, frozenset({200, 302})) for name, ones in kinds.items()]


def troubles(server: Server) -> list[StagedTrouble]:
    held = server.locked()
    return [
        StagedTrouble("connections cut", server.cut),
        StagedTrouble("restarted", server.restart),
        StagedTrouble("stopped", lambda: server.stop("immediate"), server.start),
        StagedTrouble("hanging", lambda: server.signal(signal.SIGSTOP), lambda: server.signal(signal.SIGCONT)),
        StagedTrouble("table locked", held.__enter__, lambda: held.__exit__(None, None, None)),
    ]


def go_through(trouble: StagedTrouble, diary: Diary, seconds: float) -> list[str]:
    """Prints what a trouble came to, and returns what must not be."""
    began = time.monotonic()
    trouble.begin()
    if trouble.name not in ("connections cut", "restarted"):
        time.sleep(seconds)
    trouble.end()
    over = time.monotonic()
    time.sleep(LONGEST_RECOVERY + 3)
    end = time.monotonic()
    good = diary.first_good(over, "answer")
    recovery = round(good - over, 2) if good else None
    asked = diary.between(began, end, "answer", "GET", "POST", "log-in")
    statuses = Counter(status for _, _, status, _ in asked)
    took = {kind: max(seconds for _, name, _, seconds in asked if name == kind) for _, kind, *_ in asked}
    slowest = max(took.values(), default=0)
    alive = {status for _, _, status, _ in diary.between(began, end, "/healthz")}
    ready = Counter(status for _, _, status, _ in diary.between(began, end, "/readyz"))
    slowest_probe = max((seconds for *_, seconds in diary.between(began, end, "/healthz", "/readyz")), default=0)
    print(
        f"{trouble.name:16} {over - began:5.1f} s; "
        f"answered {dict(sorted(statuses.items()))}, slowest {in_words(took)}; "
        f"good again after {recovery} s; liveness {sorted(alive)}, readiness {dict(sorted(ready.items()))}, "
        f"slowest of both {slowest_probe:.1f} s",
        flush=True,
    )
    found = []
    if set(statuses) - trouble.allowed:
        found.append(f"{trouble.name}: answered {dict(statuses)}")
    if slowest > LONGEST_ANSWER or slowest_probe > LONGEST_ANSWER:
        found.append(f"{trouble.name}: an answer took {max(slowest, slowest_probe):.1f} s")
    if alive != {200}:
        found.append(f"{trouble.name}: liveness {alive}")
    if recovery is None or recovery > LONGEST_RECOVERY:
        found.append(f"{trouble.name}: good answers came back after {recovery} s")
    return found


def in_words(took: dict[str, float]) -> str:
    """The slowest log-in apart: a password takes long on purpose."""
    at_log_in = took.pop("log-in", None)
    words = f"{max(took.values(), default=0):.1f} s"
    return words if at_log_in is None else f"{words} (log-in {at_log_in:.1f} s)"


def main(clients: int, seconds: float, slow: bool) -> int:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        folder = Path(name)
        server = Server(folder)
        server.embedded.ensure_running()
        prepare(folder)
        sessions = json.loads(run(folder, "-m", "benchmarks.killed_site", "people", str(clients)))
        diary, tally = Diary(), ClientTally(sys.maxsize)
        TimedClient.diary = diary
        with served(folder, "srm_site.settings", {"DATABASE_URL": server.url}) as site:
            threads = [TimedClient(site.port, session, tally, n) for n, session in enumerate(sessions)]
            prober, newcomer = Prober(site.port, diary), NewcomerProber(site.port, diary)
            for thread in [*threads[:WITH_SLOW_ONES], prober, newcomer]:
                thread.start()
            wait_for_the_first_answer(site, diary)
            found = [wrong for ones in slow_ones(site.port) for wrong in go_through(ones, diary, seconds)]
            newcomer.stopping = True
            newcomer.join(30)
            if not slow:
                for thread in threads[WITH_SLOW_ONES:]:
                    thread.start()
                found += [wrong for trouble in troubles(server) for wrong in go_through(trouble, diary, seconds)]
            tally.wanted = 0
            prober.stopping = True
            for thread in [*threads, prober]:
                if thread.is_alive():
                    thread.join(30)
        log = (folder / "gunicorn.log").read_text()
    found += tally.complaints[:5]
    if "Traceback" in log:
        found.append("the log holds a traceback:\n" + log[log.index("Traceback") :][:2000])
    print(*(found or ["All answered."]), sep="\n")
    return int(bool(found))


def wait_for_the_first_answer(site: KilledServer, diary: Diary) -> None:
    while diary.first_good(0, "answer") is None:
        if site.master.poll() is not None:
            raise SystemExit("The site did not start; see its log.")
        time.sleep(0.2)
    time.sleep(2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=15, help="how long the longer troubles last")
    parser.add_argument("--slow", action="store_true", help="slow clients only")
    sys.exit(main(**vars(parser.parse_args())))
