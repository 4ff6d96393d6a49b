"""How fast the pages are, as ratios: `bin/bench`, or `python -m benchmarks.speed [--rounds N] [--seconds N]`.

Serves the site from a folder of its own, by gunicorn (2 workers of 4 threads) and a PostgreSQL of its own, and beside
it a bare Django site of two views over the same database: one reads a row, one stores one (`benchmarks/bare.py`).
Eight connections ask for one page after another; rounds go through all pages in turn, so that what disturbs the
machine disturbs all of them. A ratio is a page's throughput over that of the bare view in the same round; the medians
of the rounds are printed, with the CPU time of a request in web server and database, its queries, and what comes over
the wire. Bytes and requests of visits are counted by Chromium, named by SRM_CHROMIUM.

Prints JSON. Exits 1 where a floor of docs/quality.md is missed.
"""

import argparse
import json
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.killing import CSRF, KilledServer, prepare, run, served
from benchmarks.processes import children_of
from benchmarks.verdict import launched, timed

CONNECTIONS = 8
LESSON = "/learn/shared-responsibility-model/"
MATRIX = "/matrix/?kind=all"
PAGES = {"home": "/", "lesson": LESSON, "matrix, 39 services": MATRIX, "progress": "/progress/"}
ITEM_ANALYSIS = "/teach/items/"
ANSWER = "answer"
BARE_READ, BARE_WRITE = "bare view, one query", "bare view, one write"

# Share of the bare view's throughput; docs/quality.md.
FLOORS = {"lesson": 0.12, "question": 0.15, ANSWER: 0.20, "matrix, 39 services": 0.06}
MOST_QUERIES = {"lesson": 6, "matrix, 39 services": 4, "question": 6, ANSWER: 14}
MOST_VERDICT_MS = 100
MOST_BYTES, MOST_REQUESTS = 100_000, 8
MOST_MEMORY_MB = 200


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
    """Of one kind of request, over some seconds."""

    throughput: float
    web_ms: float
    database_ms: float
    bytes: int

    @property
    def cpu_ms(self) -> float:
        return self.web_ms + self.database_ms


def request_of(port: int, url: str, session: str = "", body: str | None = None) -> bytes:
    lines = [
        f"{'GET' if body is None else 'POST'} {url} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: sessionid={session}; csrftoken={CSRF}",
        "Accept-Encoding: gzip",
    ]
    if body is not None:
        lines += [
            f"X-CSRFToken: {CSRF}",
            "HX-Request: true",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
    return ("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode()


class Connection:
    """Sends and takes with as little work of its own as can be: it shares the machine with what it measures."""

    def __init__(self, port: int):
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, request: bytes) -> int:
        """Bytes of the reply. Raises RuntimeError unless it is a 200."""
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
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{request.splitlines()[0].decode()} was answered by {head[:300]!r}")
        headers = head.lower()
        length = int(headers.partition(b"content-length:")[2].partition(b"\r\n")[0])
        missing = length - len(body)
        while missing:
            missing -= len(self.socket.recv(missing))
        if b"connection: close" in headers:
            self.socket.close()
            self.socket = None
        return len(head) + 4 + length


def measure(work: RequestLoad, seconds: float, cpu: Callable[[], tuple[float, float]]) -> Pass:
    asked, carried = [0] * CONNECTIONS, [0] * CONNECTIONS
    problems: list[Exception] = []
    stop = time.monotonic() + seconds

    def keep_asking(number: int) -> None:
        connection = Connection(work.port)
        try:
            while time.monotonic() < stop:
                carried[number] += connection.ask(work.next())
                asked[number] += 1
        except (OSError, RuntimeError, StopIteration) as problem:
            problems.append(problem)

    began, before = time.monotonic(), cpu()
    threads = [threading.Thread(target=keep_asking, args=[number]) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, after = time.monotonic() - began, cpu()
    if problems:
        raise SystemExit(f"A request failed: {problems[0]!r}")
    requests = sum(asked)
    web_ms, database_ms = (1000 * (now - then) / requests for then, now in zip(before, after, strict=True))
    return Pass(requests / took, web_ms, database_ms, round(sum(carried) / requests))


def seconds_of_cpu(pids: list[int]) -> float:
    """What these processes and their children have used up to now."""
    ticks = 0
    for pid in pids:
        for each in (pid, *children_of(pid)):
            ticks += sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes_of(site: KilledServer) -> float:
    """What the master and its workers hold, with what they share counted once."""
    kilobytes = 0
    for pid in (site.master.pid, *children_of(site.master.pid)):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        kilobytes += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def works(site: KilledServer, bare: KilledServer, made: dict[str, Any]) -> dict[str, RequestLoad]:
    sessions = [reader["session"] for reader in made["readers"]]

    def over(port: int, urls: list[tuple[str, str]]) -> RequestLoad:
        return RequestLoad(port, cycle([request_of(port, url, session) for url, session in urls]))

    found = {
        BARE_READ: over(bare.port, [("/read/", "")]),
        BARE_WRITE: over(bare.port, [("/write/", "")]),
        **{name: over(site.port, [(url, session) for session in sessions]) for name, url in PAGES.items()},
        "question": over(site.port, [(reader["question"], reader["session"]) for reader in made["readers"]]),
        "item analysis": over(site.port, [(ITEM_ANALYSIS, made["teacher"])]),
    }
    forms = (request_of(site.port, form["url"], form["session"], form["body"]) for form in made["forms"])
    return found | {ANSWER: RequestLoad(site.port, forms)}


def passes(
    site: KilledServer, bare: KilledServer, made: dict[str, Any], rounds: int, seconds: float
) -> dict[str, list[Pass]]:
    """The first round warms up and does not count."""
    by_name = works(site, bare, made)
    Connection(bare.port).ask(by_name[BARE_READ].next())  # with the first query the database starts
    postmaster = int((site.folder / "postgres/cluster/postmaster.pid").read_text().split()[0])

    def cpu() -> tuple[float, float]:
        return seconds_of_cpu([site.master.pid, bare.master.pid]), seconds_of_cpu([postmaster])

    counted: dict[str, list[Pass]] = {name: [] for name in by_name}
    for number in range(rounds + 1):
        for name, work in by_name.items():
            print(f"\rround {number} of {rounds}: {name:30}", end="", file=sys.stderr, flush=True)
            done = measure(work, seconds, cpu)
            if number:
                counted[name].append(done)
    print(file=sys.stderr)
    return counted


def figures(counted: dict[str, list[Pass]], queries: dict[str, int]) -> dict[str, Any]:
    told = {}
    for name, done in counted.items():
        base = counted[BARE_WRITE if name == ANSWER else BARE_READ]
        ratios = [each.throughput / bare.throughput for each, bare in zip(done, base, strict=True)]
        told[name] = {
            "requests a second": round(median(each.throughput for each in done), 1),
            "ratio": round(median(ratios), 3),
            "CPU ms": round(median(each.cpu_ms for each in done), 2),
            "of which database": round(median(each.database_ms for each in done), 2),
            "KB": round(median(each.bytes for each in done) / 1000, 1),
            **({"queries": queries[name]} if name in queries else {}),
        }
    return told


def visits(browser: Browser, site: KilledServer, session: str) -> dict[str, Any]:
    """Kilobytes over the wire and requests: of a first visit with an empty cache, and of the same page again."""
    told = {}
    for name, url in {"home": "/", "lesson": LESSON, "matrix": "/matrix/", "matrix, all": MATRIX}.items():
        for who, cookie in (("visitor", ""), ("learner", session)):
            context = browser.new_context()
            if cookie:
                context.add_cookies([{"name": "sessionid", "value": cookie, "url": f"http://127.0.0.1:{site.port}"}])
            page = context.new_page()
            network = context.new_cdp_session(page)
            network.send("Network.enable")
            carried: list[float] = []
            network.on(
                "Network.loadingFinished", lambda event, carried=carried: carried.append(event["encodedDataLength"])
            )
            for visit in ("first", "second"):
                carried.clear()
                page.goto(f"http://127.0.0.1:{site.port}{url}", wait_until="networkidle")
                sizes = [size for size in carried if size]
                told[f"{name}, {who}, {visit}"] = {"KB": round(sum(sizes) / 1000, 1), "requests": len(sizes)}
            context.close()
    return told


def missed(report: dict[str, Any]) -> list[str]:
    """The floors that do not hold, in words."""
    pages, verdict = report["pages"], report["click to painted verdict, ms"]["p95"]
    wrong = [
        f"{name}: ratio {pages[name]['ratio']} under {least}"
        for name, least in FLOORS.items()
        if pages[name]["ratio"] < least
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


def main(rounds: int, seconds: float, answers: int, verdicts: int) -> int:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name, sync_playwright() as playwright:
        folder = Path(name)
        prepare(folder)
        made = json.loads(run(folder, "-m", "benchmarks.speed_site", "make", str(answers)))
        reader = made["readers"][0]
        asked = {
            **{name: {"url": url, "session": reader["session"]} for name, url in PAGES.items()},
            "question": {"url": reader["question"], "session": reader["session"]},
            "item analysis": {"url": ITEM_ANALYSIS, "session": made["teacher"]},
            ANSWER: made["forms"].pop(),
        }
        (folder / "asked.json").write_text(json.dumps(asked))
        queries = json.loads(run(folder, "-m", "benchmarks.speed_site", "queries", str(folder / "asked.json")))
        browser = launched(playwright)
        with served(folder, "srm_site.settings") as site:
            with served(folder, "benchmarks.bare") as bare:
                counted = passes(site, bare, made, rounds, seconds)
            report = {
                "cores": os.cpu_count(),
                "load": round(os.getloadavg()[0], 1),
                "pages": figures(counted, queries),
                "memory, MB": round(megabytes_of(site)),
                "visits": visits(browser, site, reader["session"]),
                "click to painted verdict, ms": timed(browser, site, made["teacher"], verdicts)[
                    "click to painted verdict"
                ],
            }
        browser.close()
    wrong = missed(report)
    print(json.dumps(report | {"floors missed": wrong}, indent=1))
    return int(bool(wrong))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--answers", type=int, default=6000, help="forms to be sent, each once")
    parser.add_argument("--verdicts", type=int, default=100)
    sys.exit(main(**vars(parser.parse_args())))
