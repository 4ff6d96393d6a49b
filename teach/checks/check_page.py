"""Figures of checks for instructors: the list of checks, and one check as a whole. No page names a learner."""

from collections.abc import Iterator
from dataclasses import dataclass

from bank.models import Item
from quizzes.models import Quiz
from quizzes.statistics.check_figures import CheckFigures, QuestionInCheck, site_rows, site_scores
from quizzes.statistics.check_formulas import Reliability
from teach.checks.answer_filter import AnswerFilterForm
from teach.checks.conclusions import FEWEST, conclusions, number_range, percent_range


@dataclass(frozen=True)
class ListedCheck:
    quiz: Quiz
    attempts: int
    mean: float | None


def listed_checks(form: AnswerFilterForm) -> list[ListedCheck]:
    """Checks that somebody finished come first."""
    scores = form.answers.scores(form.which) if form.answers else site_scores()
    rows = []
    for quiz in Quiz.objects.select_related("lesson").defer("lesson__body", "lesson__transcript"):
        attempts, mean = scores.get(quiz.pk, (0, None))
        shown = mean is not None and attempts >= (1 if form.of_class else FEWEST)
        rows.append(ListedCheck(quiz, attempts, 100 * (mean or 0) if shown else None))
    return sorted(rows, key=lambda row: (not row.attempts, row.quiz.title))


@dataclass(frozen=True)
class QuestionRow:
    item: Item
    found: QuestionInCheck

    @property
    def right(self) -> float:
        return 100 * (self.found.facility or 0)

    @property
    def interval(self) -> str:
        return percent_range(self.found.interval)

    @property
    def deviation(self) -> float | None:
        return None if self.found.deviation is None else 100 * self.found.deviation

    @property
    def discrimination_interval(self) -> str:
        return number_range(self.found.discrimination_interval)

    @property
    def weight(self) -> float | None:
        return None if self.found.weight is None else 100 * self.found.weight


class CheckPage:
    def __init__(self, quiz: Quiz, form: AnswerFilterForm):
        self.quiz, self.form, self.fewest = quiz, form, FEWEST
        scope, without = form.scopes
        rows = (
            form.answers.marks(quiz.pk, form.which)
            if form.answers
            else site_rows(quiz.pk, scope=scope, without=without)
        )
        self.found = CheckFigures(rows)
        self.scores = self.found.scores
        self.is_shown = self.scores.n >= (1 if form.of_class else FEWEST)

    @property
    def figures(self) -> Iterator[tuple[str, str, str]]:
        """Names with values and intervals. What cannot be computed yet is left out."""
        scores, found = self.scores, self.found.reliability
        yield "Attempts", str(scores.n), ""
        yield "Mean", _percent(scores.mean), percent_range(scores.mean_interval)
        yield "Median", _percent(scores.median), ""
        if scores.deviation is not None:
            yield "Standard deviation", _percent(scores.deviation), ""
        if scores.skewness is not None:
            yield "Skewness", f"{scores.skewness:.2f}", ""
        if scores.kurtosis is not None:
            yield "Kurtosis", f"{scores.kurtosis:.2f}", ""
        if found:
            yield from self._reliability(found)

    @staticmethod
    def _reliability(found: Reliability) -> Iterator[tuple[str, str, str]]:
        interval = f"{number_range(found.interval)}, standard error {found.error:.2f}"
        yield "Internal consistency (alpha)", f"{found.alpha:.2f}", interval
        yield "Error ratio", _percent(found.error_ratio), ""
        yield "Standard error", _percent(found.standard_error), ""

    @property
    def left_out_of_reliability(self) -> int:
        found = self.found.reliability
        return self.scores.n - found.n if found else 0

    @property
    def conclusions(self) -> list[str]:
        return list(conclusions(self.scores, self.found.reliability))

    @property
    def bars(self) -> list[tuple[str, int]]:
        labels = [f"{10 * tenth} to {10 * tenth + 9}%" for tenth in range(9)] + ["90 to 100%"]
        return list(zip(labels, self.scores.bars(), strict=True))

    @property
    def longest(self) -> int:
        return max(self.scores.bars())

    @property
    def questions(self) -> list[QuestionRow]:
        """In the order of the quiz; those that were removed from it come last."""
        order = dict(self.quiz.slots.values_list("item", "position"))
        items = Item.objects.select_related("published").in_bulk([each.item for each in self.found.questions])
        rows = [QuestionRow(items[each.item], each) for each in self.found.questions]
        return sorted(rows, key=lambda row: (order.get(row.item.pk, len(order) + 1), row.item.pk))


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}%"
