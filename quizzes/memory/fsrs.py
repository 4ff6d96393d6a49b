"""FSRS-6 as arithmetic on numbers: what a memory is worth on a day, and what an answer makes of it.

`card.py` moves real cards with py-fsrs. Planning asks "what if" ten thousand times within one request, which is too
often for cards with dates; so its formulas stand here once more, and a test holds them to py-fsrs.
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
    """One learner's laws of memory: the 21 FSRS-6 weights.

    Stability is the number of days after which recall has fallen to 0.9, difficulty runs from 1 to 10.
    """

    weights: Sequence[float] = DEFAULT_PARAMETERS

    @cached_property
    def decay(self) -> float:
        return -self.weights[20]

    @cached_property
    def factor(self) -> float:
        return 0.9 ** (1 / self.decay) - 1

    def recall(self, days: float, stability: float) -> float:
        """Probability of recall so many days after the last answer."""
        return (1 + self.factor * days / stability) ** self.decay

    def interval(self, stability: float, retention: float) -> float:
        """Days until recall has fallen to `retention`, unrounded."""
        return stability / self.factor * (retention ** (1 / self.decay) - 1)

    def first(self, rating: Rating) -> tuple[float, float]:
        """Stability and difficulty after the first answer."""
        stability = max(self.weights[rating - 1], STABILITY_MIN)
        return stability, min(max(self._first_difficulty(rating), 1.0), 10.0)

    def after(self, stability: float, difficulty: float, days: int, rating: Rating) -> tuple[float, float]:
        """Stability and difficulty after one more answer, `days` whole days after the last one (0: the same day)."""
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
        growth = exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (exp((1 - recall) * w[10]) - 1)
        if rating == Rating.Hard:
            growth *= w[15]
        elif rating == Rating.Easy:
            growth *= w[16]
        return stability * (1 + growth)

    def _forgotten(self, stability: float, difficulty: float, recall: float) -> float:
        w = self.weights
        long_term = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp((1 - recall) * w[14])
        return min(long_term, stability / exp(w[17] * w[18]))

    def _next_difficulty(self, difficulty: float, rating: Rating) -> float:
        w = self.weights
        moved = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
        return min(max(w[7] * self._first_difficulty(Rating.Easy) + (1 - w[7]) * moved, 1.0), 10.0)
