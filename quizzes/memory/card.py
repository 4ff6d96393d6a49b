"""What a learner remembers of one cell: every answer about it, folded into one FSRS card.

A memory is a projection. Replaying the ledger from the start and adding answers one by one give equal memories, since
nothing in here looks at a clock, a random number or a database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler, State

from quizzes.memory.fsrs import Forgetting

TARGET_RETENTION = 0.9
SAME_DAY_STEP = timedelta(minutes=10)
NIGHT = timedelta(hours=8)
DAY = timedelta(days=1)

# With py-fsrs's own steps a card rated Hard never leaves its first day, and with fuzz no two replays are equal.
SCHEDULER = Scheduler(desired_retention=TARGET_RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
PUBLISHED = Forgetting()


class Exposure(NamedTuple):
    """One answer that tested a cell. "Not sure" is `right=False`; `confidence` as in the ledger, or None or empty."""

    moment: datetime
    right: bool
    confidence: str | None = None


def rating(*, right: bool, confidence: str | None) -> Rating:
    """What an answer tells of memory. A lucky guess is worth nothing, and silence about confidence is Good."""
    if not right or confidence == "guess":
        return Rating.Again
    return Rating.Hard if confidence == "think-so" else Rating.Good


def shows_knowledge(exposure: Exposure) -> bool:
    """Right, and no guess: a lucky one is not knowing."""
    return rating(right=exposure.right, confidence=exposure.confidence) != Rating.Again


@dataclass(frozen=True, slots=True)
class Memory:
    """The state of one card. Stability is in days, difficulty from 1 to 10; both as FSRS defines them."""

    stability: float
    difficulty: float
    last: datetime
    due: datetime
    answers: int
    missed: bool  # the last answer, lucky guesses included

    def recall(self, moment: datetime) -> float:
        """Probability of recall as FSRS sees it, for a learner who forgets at the published pace."""
        return PUBLISHED.recall(days_between(self.last, moment), self.stability)


def days_between(earlier: datetime, later: datetime) -> int:
    """Whole days as memory counts them: a night of eight hours or more makes one.

    py-fsrs counts 24 hours, so that practice at eight in the evening and at seven the next would be one day's. Hours
    instead of dates keep a replay free of time zones, and of the learner moving to another one.
    """
    return max(0, (later - earlier + DAY - NIGHT) // DAY)


def remember(memory: Memory | None, exposure: Exposure) -> Memory:
    """The memory after one more answer, which must not be older than the last.

    Raises ValueError for a moment that is naive, or before the last one: an answer that arrives late in the ledger
    needs a replay.
    """
    moment = _utc(exposure.moment)
    if memory is not None and moment < memory.last:
        raise ValueError(f"an answer of {moment} cannot follow one of {memory.last}: replay the cell")
    rated = rating(right=exposure.right, confidence=exposure.confidence)
    card, _ = SCHEDULER.review_card(_card(memory, moment), rated, moment)
    answers = memory.answers + 1 if memory else 1
    assert card.stability is not None
    assert card.difficulty is not None
    due = _due(memory, card, rated)
    return Memory(card.stability, card.difficulty, moment, due, answers, missed=rated == Rating.Again)


def replay(exposures: Iterable[Exposure]) -> Memory | None:
    """The memory that a whole history leaves, in whatever order it comes; None where there was no answer.

    Answers of one moment (rows of one question) are taken in a fixed order, wrong ones first.
    """
    return reduce(remember, in_order(exposures), None)


def in_order(exposures: Iterable[Exposure]) -> list[Exposure]:
    """By time, and by nothing that differs between two replays."""
    return sorted(exposures, key=lambda exposure: (exposure.moment, exposure.right, exposure.confidence or ""))


def _card(memory: Memory | None, moment: datetime) -> Card:
    """A card for py-fsrs. Its id and due date are given, because it would sleep for the one and read a clock for the
    other; its last review is set back by our count of days, which is the only thing it is used for."""
    if memory is None:
        return Card(card_id=0, due=moment)
    return Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=moment - DAY * days_between(memory.last, moment),
    )


def _due(before: Memory | None, card: Card, rated: Rating) -> datetime:
    """A cell that was missed returns once on the same day; after a second miss there, or a success, FSRS decides."""
    assert card.last_review is not None
    moment = card.last_review
    step_taken = (
        before is not None and before.due - before.last == SAME_DAY_STEP and days_between(before.last, moment) == 0
    )
    return moment + SAME_DAY_STEP if rated == Rating.Again and not step_taken else card.due


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("an exposure needs a moment with a time zone")
    return moment.astimezone(UTC)
