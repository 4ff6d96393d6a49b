"""What further answers about a fact bring by the exam, and what they cost.

An answer today is judged with up to three more to come, each asked when recall has fallen to about two thirds: where
memories are short, one answer alone would bring nothing by the exam, and a plan that looks one answer ahead would
never build a memory that lasts.
"""

from math import exp, log
from typing import NamedTuple

from fsrs import Rating

from planner.engine.facts import FactState
from planner.engine.learnt import Learnt
from quizzes.memory.card import PUBLISHED

RIPE = 0.65  # a review is best when recall has fallen to this
MORE = 3  # further answers that are foreseen
GAPS = (1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 45, 60, 90, 180)
SAME_SECONDS = 0.65  # recall at which the seconds of answers to come are reckoned


class Program(NamedTuple):
    """An answer today and `further` ones later: recall gained on the exam day, and seconds of the further ones."""

    gain: float
    later_seconds: float


Card = tuple[int, int, int]  # stability in fifths of its logarithm, difficulty, answers


class Prospects:
    """`horizon` is in days and at least 1; `share` is the seconds of one fact in a usual question, as a share of those
    of a question of its own."""

    def __init__(self, learnt: Learnt, horizon: int, share: float = 1.0) -> None:
        self.pace, self.horizon = learnt.pace, horizon
        self.each = learnt.pace.seconds(SAME_SECONDS) * share
        self._after: dict[tuple[Card, int, int], tuple[float, float]] = {}
        self._ripe: dict[Card, int] = {}
        self._reviews: dict[tuple[int, float, float, int], tuple[Program, ...]] = {}
        self._firsts: dict[int, tuple[Program, ...]] = {}

    def of(self, fact: FactState, sight: float) -> tuple[Program, ...]:
        """The programs for today, with more and more further answers."""
        if fact.answers:
            key = fact.answers, fact.stability, fact.difficulty, fact.days
            if key not in self._reviews:
                self._reviews[key] = self._review(fact)
            return self._reviews[key]
        first = round(sight * 20)
        if first not in self._firsts:
            self._firsts[first] = self._first(first / 20)
        return self._firsts[first]

    def recall(self, fact: FactState, ahead: int = 0) -> float:
        """From its own answers; 0 if there are none."""
        return self.pace.expected(fact.days + ahead, fact.stability, fact.answers) if fact.answers else 0.0

    def _first(self, right: float) -> tuple[Program, ...]:
        good, again = _card(*PUBLISHED.first(Rating.Good), 1), _card(*PUBLISHED.first(Rating.Again), 1)
        return tuple(self._program(right, good, again, 0.0, more) for more in range(MORE + 1))

    def _review(self, fact: FactState) -> tuple[Program, ...]:
        right, never = self.recall(fact), self.recall(fact, self.horizon)
        good, again = (
            _card(*PUBLISHED.after(fact.stability, fact.difficulty, fact.days, rated), fact.answers + 1)
            for rated in (Rating.Good, Rating.Again)
        )
        return tuple(self._program(right, good, again, never, more) for more in range(MORE + 1))

    def _program(self, right: float, good: Card, again: Card, never: float, more: int) -> Program:
        then, cost = self._after_both(right, good, again, self.horizon, more)
        return Program(then - never, cost)

    def _after_both(self, right: float, good: Card, again: Card, left: int, more: int) -> tuple[float, float]:
        known, cost = self._then(good, left, more)
        missed, missed_cost = self._then(again, left, more)
        return right * known + (1 - right) * missed, right * cost + (1 - right) * missed_cost

    def _then(self, card: Card, left: int, more: int) -> tuple[float, float]:
        """Recall on the exam day, `left` days after an answer, and the seconds of `more` further answers."""
        key = card, left, more
        if key not in self._after:
            self._after[key] = self._reckon(card, left, more)
        return self._after[key]

    def _reckon(self, card: Card, left: int, more: int) -> tuple[float, float]:
        stability, difficulty, answers = exp(card[0] / 5), card[1], card[2]
        if not more or left < 2:
            return self.pace.expected(left, stability, answers), 0.0
        gap = min(self._ripe_in(card), left - 1)
        right = self.pace.expected(gap, stability, answers)
        good, again = (
            _card(*PUBLISHED.after(stability, difficulty, gap, rated), answers + 1)
            for rated in (Rating.Good, Rating.Again)
        )
        known, cost = self._after_both(right, good, again, left - gap, more - 1)
        return known, cost + self.each

    def _ripe_in(self, card: Card) -> int:
        """Days until recall has fallen to where a review is best."""
        if card not in self._ripe:
            stability, answers = exp(card[0] / 5), card[2]
            ripe = (gap for gap in GAPS if self.pace.expected(gap, stability, answers) < RIPE)
            self._ripe[card] = next(ripe, GAPS[-1])
        return self._ripe[card]


def _card(stability: float, difficulty: float, answers: int) -> Card:
    return round(5 * log(stability)), round(difficulty), min(answers, 8)
