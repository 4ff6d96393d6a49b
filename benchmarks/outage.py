"""What learners get while the database is in trouble: `python -m benchmarks.outage [--clients N] [--seconds N]`.

Serves the site from a folder of its own, over a PostgreSQL that only this command starts and stops. Clients answer
checks all the time, and one asks for liveness and readiness. The server is restarted, its connections are cut, it is
stopped, it hangs (SIGSTOP), and another session holds the table of answers locked. Prints for each trouble what was
answered and how soon it was over. Exits 1 if a request was answered by anything but success or 503, or later than
10 seconds, if liveness failed, or if good answers took more than 5 seconds to come back.
"""

import argparse
import json
import signal
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
from benchmarks.killing import Client, Failed, Reply, Site, Tally, prepare, run, served

LONGEST_ANSWER, LONGEST_RECOVERY = 10, 5


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
                began = time.monotonic()
                status = 0
                with suppress(OSError, HTTPException):
                    connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
                    connection.request("GET", path)
                    status = connection.getresponse().status
                    connection.close()
                now = time.monotonic()
                self.diary.entries.append((now, path, status, now - began))
            time.sleep(0.25)


@dataclass
class Trouble:
    """`begin` makes it, `end` ends it after some seconds."""

    name: str
    begin: Callable[[], object]
    end: Callable[[], object] = lambda: None


def troubles(server: Server) -> list[Trouble]:
    held = server.locked()
    return [
        Trouble("connections cut", server.cut),
        Trouble("restarted", server.restart),
        Trouble("stopped", lambda: server.stop("immediate"), server.start),
        Trouble("hanging", lambda: server.signal(signal.SIGSTOP), lambda: server.signal(signal.SIGCONT)),
        Trouble("table locked", held.__enter__, lambda: held.__exit__(None, None, None)),
    ]


def go_through(trouble: Trouble, diary: Diary, seconds: float) -> list[str]:
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
    asked = diary.between(began, end, "answer", "GET", "POST")
    statuses = Counter(status for _, _, status, _ in asked)
    slowest = max((seconds for *_, seconds in asked), default=0)
    alive = {status for _, _, status, _ in diary.between(began, end, "/healthz")}
    ready = Counter(status for _, _, status, _ in diary.between(began, end, "/readyz"))
    slowest_probe = max((seconds for *_, seconds in diary.between(began, end, "/healthz", "/readyz")), default=0)
    print(
        f"{trouble.name:16} {over - began:5.1f} s; "
        f"answered {dict(sorted(statuses.items()))}, slowest {slowest:.1f} s; "
        f"good again after {recovery} s; liveness {sorted(alive)}, readiness {dict(sorted(ready.items()))}, "
        f"slowest of both {slowest_probe:.1f} s",
        flush=True,
    )
    found = []
    if set(statuses) - {200, 302, 503}:
        found.append(f"{trouble.name}: answered {dict(statuses)}")
    if slowest > LONGEST_ANSWER or slowest_probe > LONGEST_ANSWER:
        found.append(f"{trouble.name}: an answer took {max(slowest, slowest_probe):.1f} s")
    if alive != {200}:
        found.append(f"{trouble.name}: liveness {alive}")
    if recovery is None or recovery > LONGEST_RECOVERY:
        found.append(f"{trouble.name}: good answers came back after {recovery} s")
    return found


def main(clients: int, seconds: float) -> int:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        folder = Path(name)
        server = Server(folder)
        server.embedded.ensure_running()
        prepare(folder)
        sessions = json.loads(run(folder, "-m", "benchmarks.killed_site", "people", str(clients)))
        diary, tally = Diary(), Tally(sys.maxsize)
        TimedClient.diary = diary
        with served(folder, "srm_site.settings", {"DATABASE_URL": server.url}) as site:
            threads = [TimedClient(site.port, session, tally, n) for n, session in enumerate(sessions)]
            prober = Prober(site.port, diary)
            for thread in [*threads, prober]:
                thread.start()
            wait_for_the_first_answer(site, diary)
            found = [wrong for trouble in troubles(server) for wrong in go_through(trouble, diary, seconds)]
            tally.wanted = 0
            prober.stopping = True
            for thread in [*threads, prober]:
                thread.join(30)
        log = (folder / "gunicorn.log").read_text()
    found += tally.complaints[:5]
    if "Traceback" in log:
        found.append("the log holds a traceback:\n" + log[log.index("Traceback") :][:2000])
    print(*(found or ["All answered."]), sep="\n")
    return int(bool(found))


def wait_for_the_first_answer(site: Site, diary: Diary) -> None:
    while diary.first_good(0, "answer") is None:
        if site.master.poll() is not None:
            raise SystemExit("The site did not start; see its log.")
        time.sleep(0.2)
    time.sleep(2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=15, help="how long the longer troubles last")
    sys.exit(main(**vars(parser.parse_args())))
