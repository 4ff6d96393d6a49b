"""Answers of the learners who are in one class now, in a period, from the sums of the class.

A learner's first answer to a question, and their first, highest graded or last attempt at a check, are those of all
time. They count in the period that holds their day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import F, Q, Sum
from django.db.models.functions import Cast

from bank.grading import FULL_MARKS
from quizzes.models import ClassMarkCount
from quizzes.statistics.day_blocks import LAST, Blocks, cover, day_number


class WhichAttempts(models.TextChoices):
    """Which of a learner's attempts count, with Moodle's names."""

    FIRST = "first", "First attempts"
    HIGHEST = "highest", "Highest graded attempts"
    LAST = "last", "Last attempts"
    ALL = "all", "All attempts"

    @property
    def kinds(self) -> list[int]:
        """Those of `ClassMarkCount` that include it."""
        bit = {self.FIRST: 1, self.HIGHEST: 2, self.LAST: 4}.get(self)
        return [kinds for kinds in range(8) if bit is None or kinds & bit]


@dataclass(frozen=True)
class Period:
    """Days in the zone of a class, from `since` until before `until`; None is no limit."""

    since: date | None = None
    until: date | None = None

    @property
    def blocks(self) -> Iterable[Blocks]:
        since, until = (day_number(self.since) if self.since else 0), (day_number(self.until) if self.until else LAST)
        return cover(since, max(since, until))

    @property
    def as_condition(self) -> Q:
        """On the blocks of sums."""
        return Q.create([Q(span=span, block__gte=first, block__lt=end) for span, first, end in self.blocks], Q.OR)

    @property
    def as_values(self) -> dict[str, list[int]]:
        spans, firsts, ends = zip(*self.blocks, strict=True)
        return {"spans": list(spans), "firsts": list(firsts), "ends": list(ends)}


class MarkRow(NamedTuple):
    """As many attempts with these marks in a question and in the rest of the quiz, as `MarkCounts` holds them."""

    quiz_id: int
    version_id: int
    about: int  # the item
    marks: int
    rest: int
    rest_maximum: int
    attempts: int


COUNTED = ("quiz_id", "version_id", "version__item", "marks", "rest", "rest_maximum")


def mark_rows(counts: models.QuerySet[Any]) -> list[MarkRow]:
    return [MarkRow(*row) for row in counts.order_by().values_list(*COUNTED, "attempts")]


def mean_scores(counts: models.QuerySet[Any]) -> dict[int, tuple[int, float]]:
    """For each quiz the number of attempts and their mean score, from 0.0 to 1.0."""
    of_maximum = Cast(F("attempts"), models.FloatField()) * FULL_MARKS / (F("rest_maximum") + FULL_MARKS)
    mean = Sum(of_maximum * F("marks")) / Sum(of_maximum) / FULL_MARKS
    rows = counts.order_by().values("quiz").annotate(n=Sum(of_maximum), mean=mean)
    return {row["quiz"]: (round(row["n"]), row["mean"]) for row in rows}


IN_PERIOD = """
    FROM quizzes_classcount AS sums JOIN unnest(%(spans)s::int[], %(firsts)s::int[], %(ends)s::int[])
        AS blocks(span, first, after) ON sums.span = blocks.span AND block >= first AND block < after
    WHERE cohort_id = %(cohort)s
"""

# The versions that ask the same as the published one.
SUMS = f"""
    WITH sums AS (
        SELECT version_id, sum(answers) AS answers, sum(marks) AS marks {IN_PERIOD} AND option = '' GROUP BY version_id
    )
    SELECT figures.item_id, sum(sums.answers)::int, sum(sums.marks)::int
    FROM sums JOIN bank_itemversion AS version ON version.id = sums.version_id
    JOIN quizzes_itemfigures AS figures
        ON figures.item_id = version.item_id AND sums.version_id = ANY(figures.versions)
    GROUP BY figures.item_id HAVING sum(sums.answers) > 0
"""  # noqa: S608

CHOSEN = f"""
    SELECT option, sum(answers)::int, sum(marks)::int {IN_PERIOD} AND version_id = ANY(%(versions)s)
    GROUP BY option HAVING sum(answers) > 0
"""


@dataclass(frozen=True)
class ClassAnswers:
    cohort: int
    period: Period = Period()

    def _run(self, statement: str, **values: Any) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"cohort": self.cohort, **values})
            return cursor.fetchall()

    def _attempts(self, which: WhichAttempts) -> models.QuerySet[ClassMarkCount]:
        in_period = ClassMarkCount.objects.filter(self.period.as_condition, cohort=self.cohort)
        return in_period.filter(kinds__in=which.kinds, attempts__gt=0)

    def marks(self, quiz: int, which: WhichAttempts = WhichAttempts.FIRST) -> list[MarkRow]:
        rows = self._attempts(which).filter(quiz=quiz).order_by().values_list(*COUNTED)
        return [MarkRow(*row) for row in rows.annotate(number=Sum("attempts"))]

    def scores(self, which: WhichAttempts = WhichAttempts.FIRST) -> dict[int, tuple[int, float]]:
        """As `mean_scores`."""
        return mean_scores(self._attempts(which))

    def sums(self) -> dict[int, tuple[int, int]]:
        """For each question the number of first answers and their marks, as the roll has counted them."""
        return {item: (answers, marks) for item, answers, marks in self._run(SUMS, **self.period.as_values)}

    def chosen(self, versions: Sequence[int]) -> tuple[dict[str, int], int]:
        """How often each option was chosen, or each row sorted right, with all answers under "", and their marks."""
        rows = self._run(CHOSEN, versions=list(versions), **self.period.as_values)
        return {option: answers for option, answers, _ in rows}, sum(marks for *_, marks in rows)
