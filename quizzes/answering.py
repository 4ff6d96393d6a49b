"""Sittings and answers. An answer is stored once and never changes; what was stored first is what stands."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from accounts.models import Learner
from accounts.uuid7 import time_of
from quizzes.grading import FULL_MARKS, marks
from quizzes.models import (
    Attempt,
    AttemptItem,
    AttemptScore,
    Grade,
    Item,
    ItemVersion,
    Quiz,
    Response,
    ResponseKind,
)
from quizzes.projections import project_result, project_score

LONGEST = timedelta(hours=1)  # a question left open longer says nothing about how long thinking took


class NothingToAsk(Exception):
    """The quiz has no question that may be asked."""


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Outcome:
    """What is stored for one question."""

    response: Response
    marks: int

    @property
    def chosen(self) -> list[str]:
        return self.response.chosen

    @property
    def verdict(self) -> Verdict:
        if self.response.is_unsure:
            return Verdict.UNSURE
        return Verdict.RIGHT if self.marks == FULL_MARKS else Verdict.WRONG


class Overtaken(Exception):
    """Another answer was stored first; `stands` is its outcome."""

    def __init__(self, stands: Outcome):
        super().__init__("Another answer stands.")
        self.stands = stands


def outcome_of(item: AttemptItem) -> Outcome | None:
    """What stands for a question, None while nothing does."""
    return Outcome(item.result.response, item.result.marks) if item.is_answered else None


def start(quiz: Quiz, learner: Learner) -> Attempt:
    """The learner's open attempt at the quiz, begun if there is none. Raises NothingToAsk."""
    slots = (
        quiz.slots.filter(item__in=Item.objects.asked())
        .select_related("item__published")
        .prefetch_related("item__published__options")
    )
    return _open(quiz, learner, [slot.item.published for slot in slots if slot.item.published])


def retry(attempt: Attempt) -> Attempt:
    """A new attempt with just the questions missed in this one, or the one that is open already.

    Raises NothingToAsk if none was missed. The questions are asked as they are published now.
    """
    missed = (
        attempt.items.filter(result__marks__lt=FULL_MARKS, version__item__in=Item.objects.asked())
        .select_related("version__item__published")
        .prefetch_related("version__item__published__options")
    )
    versions = [each.version.item.published for each in missed if each.version.item.published]
    return _open(attempt.quiz, attempt.learner, versions, retry_of=attempt)


@transaction.atomic
def _open(quiz: Quiz, learner: Learner, versions: list[ItemVersion], retry_of: Attempt | None = None) -> Attempt:
    # Two clicks at once: the second waits here and then finds what the first began. The partial unique index
    # would stop it too, but as an error.
    Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)
    opened = Attempt.objects.filter(learner=learner, quiz=quiz, closed_at=None).first()
    if opened:
        return opened
    if not versions:
        raise NothingToAsk
    attempt = Attempt.objects.create(learner=learner, quiz=quiz, mode=quiz.mode, retry_of=retry_of)
    AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, position=position, version=version, order=shuffled(version))
        for position, version in enumerate(versions, 1)
    )
    AttemptScore.objects.create(attempt=attempt, maximum=FULL_MARKS * len(versions))
    return attempt


def shuffled(version: ItemVersion) -> list[str]:
    """The tokens of a version's options in an order that nobody can foresee."""
    tokens = [option.token for option in version.options.all()]
    secrets.SystemRandom().shuffle(tokens)
    return tokens


@transaction.atomic
def answer(
    item: AttemptItem, *, event: UUID, sequence: int, chosen: Sequence[str] = (), unsure: bool = False
) -> Outcome:
    """Stores and grades what a learner sent for one question; `chosen` holds option keys.

    The same event again gets the first outcome back, whatever it chooses. Raises Overtaken if another event's answer
    stands. A late answer, to a closed attempt, is stored as late.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",)).annotate(arrived=TransactionNow()).get(pk=item.attempt_id)
    )
    for grade in Grade.objects.filter(response__attempt_item=item).select_related("response"):
        stands = Outcome(grade.response, grade.marks)
        if grade.response.event == event:
            return stands
        raise Overtaken(stands)
    late = attempt.closed_at is not None
    response = Response.objects.create(
        attempt_item=item,
        event=event,
        sequence=sequence,
        kind=ResponseKind.CHECK,
        answer={"unsure": True} if unsure else {"chosen": list(chosen)},
        took_ms=milliseconds_between(time_of(event), attempt.arrived),
        late=late,
    )
    keys = [option.key for option in item.version.options.all() if option.is_key]
    grade = Grade.objects.create(
        response=response, version=item.version, marks=marks(response.chosen, keys, late=late)
    )
    project_result(grade)
    if project_score(attempt) and not late:
        Attempt.objects.filter(pk=attempt.pk).update(closed_at=TransactionNow())
    return Outcome(response, grade.marks)


def milliseconds_between(served: datetime, arrived: datetime) -> int:
    """Never negative, and at most an hour."""
    return max(min(arrived - served, LONGEST), timedelta()) // timedelta(milliseconds=1)
