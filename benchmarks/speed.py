"""How fast the pages are, as ratios: `bin/bench`, or `python -m benchmarks.speed [--rounds N] [--seconds N]`.

Serves the site from a folder of its own, by gunicorn (2 workers of 4 threads), and beside it a bare Django site of two
views over the same database: one reads a row, one stores one (`benchmarks/bare.py`). Eight connections ask for one
page after another as a browser does; rounds go through all pages in turn, so that what disturbs the machine disturbs
all of them. A ratio is the CPU time of the bare view, web server and database together, over that of the page in the
same round; the one of throughput is printed beside it, and flattered by a sender that shares the cores. The medians of
the rounds are printed, with queries, what comes over the wire, and minor page faults: over a hundred a request, the
stack of frames crosses the end of a chunk in each call, which Python 3.13 may map and unmap again each time. Bytes and
requests of visits are counted by Chromium, named by SRM_CHROMIUM.

Prints JSON. Exits 1 where a floor of docs/quality.md is missed.
"""

import json
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.harness import CSRF, FORM_TYPE, DatabaseServer, OwnSite, WebServer, command, own_site
from benchmarks.speed_site import make, queries_of
from benchmarks.verdict import TOTAL, cookies_of, launched, timed

CONNECTIONS = 8
LESSON = "/learn/shared-responsibility-model/"
MATRIX = "/matrix/?kind=all"
PAGES = {
    "home": "/",
    "lesson": LESSON,
    "matrix": MATRIX,
    "progress": "/progress/",
    "practice": "/practice/",
    "plan": "/plan/",
    "review": "/review/",
    "exam": "/exam/",
}
MADE_NOW = "plan, not stored"
OF_A_TEACHER = {
    "item analysis": "/teach/items/",
    "class page": "/teach/students/{}/",
    "search in a class": "/teach/students/{}/?q=17@class",
    "gradebook": "/teach/students/{}/gradebook/",
}
ANSWER = "answer"
BARE_READ, BARE_WRITE = "bare view, one query", "bare view, one write"

# CPU time of the bare view over that of the page; docs/quality.md.
FLOORS = {
    "lesson": 0.15,
    "question": 0.21,
    ANSWER: 0.18,
    "matrix": 0.20,
    "home": 0.10,
    "progress": 0.15,
    "practice": 0.08,
    "plan": 0.08,
    "review": 0.08,
    "item analysis": 0.05,
    "class page": 0.05,
}
MOST_QUERIES = {"lesson": 4, "matrix": 2, "question": 3, ANSWER: 5, "home": 8}
MOST_KB = {"matrix": 22}
MOST_VERDICT_MS = 60
MOST_BYTES, MOST_REQUESTS = 60_000, 8
MOST_MEMORY_MB = 210
MANY_FAULTS = 100


@dataclass
class RequestLoad:
    """One kind of request: raw HTTP, drawn from `requests` by all connections."""

    port: int
    requests: Iterator[bytes]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> bytes:
        with self.lock:
            return next(self.requests)


@dataclass(frozen=True)
class Pass:
    """What one kind of request cost over some seconds."""

    throughput: float
    web_ms: float
    database_ms: float
    faults: float  # minor ones, of the web server
    bytes: int
    refused: int

    @property
    def cpu_ms(self) -> float:
        return self.web_ms + self.database_ms


def request_of(port: int, url: str, session: str = "", body: str | None = None) -> bytes:
    lines = [
        f"{'GET' if body is None else 'POST'} {url} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: sessionid={session}; csrftoken={CSRF}",
        "Accept-Encoding: gzip, deflate, br, zstd",
    ]
    if body is not None:
        lines += [
            f"X-CSRFToken: {CSRF}",
            "HX-Request: true",
            f"Content-Type: {FORM_TYPE}",
            f"Content-Length: {len(body)}",
        ]
    return ("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode()


class RefusedError(RuntimeError):
    """503: the machine does so much else that requests wait too long."""


class Connection:
    """Does as little work as it can, since it shares the machine with the site that it measures."""

    def __init__(self, port: int):
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, request: bytes) -> int:
        """Returns the bytes of the reply. Raises RefusedError for a 503, and RuntimeError unless it is a 200."""
        try:
            return self._ask(request)
        except (BrokenPipeError, ConnectionResetError):
            # The server closes a connection that was idle.
            self.socket = None
            return self._ask(request)

    def _ask(self, request: bytes) -> int:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)
        reply = self.socket.recv(65536)
        if not reply:
            raise BrokenPipeError
        while b"\r\n\r\n" not in reply:
            reply += self.socket.recv(65536)
        head, _, body = reply.partition(b"\r\n\r\n")
        status = head.split(b" ", 2)[1]
        if status not in (b"200", b"503"):
            raise RuntimeError(f"{request.splitlines()[0].decode()} was answered by {head[:300]!r}")
        headers = head.lower()
        length = int(headers.partition(b"content-length:")[2].partition(b"\r\n")[0])
        missing = length - len(body)
        while missing:
            missing -= len(self.socket.recv(missing))
        if b"connection: close" in headers:
            self.socket.close()
            self.socket = None
        if status == b"503":
            raise RefusedError
        return len(head) + 4 + length


def measure(work: RequestLoad, seconds: float, spent: Callable[[], tuple[float, ...]]) -> Pass:
    asked, carried, refused = [0] * CONNECTIONS, [0] * CONNECTIONS, [0] * CONNECTIONS
    problems: list[Exception] = []
    stop = time.monotonic() + seconds

    def keep_asking(number: int) -> None:
        connection = Connection(work.port)
        try:
            while time.monotonic() < stop:
                try:
                    carried[number] += connection.ask(work.next())
                    asked[number] += 1
                except RefusedError:
                    refused[number] += 1
        except (OSError, RuntimeError, StopIteration) as problem:
            problems.append(problem)

    began, before = time.monotonic(), spent()
    threads = [threading.Thread(target=keep_asking, args=[number]) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, after = time.monotonic() - began, spent()
    if problems:
        raise SystemExit(f"A request failed: {problems[0]!r}")
    requests = sum(asked) or 1
    web_ms, database_ms, faults = ((now - then) / requests for then, now in zip(before, after, strict=True))
    return Pass(requests / took, web_ms, database_ms, faults, round(sum(carried) / requests), sum(refused))


def counted_by_kernel(pids: list[int], fields: slice) -> int:
    """The sum of these fields of proc(5)'s `stat`, counted from the state, over the processes that have not ended."""
    total = 0
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, stat[fields]))
    return total


def ms_of_cpu(pids: list[int]) -> float:
    """Of these processes and of their ended children so far."""
    return 1000 * counted_by_kernel(pids, slice(11, 15)) / os.sysconf("SC_CLK_TCK")


def minor_faults(pids: list[int]) -> int:
    return counted_by_kernel(pids, slice(7, 9))


def megabytes_of(web: WebServer) -> float:
    """The memory of the master and its workers. What they share is counted once."""
    rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in web.processes]
    return sum(int(kilobytes) for rollup in rollups for kilobytes in re.findall(r"^Pss: +(\d+)", rollup, re.M)) / 1024


def of_a_teacher(made: dict[str, Any]) -> dict[str, str]:
    return {name: url.format(made["class"]) for name, url in OF_A_TEACHER.items()}


def works(site: WebServer, bare: WebServer, made: dict[str, Any]) -> dict[str, RequestLoad]:
    sessions = [reader["session"] for reader in made["readers"]]

    def over(port: int, urls: list[tuple[str, str]]) -> RequestLoad:
        return RequestLoad(port, cycle([request_of(port, url, session) for url, session in urls]))

    found = {
        BARE_READ: over(bare.port, [("/read/", "")]),
        BARE_WRITE: over(bare.port, [("/write/", "")]),
        **{name: over(site.port, [(url, session) for session in sessions[:-1]]) for name, url in PAGES.items()},
        MADE_NOW: over(site.port, [(PAGES["plan"], sessions[-1])]),
        "question": over(site.port, [(reader["question"], reader["session"]) for reader in made["readers"]]),
        **{name: over(site.port, [(url, made["teacher"])]) for name, url in of_a_teacher(made).items()},
    }
    forms = (request_of(site.port, form["url"], form["session"], form["body"]) for form in made["forms"])
    return found | {ANSWER: RequestLoad(site.port, forms)}


def passes(
    site: WebServer, bare: WebServer, database: DatabaseServer, made: dict[str, Any], rounds: int, seconds: float
) -> dict[str, list[Pass]]:
    """The first round warms up and does not count."""
    by_name = works(site, bare, made)
    Connection(bare.port).ask(by_name[BARE_READ].next())  # with the first query the database starts

    def spent() -> tuple[float, ...]:
        web = site.processes + bare.processes
        return ms_of_cpu(web), ms_of_cpu(database.processes), minor_faults(web)

    counted: dict[str, list[Pass]] = {name: [] for name in by_name}
    for number in range(rounds + 1):
        for name, work in by_name.items():
            print(f"\rround {number} of {rounds}: {name:30}", end="", file=sys.stderr, flush=True)
            done = measure(work, seconds, spent)
            if number:
                counted[name].append(done)
    print(file=sys.stderr)
    return counted


def figures(counted: dict[str, list[Pass]], queries: dict[str, int]) -> dict[str, Any]:
    told = {}
    for name, done in counted.items():
        base = counted[BARE_WRITE if name == ANSWER else BARE_READ]
        pairs = list(zip(done, base, strict=True))
        told[name] = {
            "CPU ratio": round(median(bare.cpu_ms / each.cpu_ms for each, bare in pairs), 3),
            "ratio of throughput": round(median(each.throughput / bare.throughput for each, bare in pairs), 3),
            "requests a second": round(median(each.throughput for each in done), 1),
            "CPU ms": round(median(each.cpu_ms for each in done), 2),
            "of which database": round(median(each.database_ms for each in done), 2),
            "refused": sum(each.refused for each in done),
            "minor faults": round(median(each.faults for each in done)),
            "KB": round(median(each.bytes for each in done) / 1000, 1),
            **({"queries": queries[name]} if name in queries else {}),
        }
    return told


def visits(browser: Browser, web: WebServer, session: str) -> dict[str, Any]:
    """Kilobytes over the wire and requests: of a first visit with an empty cache, and of the same page again."""
    told = {}
    for name, url in {"home": "/", "lesson": LESSON, "matrix": "/matrix/", "matrix, all": MATRIX}.items():
        for who, cookies in (("visitor", []), ("learner", cookies_of(session, web))):
            with browser.new_context() as context:
                context.add_cookies(cookies)
                page = context.new_page()
                network = context.new_cdp_session(page)
                network.send("Network.enable")
                sizes: list[float] = []
                network.on(
                    "Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"])
                )
                for visit in ("first", "second"):
                    sizes.clear()
                    page.goto(f"{web.url}{url}", wait_until="networkidle")
                    carried = [size for size in sizes if size]
                    told[f"{name}, {who}, {visit}"] = {"KB": round(sum(carried) / 1000, 1), "requests": len(carried)}
    return told


def missed(report: dict[str, Any]) -> list[str]:
    """The limits that do not hold, in words."""
    pages, verdict = report["pages"], report[f"{TOTAL}, ms"]["p95"]
    wrong = [
        f"{name}: CPU ratio {pages[name]['CPU ratio']} under {least}"
        for name, least in FLOORS.items()
        if pages[name]["CPU ratio"] < least
    ]
    wrong += [
        f"{name}: {pages[name]['KB']} KB, {most} allowed" for name, most in MOST_KB.items() if pages[name]["KB"] > most
    ]
    wrong += [
        f"{name}: {pages[name]['queries']} queries, {most} allowed"
        for name, most in MOST_QUERIES.items()
        if pages[name]["queries"] > most
    ]
    wrong += [
        f"{name}: {visit['KB']} KB in {visit['requests']} requests"
        for name, visit in report["visits"].items()
        if 1000 * visit["KB"] > MOST_BYTES or visit["requests"] > MOST_REQUESTS
    ]
    if report["memory, MB"] > MOST_MEMORY_MB:
        wrong.append(f"memory: {report['memory, MB']} MB")
    if verdict > MOST_VERDICT_MS:
        wrong.append(f"click to painted verdict: p95 {verdict} ms")
    return wrong


def measured(site: OwnSite, rounds: int, seconds: float, answers: int, verdicts: int) -> dict[str, Any]:
    made = site.call(make, answers)
    reader = made["readers"][0]
    asked = {name: {"url": url, "session": reader["session"]} for name, url in PAGES.items()} | {
        "question": {"url": reader["question"], "session": reader["session"]},
        **{name: {"url": url, "session": made["teacher"]} for name, url in of_a_teacher(made).items()},
        ANSWER: made["forms"].pop(),
    }
    queries = site.call(queries_of, asked)
    with sync_playwright() as playwright, launched(playwright) as browser, site.served() as web:
        with site.served("benchmarks.bare") as bare:
            counted = passes(web, bare, site.database, made, rounds, seconds)
        return {
            "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1),
            "pages": figures(counted, queries),
            "memory, MB": round(megabytes_of(web)),
            "visits": visits(browser, web, reader["session"]),
            f"{TOTAL}, ms": timed(browser, web, made["teacher"], verdicts)[TOTAL],
        }


def main(rounds: int = 7, seconds: float = 2.0, answers: int = 9000, verdicts: int = 100) -> int:
    with own_site() as site:
        report = measured(site, rounds, seconds, answers, verdicts)
    wrong = missed(report)
    warnings = [name for name, page in report["pages"].items() if page["minor faults"] > MANY_FAULTS]
    print(json.dumps(report | {"floors missed": wrong, "many page faults": warnings}, indent=1))
    return int(bool(wrong))


if __name__ == "__main__":
    command(main, __doc__)
