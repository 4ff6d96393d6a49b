"""What further answers about a fact bring by the exam, and what they cost.

An answer today is judged with up to three more to come, each asked when recall has fallen to about two thirds: where
memories are short, one answer alone would bring nothing by the exam, and a plan that looks one answer ahead would
never build a memory that lasts.
"""

from bisect import bisect, bisect_left
from functools import cache, lru_cache
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


Card = tuple[int, int, int]  # stability and difficulty in steps, answers
FINE, COARSE = 4, 1.5  # steps of log-stability in one, and difficulty in one step
ANSWERS_ALIKE = (0, 1, 2, 3, 5, 5, 5, 8)
FIRST = PUBLISHED.first(Rating.Good), PUBLISHED.first(Rating.Again)


class Prospects:
    """`horizon` is in days and at least 1; `share` is the seconds of one fact in a usual question, as a share of those
    of a question of its own; `more` answers are foreseen after today's."""

    def __init__(self, learnt: Learnt, horizon: int, share: float = 1.0, more: int = MORE) -> None:
        self.pace, self.horizon, self.more = learnt.pace, horizon, more
        self.each = learnt.pace.seconds(SAME_SECONDS) * share
        self._recalls: dict[tuple[int, float, int], float] = {}
        self._after: dict[tuple[Card, int], list[tuple[float, float]]] = {}
        self._ripe: dict[Card, int] = {}
        self._reviews: dict[tuple[int, float, float, int], tuple[Program, ...]] = {}
        self._firsts: dict[int, tuple[Program, ...]] = {}

    def of(self, fact: FactState, sight: float) -> tuple[Program, ...]:
        """The programs for today, with more and more further answers."""
        if fact.answers:
            key = fact.answers, fact.stability, fact.difficulty, fact.days
            if key not in self._reviews:
                self._reviews[key] = self._programs(fact, self.recall(fact), self.recall(fact, self.horizon))
            return self._reviews[key]
        first = round(sight * 20)
        if first not in self._firsts:
            self._firsts[first] = self._programs(fact, first / 20, 0.0)
        return self._firsts[first]

    def ripe(self, fact: FactState, more: int) -> tuple[float, Program] | None:
        """Recall on the later day when a review is best, and the program with `more` further answers that begins on
        it, as of facts alike; None if there is no day before the exam.
        """
        if not fact.answers or self.horizon < 2:
            return None
        card = _card(fact.stability, fact.difficulty, fact.answers)
        falls_in = GAPS[bisect_left(GAPS, self._ripe_in(card) - fact.days)]
        wait = min(falls_in, self.horizon - 1)
        right = self.recall(fact, wait)
        then, cost = self._after_both(right, *_answered(card, fact.days + wait), self.horizon - wait, more)[more]
        return right, Program(then - self.recall(fact, self.horizon), cost)

    def recall(self, fact: FactState, ahead: int = 0) -> float:
        """From its own answers; 0 if there are none."""
        if not fact.answers:
            return 0.0
        key = fact.days + ahead, fact.stability, fact.answers
        if key not in self._recalls:
            self._recalls[key] = self.pace.expected(*key)
        return self._recalls[key]

    def known(self, fact: FactState, sight: float, ahead: int = 0) -> float:
        """From its own answers, and never less than rules alone give: the learner's curve was fitted to reviews, so
        what rules add soon after an answer is in it."""
        return max(self.recall(fact, ahead), sight)

    def _programs(self, fact: FactState, right: float, never: float) -> tuple[Program, ...]:
        then = _cards_after(fact.answers, fact.stability, fact.difficulty, fact.days)
        reached = self._after_both(right, *then, self.horizon, self.more)
        return tuple([Program(known - never, cost) for known, cost in reached])

    def _after_both(self, right: float, good: Card, again: Card, left: int, more: int) -> list[tuple[float, float]]:
        wrong, after_good, after_again = 1 - right, self._then(good, left, more), self._then(again, left, more)
        return [
            (right * known + wrong * missed, right * cost + wrong * missed_cost)
            for (known, cost), (missed, missed_cost) in zip(after_good[: more + 1], after_again, strict=False)
        ]

    def _then(self, card: Card, left: int, more: int) -> list[tuple[float, float]]:
        """Recall on the exam day, `left` days after an answer, and the seconds of further answers: of none, of one
        and so on, at least up to `more`.
        """
        found = self._after.get((card, left))
        if found is None or len(found) <= more:
            found = self._after[card, left] = self._reckon(card, left, more)
        return found

    def _reckon(self, card: Card, left: int, more: int) -> list[tuple[float, float]]:
        stability, answers = exp(card[0] / FINE), card[2]
        none = self.pace.expected(left, stability, answers), 0.0
        if not more or left < 2:
            return [none] * (more + 1)
        gap = min(self._ripe_in(card), left - 1)
        right = self.pace.expected(gap, stability, answers)
        then = self._after_both(right, *_answered(card, gap), left - gap, more - 1)
        return [none, *[(known, cost + self.each) for known, cost in then]]

    def _ripe_in(self, card: Card) -> int:
        """Days until recall has fallen to where a review is best."""
        if card not in self._ripe:
            stability, answers = exp(card[0] / FINE), card[2]
            at = bisect(GAPS, -RIPE, key=lambda gap: -self.pace.expected(gap, stability, answers))
            self._ripe[card] = GAPS[min(at, len(GAPS) - 1)]
        return self._ripe[card]


def outcomes(fact: FactState, right: float) -> tuple[tuple[float, tuple[float, float]], ...]:
    """Pairs of (probability, (stability, difficulty)) after a right and a wrong answer today."""
    good, again = _after(fact.stability, fact.difficulty, fact.days) if fact.answers else FIRST
    return (right, good), (1 - right, again)


@lru_cache(2**14)  # no learner's own law is in it, and many facts of many learners are alike
def _after(stability: float, difficulty: float, days: int) -> tuple[tuple[float, float], tuple[float, float]]:
    return (
        PUBLISHED.after(stability, difficulty, days, Rating.Good),
        PUBLISHED.after(stability, difficulty, days, Rating.Again),
    )


@lru_cache(2**14)
def _cards_after(answers: int, stability: float, difficulty: float, days: int) -> tuple[Card, Card]:
    good, again = _after(stability, difficulty, days) if answers else FIRST
    return _card(*good, answers + 1), _card(*again, answers + 1)


@cache  # some thousand cards and gaps at most
def _answered(card: Card, gap: int) -> tuple[Card, Card]:
    good, again = _after(exp(card[0] / FINE), COARSE * card[1], gap)
    return _card(*good, card[2] + 1), _card(*again, card[2] + 1)


def _card(stability: float, difficulty: float, answers: int) -> Card:
    return round(FINE * log(stability)), round(difficulty / COARSE), ANSWERS_ALIKE[min(answers, 7)]
