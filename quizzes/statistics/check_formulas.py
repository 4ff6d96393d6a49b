"""Figures of a whole check as Moodle defines them, and intervals that say how much a few answers can show.

Source: Moodle, "Quiz statistics calculations" and `mod/quiz/report/statistics/classes/calculator.php`. Moodle gives
percentages; here they are shares. Intervals are of 95%, if nothing else is said.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import atanh, exp, fsum, sqrt, tanh

Interval = tuple[float, float]

Z, Z_90 = 1.959964, 1.644854  # the normal distribution leaves 2.5% and 5% above them
# The same for Student's t with 1, 2, 3 ... degrees of freedom.
T = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)


def wilson(right: float, answers: int, *, z: float = Z) -> Interval | None:
    """Where the share of right answers lies. `right` may have fractions: part marks vary less, so it is then wider.

    Source: Wilson 1927, without a correction for continuity.
    """
    if not answers:
        return None
    share, zz = right / answers, z * z
    center = (share + zz / (2 * answers)) / (1 + zz / answers)
    half = z * sqrt(share * (1 - share) / answers + zz / (4 * answers * answers)) / (1 + zz / answers)
    return max(center - half, 0.0), min(center + half, 1.0)


def of_correlation(r: float | None, n: int) -> Interval | None:
    """By Fisher's transformation; None for fewer than four pairs, and for a correlation of exactly 1 or -1."""
    if r is None or n < 4 or abs(r) >= 1:
        return None
    half = Z / sqrt(n - 3)
    return tanh(atanh(r) - half), tanh(atanh(r) + half)


@dataclass(frozen=True)
class Distribution:
    """Scores as shares of the maximum, each with the number of attempts that have it."""

    counts: Mapping[float, int]

    @cached_property
    def n(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        return fsum(n * score for score, n in self.counts.items()) / self.n if self.n else None

    @property
    def median(self) -> float | None:
        """The middle score; of an even number of attempts, the mean of the two in the middle."""
        return (self._score_at((self.n - 1) // 2) + self._score_at(self.n // 2)) / 2 if self.n else None

    def _score_at(self, place: int) -> float:
        scores = sorted(self.counts)
        return scores[bisect_right(list(accumulate(self.counts[score] for score in scores)), place)]

    def _moment(self, power: int) -> float:
        mean = self.mean or 0.0
        return fsum(n * (score - mean) ** power for score, n in self.counts.items()) / self.n

    @property
    def variance(self) -> float | None:
        """For a sample (n - 1). Exactly 0 if none varies, although the mean is rounded."""
        if self.n < 2:
            return None
        return self._moment(2) * self.n / (self.n - 1) if sum(map(bool, self.counts.values())) > 1 else 0.0

    @property
    def deviation(self) -> float | None:
        return None if self.variance is None else sqrt(self.variance)

    @property
    def mean_interval(self) -> Interval | None:
        if self.mean is None or self.deviation is None:
            return None
        half = (T[self.n - 2] if self.n - 2 < len(T) else Z) * self.deviation / sqrt(self.n)
        return max(self.mean - half, 0.0), min(self.mean + half, 1.0)

    @property
    def skewness(self) -> float | None:
        """Negative: most scores are high, and a tail reaches down. None for fewer than three, or if none varies."""
        n = self.n
        if n < 3 or not self.variance:
            return None
        return n * n * self._moment(3) / ((n - 1) * (n - 2)) / self.variance**1.5

    @property
    def kurtosis(self) -> float | None:
        """0.0 for a normal distribution, above for a peak with tails. None for fewer than four, or if none varies."""
        n = self.n
        if n < 4 or not self.variance:
            return None
        fourth = n * n * ((n + 1) * self._moment(4) - 3 * (n - 1) * self._moment(2) ** 2)
        return fourth / ((n - 1) * (n - 2) * (n - 3)) / self.variance**2

    def bars(self, number: int = 10) -> list[int]:
        """How many scores are in each of so many equal parts; the full score is in the last."""
        counts = [0] * number
        for score, n in self.counts.items():
            counts[min(int(score * number + 1e-9), number - 1)] += n
        return counts


@dataclass(frozen=True)
class Reliability:
    """The coefficient of internal consistency (Cronbach's alpha) over `n` attempts with `questions` questions.

    `error` is its own standard error and `interval` its interval, both of Bonett 2002. `error_ratio` and
    `standard_error` are Moodle's: the part of the deviation that is chance, and how far chance moves one score.
    """

    n: int
    questions: int
    alpha: float
    deviation: float

    @property
    def _spread(self) -> float:
        return sqrt(2 * self.questions / ((self.questions - 1) * (self.n - 2)))

    @property
    def error(self) -> float:
        return (1 - self.alpha) * self._spread

    @property
    def interval(self) -> Interval:
        half = exp(Z * self._spread)
        return 1 - (1 - self.alpha) * half, 1 - (1 - self.alpha) / half

    @property
    def error_ratio(self) -> float:
        return sqrt(max(1 - self.alpha, 0.0))

    @property
    def standard_error(self) -> float:
        return self.error_ratio * self.deviation

    @property
    def least_difference(self) -> float:
        """Two scores that differ by less may be of equal learners, at 95 %: chance moves both."""
        return Z * sqrt(2) * self.standard_error


def reliability(
    *, n: int, questions: int, item_variances: float, total_variance: float, deviation: float
) -> Reliability | None:
    """None for fewer than three attempts or two questions, and if no score varies. Variances are in one unit."""
    if n < 3 or questions < 2 or not total_variance:
        return None
    alpha = questions / (questions - 1) * (1 - item_variances / total_variance)
    return Reliability(n, questions, alpha, deviation)
