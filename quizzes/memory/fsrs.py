"""FSRS-6 as arithmetic on numbers: the recall of a memory on a day, and the effect of an answer.

`card.py` moves real cards with py-fsrs. A forecast computes ten thousand steps in one request, too many for cards with
dates, so the formulas are repeated here and a test compares them with py-fsrs.

Source: py-fsrs 6.3, `fsrs/scheduler.py`; https://github.com/open-spaced-repetition/py-fsrs
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp

from fsrs import Rating
from fsrs.scheduler import DEFAULT_PARAMETERS, STABILITY_MIN


@dataclass(frozen=True)
class Forgetting:
    """The 21 FSRS-6 weights of one learner.

    Stability is the number of days after which recall has fallen to 0.9. Difficulty is from 1 to 10.
    """

    weights: Sequence[float] = DEFAULT_PARAMETERS

    @cached_property
    def decay(self) -> float:
        return -self.weights[20]

    @cached_property
    def factor(self) -> float:
        return 0.9 ** (1 / self.decay) - 1

    @cached_property
    def _growth(self) -> float:
        return exp(self.weights[8])

    @cached_property
    def _setback(self) -> float:
        return exp(self.weights[17] * self.weights[18])

    @cached_property
    def _pull(self) -> float:
        return self.weights[7] * self._first_difficulty(Rating.Easy)

    def recall(self, days: float, stability: float) -> float:
        return (1 + self.factor * days / stability) ** self.decay

    def interval(self, stability: float, retention: float) -> float:
        return stability / self.factor * (retention ** (1 / self.decay) - 1)

    def first(self, rating: Rating) -> tuple[float, float]:
        stability = max(self.weights[rating - 1], STABILITY_MIN)
        return stability, min(max(self._first_difficulty(rating), 1.0), 10.0)

    def after(self, stability: float, difficulty: float, days: int, rating: Rating) -> tuple[float, float]:
        """Stability and difficulty after another answer, `days` whole days later (0 means the same day)."""
        if days < 1:
            grown = self._same_day(stability, rating)
        elif rating == Rating.Again:
            grown = self._forgotten(stability, difficulty, self.recall(days, stability))
        else:
            grown = self._recalled(stability, difficulty, self.recall(days, stability), rating)
        return max(grown, STABILITY_MIN), self._next_difficulty(difficulty, rating)

    def _first_difficulty(self, rating: Rating) -> float:
        return self.weights[4] - exp(self.weights[5] * (rating - 1)) + 1

    def _same_day(self, stability: float, rating: Rating) -> float:
        w = self.weights
        growth = exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        return stability * (growth if rating == Rating.Again else max(growth, 1.0))

    def _recalled(self, stability: float, difficulty: float, recall: float, rating: Rating) -> float:
        w = self.weights
        growth = self._growth * (11 - difficulty) * stability ** -w[9] * (exp((1 - recall) * w[10]) - 1)
        if rating == Rating.Hard:
            growth *= w[15]
        elif rating == Rating.Easy:
            growth *= w[16]
        return stability * (1 + growth)

    def _forgotten(self, stability: float, difficulty: float, recall: float) -> float:
        w = self.weights
        long_term = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp((1 - recall) * w[14])
        return min(long_term, stability / self._setback)

    def _next_difficulty(self, difficulty: float, rating: Rating) -> float:
        w = self.weights
        moved = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
        return min(max(self._pull + (1 - w[7]) * moved, 1.0), 10.0)
