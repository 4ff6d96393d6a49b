"""Figures of a check as a whole and of its questions, from counts of marks: the site's sums, or those of one class."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from bank.grading import FULL_MARKS
from quizzes.statistics.check_formulas import Distribution, Interval, Reliability, of_correlation, reliability, wilson
from quizzes.statistics.class_answers import MarkRow, mark_rows, mean_scores
from quizzes.statistics.figures import on_one_scale, weights_of
from quizzes.statistics.question_formulas import (
    MarkSums,
    discrimination_index,
    facility_index,
    standard_deviation,
    sums_of,
)
from quizzes.statistics.rollup_sql import ACCOUNTS, Scope


@dataclass(frozen=True)
class QuestionInCheck:
    item: int
    sums: MarkSums
    weight: float | None

    @property
    def facility(self) -> float | None:
        return facility_index(self.sums.n, self.sums.x)

    @property
    def interval(self) -> Interval | None:
        return wilson(self.sums.x / FULL_MARKS, self.sums.n)

    @property
    def deviation(self) -> float | None:
        return standard_deviation(self.sums.n, self.sums.x, self.sums.xx)

    @property
    def discrimination(self) -> float | None:
        return discrimination_index(self.sums)

    @property
    def discrimination_interval(self) -> Interval | None:
        return of_correlation(self.discrimination, self.sums.n)


class CheckFigures:
    """Scores are shares of each attempt's own maximum, since a check grows and shrinks over time."""

    def __init__(self, rows: Iterable[MarkRow]):
        self.sheet: dict[int, list[MarkRow]] = defaultdict(list)
        # By the maximum of the attempt, then by its marks. Each attempt is in a row for each of its questions.
        self._rows: dict[int, Counter[int]] = defaultdict(Counter)
        for row in rows:
            self.sheet[row.about].append(row)
            self._rows[row.rest_maximum + FULL_MARKS][row.marks + row.rest] += row.attempts

    @cached_property
    def scores(self) -> Distribution:
        counts: Counter[float] = Counter()
        for maximum, totals in self._rows.items():
            for total, rows in totals.items():
                counts[total / maximum] += rows * FULL_MARKS // maximum
        return Distribution(counts)

    @cached_property
    def usual(self) -> int:
        """The number of questions in most attempts, which the reliability is over."""
        most = max(self._rows, key=lambda maximum: (self._rows[maximum].total() / maximum, maximum), default=0)
        return most // FULL_MARKS

    @cached_property
    def reliability(self) -> Reliability | None:
        maximum = self.usual * FULL_MARKS
        totals = self._rows.get(maximum, Counter())
        counts = Counter({(total, 0): rows * FULL_MARKS // maximum for total, rows in totals.items()})
        whole = sums_of(counts)
        if whole.n < 2:
            return None
        variance = whole.variance / (whole.n * (whole.n - 1))
        return reliability(
            n=whole.n,
            questions=self.usual,
            item_variances=sum(self._variance(rows, maximum, whole.n) for rows in self.sheet.values()),
            total_variance=variance,
            deviation=sqrt(variance) / maximum,
        )

    def _variance(self, rows: Sequence[MarkRow], maximum: int, attempts: int) -> float:
        """A question that was in some of the attempts only counts by its part in them."""
        counts: Counter[tuple[int, int]] = Counter()
        for row in rows:
            if row.rest_maximum + FULL_MARKS == maximum:
                counts[row.marks, 0] += row.attempts
        sums = sums_of(counts)
        return sums.variance / (sums.n * (sums.n - 1)) * sums.n / attempts if sums.n > 1 else 0.0

    @cached_property
    def questions(self) -> list[QuestionInCheck]:
        weights = weights_of(self.sheet)
        return [QuestionInCheck(item, sums_of(on_one_scale(rows)), weights[item]) for item, rows in self.sheet.items()]


def site_rows(quiz: int, *, scope: Scope = ACCOUNTS, without: Scope | None = None) -> list[MarkRow]:
    """Each learner's first attempt at the quiz. `without` subtracts a scope: everybody without accounts is guests."""
    counts: Counter[MarkRow] = Counter()
    for each, sign in ((scope, 1), (without, -1)):
        if each is not None:
            for row in mark_rows(each.marks.objects.filter(quiz=quiz)):
                counts[row._replace(attempts=0)] += sign * row.attempts
    return [row._replace(attempts=attempts) for row, attempts in counts.items() if attempts > 0]


def site_scores() -> dict[int, tuple[int, float]]:
    """Of first attempts of accounts."""
    return mean_scores(ACCOUNTS.marks.objects.all())
