"""What a site knows of a learner: their cards, and the counts from which their pace follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from fsrs import Rating

from benchmarks.learning.learners import SimulatedAnswer
from quizzes.memory.card import PUBLISHED, TARGET_RETENTION, Memory, rating
from quizzes.memory.mastery import IN_A_ROW, TRIES
from quizzes.memory.personal_curve import CurveTally, Review

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Question(NamedTuple):
    """`recalls` are what the policy predicts, one for each fact; `probe` says that it is asked to measure."""

    facts: tuple[int, ...]
    recalls: tuple[float, ...] = ()
    probe: bool = False


class Judged(NamedTuple):
    """One fact of one answer, as the site rates it. `days` are those since the last answer, None for the first."""

    fact: int
    day: int
    days: int | None
    right: bool
    shown: bool  # right, and not by a guess
    rows: int


@dataclass
class Card:
    stability: float
    difficulty: float
    last: int
    answers: int = 1
    missed: bool = False
    tries: int = 1
    in_a_row: int = 0

    def recall(self, day: int) -> float:
        return PUBLISHED.recall(day - self.last, self.stability)

    @property
    def due(self) -> int:
        return self.last + max(1, round(PUBLISHED.interval(self.stability, TARGET_RETENTION)))

    @property
    def is_stuck(self) -> bool:
        return self.tries >= TRIES

    @property
    def memory(self) -> Memory:
        last = START + timedelta(days=self.last)
        due = last + timedelta(days=self.due - self.last)
        return Memory(self.stability, self.difficulty, last, due, self.answers, self.missed)


@dataclass
class SimulatedRecord:
    cards: dict[int, Card] = field(default_factory=dict)
    tally: CurveTally = field(default_factory=CurveTally)
    seconds: list[tuple[bool, float]] = field(default_factory=list)  # of single questions
    judged: list[Judged] = field(default_factory=list)
    answers: list[tuple[Question, SimulatedAnswer]] = field(default_factory=list)

    def add(self, question: Question, day: int, answer: SimulatedAnswer) -> Sequence[Judged]:
        self.answers.append((question, answer))
        if len(question.facts) == 1:
            self.seconds.append((answer.right[0], answer.seconds))
        found = [
            self._judge(fact, day, right, answer.confidence, len(question.facts))
            for fact, right in zip(question.facts, answer.right, strict=True)
        ]
        self.judged += found
        return found

    def _judge(self, fact: int, day: int, right: bool, confidence: str | None, rows: int) -> Judged:
        rated = rating(right=right, confidence=confidence)
        shown = rated != Rating.Again
        card = self.cards.get(fact)
        days = None
        if card is None:
            card = self.cards[fact] = Card(*PUBLISHED.first(rated), day)
            self.tally.add_first(right=shown)
        else:
            days = day - card.last
            if days:
                self.tally.add(Review(days, card.stability, card.answers, shown))
            card.stability, card.difficulty = PUBLISHED.after(card.stability, card.difficulty, days, rated)
            card.last, card.answers, card.tries = day, card.answers + 1, card.tries + 1
        card.missed = not shown
        card.in_a_row = card.in_a_row + 1 if shown else 0
        if card.in_a_row >= IN_A_ROW:
            card.tries = 0
        return Judged(fact, day, days, right, shown, rows)
