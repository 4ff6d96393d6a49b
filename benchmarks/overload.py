"""What becomes of five times the load: `python -m benchmarks.overload [--seconds N] [--times N] [--apart]`.

Serves the site from a folder of its own. First the peak: a few learners go through checks, each step as soon as the
last is answered. Then steps arrive at so many times that rate, whether or not the site keeps up, each by a learner who
is idle; a step that is refused is tried again by a later arrival. Prints what was done per second, how long what was
admitted took, and how long a refusal did. Exits 1 if less than 80 % of the peak was done, if one percent of what was
admitted took a second or more, or if anything took more than ten.

With `--apart` the site and its database have one half of the machine's cores and whoever sends has the other, as on
two machines; on the same cores the site pays for what is sent to it, too.
"""

import argparse
import json
import os
import queue
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from html import unescape
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from benchmarks.killing import CHECK, CSRF, Client, ClientTally, Failed, Reply, prepare, run, served

AT_PEAK = 8
LEARNERS = 400
HANDS = 150  # requests under way at once, at most


class OverloadLearner(Client):
    """A learner who takes one step when told to: begins a check, opens a question, or answers it.

    Each step comes over a connection of its own. Sending and taking costs as little as can be: it shares the machine
    with what it measures, and of a refusal nothing but the first line is read for sense.
    """

    url: str | None = None
    form: tuple[str, list[str]] | None = None

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        try:
            reply = self.exchange(method, url, urlencode(fields or {}), "HX-Request: true\r\n" if fields else "")
        except OSError as error:
            raise Failed(type(error).__name__) from error
        if reply[9:10] == b"5":
            raise Failed(f"status {int(reply[9:12])}")
        head, _, body = reply.partition(b"\r\n\r\n")
        location = re.search(rb"(?i)\r\nlocation: ([^\r]*)", head)
        return Reply(int(reply[9:12]), body.decode(), location[1].decode() if location else "")

    def exchange(self, method: str, url: str, body: str, more: str) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), self.longest_wait) as connection:
            head = (
                f"{method} {url} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
                f"Cookie: sessionid={self.session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n{more}"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            connection.sendall((head + body).encode())
            reply = b""
            while b"\r\n\r\n" not in reply or len(reply) < length_of(reply):
                more_of_it = connection.recv(65536)
                if not more_of_it:
                    raise ConnectionResetError("cut off")
                reply += more_of_it
            return reply

    def step(self) -> None:
        """Raises Failed where it was refused; the same step comes next then."""
        if self.url is None:
            location = self.send("POST", CHECK).location
            self.url = location if location.startswith("/practice/") else None
        elif self.form is None:
            page = self.send("GET", self.url).body
            event = re.search(r'name="event" value="([^"]+)"', page)
            tokens = re.findall(r'name="choice" id="[^"]+" value="([^"]+)"', page)
            self.form = (unescape(event[1]), tokens) if event else None
            self.url = self.url if event else None
        else:
            served_event, tokens = self.form
            page = self.send("POST", self.url, {"event": served_event, "choice": self.random.choice(tokens)}).body
            following = re.search(r'data-next href="([^"]+)"', page)
            is_question = following is not None and following[1].startswith("/practice/")
            self.url, self.form = (following[1] if following and is_question else None), None


def length_of(reply: bytes) -> int:
    """Of the whole reply, as its head says."""
    head, _, _ = reply.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return len(head) + 4 + (int(length[1]) if length else 0)


class Load:
    """Steps of learners, and how each went: done or by what refused, and after how long."""

    def __init__(self, learners: list[OverloadLearner]):
        self.idle: queue.SimpleQueue[OverloadLearner] = queue.SimpleQueue()
        for learner in learners:
            self.idle.put(learner)
        self.done: list[float] = []
        self.refused: list[float] = []
        self.failures: Counter = Counter()
        self.missed = 0

    def take_a_step(self) -> None:
        try:
            learner = self.idle.get_nowait()
        except queue.Empty:
            self.missed += 1
            return
        began = time.monotonic()
        try:
            learner.step()
            self.done.append(time.monotonic() - began)
        except Failed as failed:
            self.refused.append(time.monotonic() - began)
            self.failures[str(failed)] += 1
        self.idle.put(learner)

    def closed(self, hands: int, seconds: float) -> float:
        """Steps one after another by so many hands; returns how many were done in a second."""
        end = time.monotonic() + seconds

        def work() -> None:
            while time.monotonic() < end:
                self.take_a_step()

        self.by_hands(hands, work)
        return len(self.done) / seconds

    def open(self, rate: float, seconds: float) -> float:
        """Steps that arrive at a rate, whether or not earlier ones are answered."""
        arrivals: queue.SimpleQueue[bool] = queue.SimpleQueue()

        def work() -> None:
            while arrivals.get():
                self.take_a_step()

        def arrive() -> None:
            began, number = time.monotonic(), 0
            while (now := time.monotonic() - began) < seconds:
                for _ in range(int(now * rate) - number):
                    arrivals.put(True)
                    number += 1
                time.sleep(0.005)
            for _ in range(HANDS):
                arrivals.put(False)

        arriving = threading.Thread(target=arrive)
        arriving.start()
        began = time.monotonic()
        self.by_hands(HANDS, work)
        arriving.join()
        return len(self.done) / (time.monotonic() - began)

    def by_hands(self, hands: int, work) -> None:
        threads = [threading.Thread(target=work) for _ in range(hands)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def spread(times: list[float]) -> str:
    if len(times) < 2:
        return "none"
    percentiles = quantiles(times, n=100, method="inclusive")
    return f"p50 {percentiles[49] * 1000:.0f} ms, p99 {percentiles[98] * 1000:.0f} ms, longest {max(times):.1f} s"


def main(seconds: float, times: float, seed: int, apart: bool) -> int:
    cores = sorted(os.sched_getaffinity(0))
    for_site, for_senders = (cores[: len(cores) // 2], cores[len(cores) // 2 :]) if apart else (cores, cores)
    os.sched_setaffinity(0, for_site)  # what is started inherits it
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        folder = Path(name)
        prepare(folder)
        sessions = json.loads(run(folder, "-m", "benchmarks.killed_site", "people", str(LEARNERS)))
        with served(folder, "srm_site.settings") as site:
            os.sched_setaffinity(0, for_senders)
            learners = [
                OverloadLearner(site.port, session, ClientTally(0), seed + n) for n, session in enumerate(sessions)
            ]
            Load(learners).closed(AT_PEAK, 5)  # workers import, caches fill
            usual = Load(learners)
            peak = usual.closed(AT_PEAK, seconds)
            print(f"peak: {peak:.0f} steps a second; {spread(usual.done)}; refused {dict(usual.failures)}", flush=True)
            much = Load(learners)
            goodput = much.open(times * peak, seconds)
        share = 100 * goodput / peak
        print(f"{times:g} times as many arrive: {goodput:.0f} a second are done, {share:.0f} % of the peak")
        print(f"admitted: {spread(much.done)}")
        print(f"refused: {len(much.refused)} {dict(much.failures)}; {spread(much.refused)}; missed {much.missed}")
        p99 = quantiles(much.done, n=100, method="inclusive")[98]
        longest = max(much.done + much.refused)
        fine = goodput >= 0.8 * peak and p99 < 1 and longest < 10 and set(much.failures) <= {"status 503"}
        print("It holds." if fine else "It does not hold.")
        return int(not fine)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--times", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--apart", action="store_true", help="the site on other cores than whoever sends")
    sys.exit(main(**vars(parser.parse_args())))
