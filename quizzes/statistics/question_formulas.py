"""The figures of Moodle's quiz statistics, computed from counts instead of answers.

All sums are whole numbers, so the figures do not depend on the order of the answers.

Source: Moodle, "Quiz statistics calculations" and `question/classes/statistics/questions/calculator.php`. Moodle gives
percentages; here they are shares. Derived questions are in no quiz, so they have no discrimination.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import comb, sqrt

from bank.grading import FULL_MARKS

# (mark in the question, marks in the rest of the quiz), both in thousandths of an item: the number of attempts.
Counts = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class MarkSums:
    """Sums over `n` attempts; x are marks in the question, y marks in the rest of the quiz.

    `greatest` is the sum of products if the best marks were paired with the best rests, the second best with the
    second best, and so on. No pairing gives more.
    """

    n: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int
    greatest: int

    # Variances and covariances times n squared, so that they stay whole numbers.

    @property
    def variance(self) -> int:
        return self.n * self.xx - self.x * self.x

    @property
    def rest_variance(self) -> int:
        return self.n * self.yy - self.y * self.y

    @property
    def covariance(self) -> int:
        return self.n * self.xy - self.x * self.y

    @property
    def greatest_covariance(self) -> int:
        return self.n * self.greatest - self.x * self.y

    @property
    def covariance_with_total(self) -> int:
        return self.variance + self.covariance


def sums_of(counts: Counts) -> MarkSums:
    return MarkSums(
        n=sum(counts.values()),
        x=sum(n * mark for (mark, _), n in counts.items()),
        y=sum(n * rest for (_, rest), n in counts.items()),
        xx=sum(n * mark * mark for (mark, _), n in counts.items()),
        yy=sum(n * rest * rest for (_, rest), n in counts.items()),
        xy=sum(n * mark * rest for (mark, rest), n in counts.items()),
        greatest=sum(n * mark * rest for mark, rest, n in _in_step(_of(counts, 0), _of(counts, 1))),
    )


def _of(counts: Counts, side: int) -> list[tuple[int, int]]:
    found: dict[int, int] = {}
    for pair, n in counts.items():
        found[pair[side]] = found.get(pair[side], 0) + n
    return sorted(found.items())


def _in_step(marks: list[tuple[int, int]], rests: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    i = j = used = taken = 0
    while i < len(marks) and j < len(rests):
        n = min(marks[i][1] - used, rests[j][1] - taken)
        yield marks[i][0], rests[j][0], n
        used, taken = used + n, taken + n
        if used == marks[i][1]:
            i, used = i + 1, 0
        if taken == rests[j][1]:
            j, taken = j + 1, 0


def facility_index(answers: int, marks: int) -> float | None:
    return marks / answers / FULL_MARKS if answers else None


def standard_deviation(answers: int, marks: int, squares: int) -> float | None:
    """Of the marks as shares of the maximum, for a sample (n - 1). None for fewer than two answers."""
    if answers < 2:
        return None
    return sqrt(max(answers * squares - marks * marks, 0) / (answers * (answers - 1))) / FULL_MARKS


def discrimination_index(sums: MarkSums) -> float | None:
    """Correlation of the question's marks with those in the rest of the quiz, from -1.0 to 1.0.

    None if either never varies.
    """
    both = sums.variance * sums.rest_variance
    return sums.covariance / sqrt(both) if both else None


def discriminative_efficiency(sums: MarkSums) -> float | None:
    """Covariance as a share of the greatest possible, which is fair to easy and hard questions.

    None if either never varies.
    """
    return sums.covariance / sums.greatest_covariance if sums.greatest_covariance else None


def effective_weights(quiz: Collection[MarkSums]) -> list[float | None]:
    """Each question's share in the variation of the quiz's score; together 1.0.

    None for a question that runs against the score, and for all if no score varies.
    """
    roots = [_root_of_covariance_with_total(sums) for sums in quiz]
    whole = sum(root for root in roots if root is not None)
    return [root / whole if root is not None and whole else None for root in roots]


def _root_of_covariance_with_total(sums: MarkSums) -> float | None:
    if sums.n < 2 or sums.covariance_with_total < 0:
        return None
    return sqrt(sums.covariance_with_total / (sums.n * (sums.n - 1)))


def guessing_chance(form: str, options: int, keys: int) -> float:
    if form == "sort":
        return 0.5
    return 1 / comb(options, keys) if options and keys else 0.0


# ---- How long it took

# Bounds of the classes in milliseconds: four to each doubling, from a quarter of a second to an hour.
TIME_BOUNDS = [round(250 * 2 ** (step / 4)) for step in range(56)]


def median_time(classes: Mapping[int, int]) -> int | None:
    """The median in milliseconds of the counts by class of `TIME_BOUNDS`; None without answers.

    Class 0 lies below the first bound. The median is interpolated within its class.
    """
    half = sum(classes.values()) / 2
    below = 0
    for number in sorted(classes):
        if below + classes[number] >= half:
            lower = TIME_BOUNDS[number - 1] if number else 0
            upper = TIME_BOUNDS[min(number, len(TIME_BOUNDS) - 1)]
            return round(lower + (upper - lower) * (half - below) / classes[number])
        below += classes[number]
    return None


# ---- Strong and weak learners

BANDS = 5
SHARE_OF_GROUP = 0.27  # the usual tail in classical item analysis (Kelley 1939)

# Counts by band of rest scores. Band 1 is the weakest.
Banded = Mapping[int, int]


@dataclass(frozen=True)
class LearnerGroup:
    parts: Mapping[int, float]
    size: float

    def share(self, chosen: Banded) -> float | None:
        return sum(part * chosen.get(band, 0) for band, part in self.parts.items()) / self.size if self.size else None


def strongest(answers: Banded) -> LearnerGroup:
    return _group(answers, sorted(answers, reverse=True))


def weakest(answers: Banded) -> LearnerGroup:
    return _group(answers, sorted(answers))


def _group(answers: Banded, order: Collection[int]) -> LearnerGroup:
    missing = size = SHARE_OF_GROUP * sum(answers.values())
    parts = {}
    for band in order:
        if missing <= 0 or not answers[band]:
            continue
        parts[band] = min(1.0, missing / answers[band])
        missing -= answers[band]
    return LearnerGroup(parts, size)
