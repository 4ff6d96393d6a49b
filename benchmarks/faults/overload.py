"""What becomes of five times the load: `python -m benchmarks.faults.overload [--seconds N] [--times N] [--apart]`.

First the peak: a few learners go through checks, each step as soon as the last is answered. Then steps arrive at so
many times that rate, whether or not the site keeps up, each by a learner who is idle; a step that is refused is tried
again by a later arrival. Prints what was done per second, how long what was admitted took, and how long a refusal did.
Exits 1 if less than 80 % of the peak was done, if one percent of what was admitted took a second or more, or if
anything took more than ten.

With `--apart` the site and its database have one half of the machine's cores and the senders have the other, as on
two machines; on the same cores the site pays for what is sent to it, too.
"""

import os
import queue
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlencode

from benchmarks.faults.clients import Client, ClientTally, Failed, Reply, form_on, next_on
from benchmarks.harness import CHECK, CSRF, FORM_TYPE, command, own_site, spread

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
                f"Content-Type: {FORM_TYPE}\r\nContent-Length: {len(body)}\r\n\r\n"
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
        """Takes the next step. If it is refused, raises Failed and repeats the step next time."""
        if self.url is None:
            self.url = question(self.send("POST", CHECK).location)
        elif self.form is None:
            self.form = form_on(self.send("GET", self.url).body)
            self.url = self.url if self.form else None
        else:
            event, tokens = self.form
            page = self.send("POST", self.url, {"event": event, "choice": self.random.choice(tokens)}).body
            self.url, self.form = question(next_on(page)), None


def question(url: str | None) -> str | None:
    return url if url and url.startswith("/practice/") else None


def length_of(reply: bytes) -> int:
    """The length of the whole reply, by its headers."""
    head, _, _ = reply.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return len(head) + 4 + (int(length[1]) if length else 0)


class Load:
    """Steps of learners, and for each whether it was done, what refused it, and how long it took."""

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
        """Runs steps one after another in this many threads, and returns how many were done per second."""
        end = time.monotonic() + seconds

        def work() -> None:
            while time.monotonic() < end:
                self.take_a_step()

        by_hands(hands, work)
        return len(self.done) / seconds

    def open(self, rate: float, seconds: float) -> float:
        """Starts steps at a fixed rate, even while earlier ones have no answer."""
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

        began = time.monotonic()
        by_hands(HANDS, work, arrive)
        return len(self.done) / (time.monotonic() - began)


def by_hands(hands: int, work: Callable[[], None], *besides: Callable[[], None]) -> None:
    threads = [threading.Thread(target=each) for each in (*besides, *[work] * hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def in_words(times: list[float]) -> str:
    if len(times) < 2:
        return "none"
    middle, slow, longest = spread(times, 50, 99)
    return f"p50 {middle * 1000:.0f} ms, p99 {slow * 1000:.0f} ms, longest {longest:.1f} s"


def main(seconds: float = 15, times: float = 5, seed: int = 1, apart: bool = False) -> int:
    cores = sorted(os.sched_getaffinity(0))
    for_site, for_senders = (cores[: len(cores) // 2], cores[len(cores) // 2 :]) if apart else (cores, cores)
    os.sched_setaffinity(0, for_site)  # what is started inherits it
    with own_site() as site:
        sessions = site.people(LEARNERS)
        with site.served() as web:
            os.sched_setaffinity(0, for_senders)
            learners = [
                OverloadLearner(web.port, session, ClientTally(), seed + n) for n, session in enumerate(sessions)
            ]
            Load(learners).closed(AT_PEAK, 5)  # workers import, caches fill
            usual, much = Load(learners), Load(learners)
            peak = usual.closed(AT_PEAK, seconds)
            print(
                f"peak: {peak:.0f} steps a second; {in_words(usual.done)}; refused {dict(usual.failures)}", flush=True
            )
            goodput = much.open(times * peak, seconds)
    print(f"{times:g} times as many arrive: {goodput:.0f} a second are done, {100 * goodput / peak:.0f} % of the peak")
    print(f"admitted: {in_words(much.done)}")
    print(f"refused: {len(much.refused)} {dict(much.failures)}; {in_words(much.refused)}; missed {much.missed}")
    p99, longest = spread(much.done, 99)[0], max(much.done + much.refused)
    fine = goodput >= 0.8 * peak and p99 < 1 and longest < 10 and set(much.failures) <= {"status 503"}
    print("It holds." if fine else "It does not hold.")
    return int(not fine)


if __name__ == "__main__":
    command(main, __doc__)
