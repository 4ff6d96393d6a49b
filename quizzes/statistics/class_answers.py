"""Answers of the learners who are in one class now, in a period.

Answers to questions come from the sums of the class, and so do first attempts at a check. In a period, and with other
attempts than the first, one statement goes through the attempts of the members at the check: which attempt of a
learner counts depends on the period. It gives the same counts.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import F, Sum
from django.db.models.functions import Cast

from bank.grading import FULL_MARKS
from quizzes.models import ClassMarkCount
from quizzes.statistics.day_blocks import LAST, cover, day_number
from quizzes.statistics.rollup_sql import MARKED


class WhichAttempts(models.TextChoices):
    """Which of a learner's attempts in the period count, with Moodle's names."""

    FIRST = "first", "First attempts"
    HIGHEST = "highest", "Highest graded attempts"
    LAST = "last", "Last attempts"
    ALL = "all", "All attempts"


ORDERS = {
    WhichAttempts.FIRST: "attempt.closed_at, attempt.id",
    WhichAttempts.HIGHEST: "score.marks::float / greatest(score.maximum, 1) DESC, attempt.closed_at, attempt.id",
    WhichAttempts.LAST: "attempt.closed_at DESC, attempt.id DESC",
}


@dataclass(frozen=True)
class Period:
    """Days in the zone of a class, from `since` until before `until`; None is no limit."""

    since: date | None = None
    until: date | None = None

    @property
    def blocks(self) -> dict[str, list[int]]:
        since, until = (day_number(self.since) if self.since else 0), (day_number(self.until) if self.until else LAST)
        spans, firsts, ends = zip(*cover(since, max(since, until)), strict=True)
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


def mean_scores(counts: models.QuerySet[Any]) -> dict[int, tuple[int, float]]:
    """For each quiz the number of attempts and their mean score, from 0.0 to 1.0."""
    of_maximum = Cast(F("attempts"), models.FloatField()) * FULL_MARKS / (F("rest_maximum") + FULL_MARKS)
    mean = Sum(of_maximum * F("marks")) / Sum(of_maximum) / FULL_MARKS
    rows = counts.order_by().values("quiz").annotate(n=Sum(of_maximum), mean=mean)
    return {row["quiz"]: (round(row["n"]), row["mean"]) for row in rows}


DAY = "(attempt.closed_at AT TIME ZONE (SELECT time_zone FROM accounts_cohort WHERE id = %(cohort)s))::date"
DURING = f"{DAY} >= coalesce(%(since)s::date, '-infinity') AND {DAY} < coalesce(%(until)s::date, 'infinity')"
MEMBERS = "(SELECT learner_id FROM accounts_cohortmembership WHERE cohort_id = %(cohort)s AND left_at IS NULL)"

FINISHED = f"""
    SELECT DISTINCT ON ({{once}}) attempt.id, attempt.quiz_id, attempt.learner_id, score.marks, score.maximum
    FROM quizzes_attempt AS attempt JOIN quizzes_attemptscore AS score ON score.attempt_id = attempt.id
    WHERE attempt.learner_id IN {MEMBERS} AND {{quizzes}} AND attempt.retry_of_id IS NULL
        AND attempt.ending IN ('finished', 'time') AND {DURING}
    ORDER BY {{once}}, {{order}}
"""  # noqa: S608  names of our own

MARKS = f"""
    WITH firsts AS ({FINISHED}), marked AS ({MARKED})
    SELECT marked.quiz_id, version_id, version.item_id, marks, rest, rest_maximum, count(*)
    FROM marked JOIN bank_itemversion AS version ON version.id = version_id GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608

SCORES = f"""
    WITH firsts AS ({FINISHED})
    SELECT quiz_id, count(*), avg(marks::float / maximum) FROM firsts WHERE maximum > 0 GROUP BY quiz_id
"""  # noqa: S608

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
            cursor.execute(statement, {"cohort": self.cohort, **asdict(self.period), **values})
            return cursor.fetchall()

    def _sums_of(self, which: WhichAttempts) -> models.QuerySet[ClassMarkCount] | None:
        """The rows that hold what is asked for, if there are such sums."""
        has_sums = which == WhichAttempts.FIRST and self.period == Period()
        return ClassMarkCount.objects.filter(cohort=self.cohort, attempts__gt=0) if has_sums else None

    def marks(self, quiz: int, which: WhichAttempts = WhichAttempts.FIRST) -> list[MarkRow]:
        sums = self._sums_of(which)
        if sums is not None:
            return [MarkRow(*row) for row in sums.filter(quiz=quiz).values_list(*COUNTED, "attempts")]
        statement = MARKS.format(quizzes="attempt.quiz_id = %(quiz)s", **_chosen(which))
        return [MarkRow(*row) for row in self._run(statement, quiz=quiz)]

    def scores(self, which: WhichAttempts = WhichAttempts.FIRST) -> dict[int, tuple[int, float]]:
        """As `mean_scores`."""
        sums = self._sums_of(which)
        if sums is not None:
            return mean_scores(sums)
        statement = SCORES.format(quizzes="attempt.quiz_id IS NOT NULL", **_chosen(which))
        return {quiz: (attempts, mean) for quiz, attempts, mean in self._run(statement)}

    def sums(self) -> dict[int, tuple[int, int]]:
        """For each question the number of first answers and their marks, as the roll has counted them."""
        return {item: (answers, marks) for item, answers, marks in self._run(SUMS, **self.period.blocks)}

    def chosen(self, versions: Sequence[int]) -> tuple[dict[str, int], int]:
        """How often each option was chosen, or each row sorted right, with all answers under "", and their marks."""
        rows = self._run(CHOSEN, versions=list(versions), **self.period.blocks)
        return {option: answers for option, answers, _ in rows}, sum(marks for *_, marks in rows)


def _chosen(which: WhichAttempts) -> dict[str, str]:
    if which == WhichAttempts.ALL:
        return {"once": "attempt.id", "order": "attempt.closed_at"}
    return {"once": "attempt.learner_id, attempt.quiz_id", "order": ORDERS[which]}
