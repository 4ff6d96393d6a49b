"""Answers are stored here, once. In practice the first answer counts, in an exam the last one that came in time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from bank.grading import FULL_MARKS, marks
from matrix.facts import Facts
from matrix.facts import current as current_facts
from quizzes.attempt_end import end, is_over, locked
from quizzes.attempt_state import QuestionState, state_before_answer, sums
from quizzes.contrast import add_question, is_confident_error
from quizzes.memory.due_count import lower
from quizzes.memory.evidence import judge_of
from quizzes.memory.nights import minutes_ahead, on_clock
from quizzes.memory.store import MemoryResult, after_answer
from quizzes.models import Attempt, AttemptEnd, AttemptItem, ItemResult, Mode, Response, ResponseKind, ServedItem
from quizzes.regrade.run import apply_runs
from quizzes.store import store_answer, store_response
from serving.prepared import Prepared
from serving.uuid7 import time_of

LONGEST = timedelta(hours=1)  # a question left open longer says nothing about how long thinking took
UNSURE: dict[str, Any] = {"unsure": True}


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNSURE = "unsure"
    UNANSWERED = "unanswered"  # the exam ended before it was answered


@dataclass(frozen=True)
class Outcome:
    response: Response
    marks: int
    asked: Sequence[QuestionState] | None = field(default=None, compare=False)
    slip_is_left: bool | None = field(default=None, compare=False)  # None: not read

    @property
    def answer(self) -> dict[str, Any]:
        return self.response.answer

    @property
    def chosen(self) -> list[str]:
        return self.response.chosen

    @property
    def verdict(self) -> Verdict:
        return verdict_on(self.answer, self.marks)


def verdict_on(answer: dict[str, Any], marks: int) -> Verdict:
    if answer.get("unsure"):
        return Verdict.UNSURE
    if marks == FULL_MARKS:
        return Verdict.RIGHT
    return Verdict.PARTLY if marks else Verdict.WRONG


@dataclass(frozen=True)
class NoAnswer:
    chosen: tuple[str, ...] = ()
    answer: dict[str, Any] = field(default_factory=dict)
    verdict: Verdict = Verdict.UNANSWERED
    response: Response | None = None
    marks: int = 0
    asked: None = None


NO_ANSWER = NoAnswer()


class Overtaken(Exception):
    def __init__(self, stands: Outcome):
        super().__init__("Another answer stands.")
        self.stands = stands


class Stale(Exception):
    """The question was answered elsewhere after this form was served; `stands` is that answer."""

    def __init__(self, stands: Response):
        super().__init__("A newer answer stands.")
        self.stands = stands


class Discarded(Exception):
    """The exam was discarded: nothing more is stored in it."""


responses_to: Prepared[Response] = Prepared(
    lambda item: Response.objects.filter(attempt_item=item).order_by("sequence"), int
)


def choosing(*keys: str) -> dict[str, Any]:
    return {"chosen": list(keys)}


def outcome_of(item: AttemptItem) -> Outcome | None:
    return Outcome(item.result.response, item.result.marks) if item.is_answered else None


def answer(
    item: ServedItem,
    *,
    event: UUID,
    answer: dict[str, Any],
    confidence: str = "",
    attempt: Attempt | None = None,
    facts: Facts | None = None,
) -> Outcome:
    """Stores and grades an answer, which is shaped as `Response.answer`.

    The same event again returns the first outcome, whatever it holds. Raises Overtaken if another event was answered
    first. An answer to a closed attempt is stored as late. A learner who was sure and wrong gets an extra question. A
    caller that has locked the attempt with its learner, or has the facts, passes them to save a query.
    """
    if attempt:
        return _answer(item, attempt, event, answer, confidence, facts)
    with transaction.atomic():
        return _answer(item, locked(item.attempt_id), event, answer, confidence, facts)


def _answer(
    item: ServedItem, attempt: Attempt, event: UUID, answer: dict[str, Any], confidence: str, facts: Facts | None
) -> Outcome:
    if attempt.hides_verdicts:
        raise ValueError("An exam saves answers; it gives no verdict before its end.")
    judge = judge_of(item)
    stock = state_before_answer(item, learner=attempt.learner_id, subjects=judge.subjects)
    stands = _standing(item) if stock.last else None
    if stands and stands.response.event == event:
        return stands
    if stands:
        raise Overtaken(stands)
    response = _response(item, attempt, stock.last, event, ResponseKind.CHECK, answer, confidence)
    worth = marks(response.answer, item.all_options, late=response.late)
    asked = [_answered(each, response, worth) if each.position == item.position else each for each in stock.asked]
    result = store_answer(
        response,
        version=item.version_id,
        marks=worth,
        remembered=after_answer(judge, _shown(response, attempt), stock.histories),
        score=sums((each.scored, each.marks, each.left_out) for each in asked),
    )
    if item.corrected_at:
        apply_runs([result])
        result.refresh_from_db()
    was_drawn = all(each.extra_to is None for each in asked if each.position == item.position)
    joined = (
        was_drawn
        and is_confident_error(response, result.marks)
        and add_question(attempt, item, response, facts or current_facts())
    )
    if attempt.mode == Mode.REVIEW and not response.late:
        lower(attempt, item.position)
    if not joined and not response.late and _is_last(attempt, asked):
        end(attempt, AttemptEnd.FINISHED)
    return Outcome(response, result.marks, None if joined or item.corrected_at else asked, stock.slip_is_left)


def _is_last(attempt: Attempt, asked: Sequence[QuestionState]) -> bool:
    drawn = sum(each.extra_to is None for each in asked)
    return drawn == attempt.expected(drawn) and all(each.marks is not None for each in asked)


def _answered(asked: QuestionState, response: Response, marks: int) -> QuestionState:
    return asked._replace(marks=marks, left_out=False, unsure=response.is_unsure)


def _shown(response: Response, attempt: Attempt) -> MemoryResult:
    return MemoryResult(
        response.attempt_item_id,
        attempt.learner_id,
        response.answer,
        response.confidence,
        on_clock(attempt.arrived, response.utc_offset),  # the time at which the response is received
        counts=not response.late,
    )


def _standing(item: AttemptItem) -> Outcome | None:
    result = ItemResult.objects.filter(attempt_item=item).select_related("response").first()
    return Outcome(result.response, result.marks) if result else None


@transaction.atomic
def save(item: AttemptItem, *, event: UUID, sequence: int, answer: dict[str, Any]) -> Response:
    """Stores an answer in an exam, without a verdict; a later one replaces it until the end.

    The same event again returns what it stored. Raises Stale if another answer was saved after the form was served. An
    answer after the deadline and its grace period is stored as late and does not count. Raises Discarded.
    """
    attempt = _locked_to_store(item)
    before = responses_to(item.pk)
    if again := _stored_by(event, ResponseKind.SAVE, before):
        return again
    for response in before:
        if response.kind == ResponseKind.SAVE and response.sequence >= sequence:
            raise Stale(next(each for each in reversed(before) if each.kind == ResponseKind.SAVE))
    return store_response(_response(item, attempt, _last(before), event, ResponseKind.SAVE, answer))


@transaction.atomic
def flag(item: AttemptItem, *, event: UUID, on: bool) -> Response:
    """Raises Discarded."""
    attempt = _locked_to_store(item)
    before = responses_to(item.pk)
    if again := _stored_by(event, ResponseKind.FLAG, before):
        return again
    return store_response(_response(item, attempt, _last(before), event, ResponseKind.FLAG, {"flag": on}))


def _locked_to_store(item: AttemptItem) -> Attempt:
    attempt = locked(item.attempt_id)
    if attempt.ending == AttemptEnd.DISCARDED:
        raise Discarded
    return attempt


def _last(before: list[Response]) -> int:
    return max((response.sequence for response in before), default=0)


def _stored_by(event: UUID, kind: str, before: list[Response]) -> Response | None:
    """An event of another kind does not match: a flag must never pass for a saved answer.

    The database refuses to store such an event twice.
    """
    return next((response for response in before if (response.event, response.kind) == (event, kind)), None)


def _response(
    item: AttemptItem,
    attempt: Attempt,
    last: int,
    event: UUID,
    kind: str,
    answer: dict[str, Any],
    confidence: str = "",
) -> Response:
    return Response(
        attempt_item=item,
        event=event,
        sequence=last + 1,  # the next number, since the attempt is locked
        kind=kind,
        answer=answer,
        confidence=confidence,
        # A question in a lesson is on the page all the while the lesson is read.
        took_ms=0 if attempt.mode == Mode.SECTION else milliseconds_between(time_of(event), attempt.arrived),
        late=is_over(attempt, attempt.arrived),
        utc_offset=minutes_ahead(attempt.arrived.astimezone(ZoneInfo(attempt.learner.time_zone))),
    )


def milliseconds_between(served: datetime, arrived: datetime) -> int:
    return max(min(arrived - served, LONGEST), timedelta()) // timedelta(milliseconds=1)
