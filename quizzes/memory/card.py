"""A learner's memory of one cell: all answers about it, as one FSRS card.

Nothing here reads a clock, a random number or a database, so replaying all answers and adding them one by one give
equal memories.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler, State

from quizzes.memory.fsrs import Forgetting
from quizzes.memory.nights import nights_between

TARGET_RETENTION = 0.9
SAME_DAY_STEP = timedelta(minutes=10)
DAY = timedelta(days=1)

# With py-fsrs's own steps a card rated Hard never leaves its first day, and with fuzz no two replays are equal.
SCHEDULER = Scheduler(desired_retention=TARGET_RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
PUBLISHED = Forgetting()


class Exposure(NamedTuple):
    """One answer that tested a cell. "Not sure" is `right=False`. The moment is on the clock of the learner."""

    moment: datetime
    right: bool
    confidence: str | None = None


def rating(*, right: bool, confidence: str | None) -> Rating:
    """A lucky guess rates as Again, and an answer without confidence as Good."""
    if not right or confidence == "guess":
        return Rating.Again
    return Rating.Hard if confidence == "think-so" else Rating.Good


def shows_knowledge(exposure: Exposure) -> bool:
    return rating(right=exposure.right, confidence=exposure.confidence) != Rating.Again


@dataclass(frozen=True, slots=True)
class Memory:
    """The state of one card. Stability is in days, difficulty from 1 to 10; both as FSRS defines them."""

    stability: float
    difficulty: float
    last: datetime
    due: datetime
    answers: int
    missed: bool  # the last answer was not right, or was a lucky guess

    def recall(self, moment: datetime) -> float:
        """`moment` is on the clock of the learner."""
        return PUBLISHED.recall(nights_between(self.last, moment), self.stability)


def remember(memory: Memory | None, exposure: Exposure) -> Memory:
    """Adds one answer. Raises ValueError for a naive moment or one before the last answer, which needs a replay."""
    moment = exposure.moment
    if moment.tzinfo is None:
        raise ValueError("an exposure needs a moment with a time zone")
    if memory is not None and moment < memory.last:
        raise ValueError(f"an answer of {moment} cannot follow one of {memory.last}: replay the cell")
    rated = rating(right=exposure.right, confidence=exposure.confidence)
    nights = nights_between(memory.last, moment) if memory else 0
    card, _ = SCHEDULER.review_card(_card(memory, moment.astimezone(UTC), nights), rated, moment.astimezone(UTC))
    answers = memory.answers + 1 if memory else 1
    assert card.stability is not None
    assert card.difficulty is not None
    due = _due(memory, card, rated, nights)
    return Memory(card.stability, card.difficulty, moment, due, answers, missed=rated == Rating.Again)


def replay(exposures: Iterable[Exposure]) -> Memory | None:
    return reduce(remember, in_order(exposures), None)


def in_order(exposures: Iterable[Exposure]) -> list[Exposure]:
    """Sorts by nothing that could differ between two replays. Wrong answers of one moment come first."""
    return sorted(exposures, key=lambda exposure: (exposure.moment, exposure.right, exposure.confidence or ""))


def _card(memory: Memory | None, moment: datetime, nights: int) -> Card:
    """Passes an id and a due date, since py-fsrs would sleep for the first and read a clock for the second.

    The last review is moved back by a day for each night, which is all that py-fsrs uses it for. It would count 24
    hours, so that practice at eight in the evening and at seven the next morning would be one day.
    """
    if memory is None:
        return Card(card_id=0, due=moment)
    return Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=moment - DAY * nights,
    )


def _due(before: Memory | None, card: Card, rated: Rating, nights: int) -> datetime:
    """A missed cell returns once on the same day. After a second miss or a right answer FSRS decides."""
    assert card.last_review is not None
    moment = card.last_review
    step_taken = before is not None and before.due - before.last == SAME_DAY_STEP and not nights
    return moment + SAME_DAY_STEP if rated == Rating.Again and not step_taken else card.due
