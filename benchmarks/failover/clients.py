"""Learners and visitors of a site on several machines, and a diary of every answer that they got."""

import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from itertools import count, cycle

from benchmarks.faults.clients import Failed, NewConnectionClient, Reply
from benchmarks.harness import Loop
from serving.trouble import SECONDS_TO_RETRY, Trouble

TROUBLES = {str(seconds): trouble for trouble, seconds in SECONDS_TO_RETRY.items()}  # by Retry-After
PAGES = ("/", "/learn/shared-responsibility-model/", "/matrix/", "/matrix/?service=ec2", "/glossary/")
THINKING = (0.2, 1.0)  # seconds before each answer
LONGEST_WAIT = 20


@dataclass(frozen=True)
class RequestOutcome:
    sent: float
    at: float
    kind: str  # "answer", "page" of a learner, or "visit"
    status: int  # 0 where nothing came
    trouble: Trouble | None = None

    @property
    def took(self) -> float:
        return self.at - self.sent

    @property
    def is_told_to_return(self) -> bool:
        """Whether it is a 503 with a Retry-After of the site."""
        return self.status == 503 and self.trouble is not None

    @property
    def was_stored(self) -> bool:
        return self.kind == "answer" and self.status == 200

    @property
    def is_refused(self) -> bool:
        """By a database that is away or takes no changes, not by a site with too much to do."""
        return not self.status or (self.status >= 500 and self.trouble != Trouble.BUSY)


class OutcomeDiary(list[RequestOutcome]):
    def note(self, kind: str, sent: float, status: int, retry_after: str | None = None) -> None:
        self.append(RequestOutcome(sent, time.monotonic(), kind, status, TROUBLES.get(retry_after or "")))

    def since(self, begin: float, *kinds: str) -> list[RequestOutcome]:
        return [entry for entry in list(self) if entry.at >= begin and entry.kind in kinds]


class ProxiedLearner(NewConnectionClient):
    """A learner behind a proxy: each request goes to the next web server."""

    ports: list[int]
    turns = count()
    diary: OutcomeDiary
    forgives = False

    def answer(self, url: str) -> str | None:
        time.sleep(self.random.uniform(*THINKING))
        try:
            return super().answer(url)
        except AssertionError:
            if not self.forgives:
                raise
            return None  # the attempt is lost: begin another

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        self.port = self.ports[next(self.turns) % len(self.ports)]
        note = partial(self.diary.note, "answer" if fields is not None else "page", time.monotonic())
        try:
            reply = super().send(method, url, fields)
        except Failed as failed:
            note(failed.status, failed.retry_after)
            raise
        note(reply.status)
        return reply


class Visitor(Loop):
    """Somebody without a session, who opens one page after the other."""

    pause = 0.2

    def __init__(self, ports: list[int], diary: OutcomeDiary):
        super().__init__()
        self.turns, self.pages, self.diary = cycle(ports), cycle(PAGES), diary

    def once(self) -> None:
        began, status, retry_after = time.monotonic(), 0, None
        with suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", next(self.turns), timeout=LONGEST_WAIT)
            connection.request("GET", next(self.pages))
            reply = connection.getresponse()
            status, retry_after = reply.status, reply.headers.get("Retry-After")
            connection.close()
        self.diary.note("visit", began, status, retry_after)
