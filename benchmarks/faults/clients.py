"""Learners who answer checks and resend what was not acknowledged, and a check of what was stored."""

import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from html import unescape
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from benchmarks.harness import CHECK, CSRF, FORM_TYPE, SECONDS_TO_GIVE_UP, OwnSite, wait_until


@dataclass(frozen=True)
class Acknowledged:
    """What the site told a client: the question, the signed event, the stored option, and whether it is right."""

    url: str
    event: str
    answer: str
    verdict: str


@dataclass
class ClientTally:
    """What all clients together have sent and were told."""

    wanted: int = sys.maxsize
    acknowledged: list[Acknowledged] = field(default_factory=list)
    failures: Counter = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_done(self) -> bool:
        return len(self.acknowledged) >= self.wanted or bool(self.complaints)

    def is_over(self, acknowledged: int) -> bool:
        return len(self.acknowledged) > acknowledged or self.is_done

    def wait_for(self, acknowledged: int) -> None:
        while len(self.acknowledged) < acknowledged and not self.is_done:
            before = len(self.acknowledged)
            wait_until(
                partial(self.is_over, before),
                why=lambda: f"Nobody could answer any more: {dict(self.failures)}",
            )


class Failed(Exception):
    """No reply, or the reply of a server in trouble. The client sends its request again."""

    def __init__(self, why: str, status: int = 0, retry_after: str | None = None):
        super().__init__(why)
        self.status, self.retry_after = status, retry_after


@dataclass
class Reply:
    status: int
    body: str
    location: str


class Client(threading.Thread):
    """One learner, who answers check after check and never gives up."""

    longest_wait = 20.0  # seconds for an answer

    def __init__(self, port: int, session: str, tally: ClientTally, seed: int = 1):
        super().__init__(daemon=True)
        self.port, self.session, self.tally = port, session, tally
        self.random = random.Random(seed)  # noqa: S311  reproducible choices
        self.connection: HTTPConnection | None = None

    def run(self) -> None:
        try:
            while not self.tally.is_done:
                self.answer_a_check()
        except Exception as error:
            self.tally.complaints.append(f"a client stopped: {error!r}")

    def answer_a_check(self) -> None:
        url: str | None = self.begin_a_check()
        while url and url.startswith("/practice/") and not self.tally.is_done:
            url = self.answer(url)

    def begin_a_check(self) -> str:
        """The address of its first question."""
        return self.until_served(lambda: self.send("POST", CHECK)).location

    def answer(self, url: str) -> str | None:
        """Answers one question and returns the address of the next."""
        form = form_on(self.until_served(lambda: self.send("GET", url)).body)
        if form is None:
            raise AssertionError(f"{url} shows no question")
        event, tokens = form

        # Another choice each time: what was stored first stands, whichever it is.
        reply = self.until_served(
            lambda: self.send("POST", url, {"event": event, "choice": self.random.choice(tokens)})
        )
        if reply.status != 200:
            raise AssertionError(f"{url}: an event sent again was answered by {reply.status}")
        self.note(url, event, reply.body)
        return next_on(reply.body)

    def note(self, url: str, event: str, page: str) -> None:
        chosen = next(row for row in re.findall(r'<li class="opt .*?</li>', page, re.DOTALL) if "Your answer" in row)
        text = re.search(r'<span class="text">(.*?)</span>', chosen, re.DOTALL)
        verdict = re.search(r'<li class="opt (\w+)"', chosen)
        if text is None or verdict is None:
            raise AssertionError(f"{url} does not say what was answered")
        told = Acknowledged(url, event, unescape(text[1]), verdict[1])
        with self.tally.lock:
            self.tally.acknowledged.append(told)

    def until_served(self, send: Callable[[], Reply]) -> Reply:
        end = time.monotonic() + SECONDS_TO_GIVE_UP
        while True:
            try:
                return send()
            except Failed as failed:
                if time.monotonic() > end:
                    raise
                with self.tally.lock:
                    self.tally.failures[str(failed)] += 1
                time.sleep(self.random.uniform(0.05, 0.4))

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": FORM_TYPE,
        }
        if fields is not None:
            headers["HX-Request"] = "true"
        try:
            self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=self.longest_wait)
            self.connection.request(method, url, urlencode(fields or {}), headers)
            reply = self.connection.getresponse()
            body = reply.read().decode()
        except (OSError, HTTPException) as error:
            self.connection = None
            raise Failed(type(error).__name__) from error
        if reply.status >= 500:
            raise Failed(f"status {reply.status}", reply.status, reply.headers.get("Retry-After"))
        return Reply(reply.status, body, reply.headers.get("Location", ""))


class NewConnectionClient(Client):
    """A client that opens a connection for each request."""

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        try:
            return super().send(method, url, fields)
        finally:
            if self.connection:
                self.connection.close()
            self.connection = None


def form_on(page: str) -> tuple[str, list[str]] | None:
    """The signed event and the options of the question on a page."""
    event = re.search(r'name="event" value="([^"]+)"', page)
    return (unescape(event[1]), re.findall(r'name="choice" id="[^"]+" value="([^"]+)"', page)) if event else None


def next_on(page: str) -> str | None:
    following = re.search(r'data-next href="([^"]+)"', page)
    return following[1] if following else None


@contextmanager
def answering(clients: Sequence[Client]) -> Iterator[None]:
    """Runs clients until the tally has enough answers. Leaving the block waits for that."""
    for client in clients:
        client.start()
    yield
    for client in clients:
        client.join(SECONDS_TO_GIVE_UP)


def lost_of(site: OwnSite, tally: ClientTally, *, stored_before: int = 0) -> bool:
    """Prints how the ledger differs from what clients were told, and returns whether it does."""
    found = site.call(look_up, [asdict(each) for each in tally.acknowledged])
    print(f"{len(tally.acknowledged)} acknowledged; sent again {tally.failures.total()}: {dict(tally.failures)}")
    print(f"lost {found['lost']}, doubled {found['doubled']}, changed {found['changed']} of those acknowledged")
    unacknowledged = found["stored"] - stored_before - len(tally.acknowledged)
    print(f"stored without having been acknowledged: {unacknowledged}")
    print(f"projections that differ from the ledger: {found['differences']}")
    wrong = tally.complaints + found["examples"]
    print(*wrong[:10], "Something was lost." if wrong else "Nothing was lost.", sep="\n")
    return bool(wrong)


def look_up(acknowledged: list[dict[str, str]]) -> dict[str, Any]:
    from quizzes.models import Response
    from quizzes.rebuild import differences

    wrongs = [(wrong, told["url"]) for told in acknowledged if (wrong := wrong_with(told))]
    differing = differences()
    return {
        **{name: sum(wrong == name for wrong, _ in wrongs) for name in ("lost", "doubled", "changed")},
        "stored": Response.objects.count(),
        "differences": len(differing),
        "examples": [*(f"{wrong}: {url}" for wrong, url in wrongs), *map(str, differing)],
    }


def wrong_with(told: dict[str, str]) -> str:
    """Returns "lost", "doubled" or "changed", or "" where the ledger holds exactly what the client was told."""
    from quizzes import answer_events
    from quizzes.models import AttemptItem, Grade

    *_, attempt, position, _ = told["url"].split("/")
    items = AttemptItem.objects.select_related("version", "result__response")
    item = items.filter(attempt=UUID(attempt), position=position).first()
    if item is None or not item.is_answered:
        return "lost"
    responses = list(item.responses.all())
    if len(responses) > 1 or Grade.objects.filter(response__in=responses).count() > 1:
        return "doubled"
    event = answer_events.read(told["event"], attempt_item=item.pk).id
    [option] = [option for option in item.options if [option.key] == responses[0].chosen]
    verdict = "right" if item.result.marks else "wrong"
    same = (event, told["answer"], told["verdict"]) == (responses[0].event, option.text, verdict)
    return "" if same and item.result.response == responses[0] else "changed"
