"""Answers of the learners who are in one class now, read one by one, and as the same counts that the site's sums hold.

The sums have neither classes nor dates. A class is small, so that its answers can be read instead.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, models

from quizzes.statistics.rollup_sql import ANSWERS, CHOICES, MARKED


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
    """The last `days`, or from `since` until before `until`."""

    days: int | None = None
    since: datetime | None = None
    until: datetime | None = None


class MarkRow(NamedTuple):
    """As many attempts with these marks in a question and in the rest of the quiz, as `MarkCounts` holds them."""

    quiz_id: int
    version_id: int
    about: int  # the item
    marks: int
    rest: int
    rest_maximum: int
    attempts: int


def _during(moment: str) -> str:
    return (
        f"{moment} >= coalesce(%(since)s::timestamptz, now() - make_interval(days => %(days)s::int), '-infinity')"
        f" AND {moment} < coalesce(%(until)s::timestamptz, 'infinity')"
    )


MEMBERS = "(SELECT learner_id FROM accounts_cohortmembership WHERE cohort_id = %(cohort)s AND left_at IS NULL)"

FINISHED = f"""
    SELECT DISTINCT ON ({{once}}) attempt.id, attempt.quiz_id, score.marks, score.maximum
    FROM quizzes_attempt AS attempt JOIN quizzes_attemptscore AS score ON score.attempt_id = attempt.id
    WHERE attempt.learner_id IN {MEMBERS} AND {{quizzes}} AND attempt.retry_of_id IS NULL
        AND attempt.ending IN ('finished', 'time') AND {_during("attempt.closed_at")}
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

OF_CLASS = f"attempt.learner_id IN {MEMBERS} AND {_during('response.received_at')}"

# The versions that ask the same as the published one.
SUMS = f"""
    SELECT figures.item_id, count(*), sum(answers.marks)
    FROM ({ANSWERS.format(answers_of="true", which=OF_CLASS)}) AS answers
    JOIN bank_itemversion AS version ON version.id = answers.version_id
    JOIN quizzes_itemfigures AS figures
        ON figures.item_id = version.item_id AND answers.version_id = ANY(figures.versions)
    GROUP BY figures.item_id
"""  # noqa: S608

OF_QUESTION = ANSWERS.format(answers_of="true", which=f"{OF_CLASS} AND item.version_id = ANY(%(versions)s)")
CHOSEN = f"""
    WITH given AS MATERIALIZED (
        SELECT version_id, keyed_by, answer, marks, 0 AS band FROM ({OF_QUESTION}) AS answers
    ), choices AS ({CHOICES})
    SELECT option, count(*), (SELECT coalesce(sum(marks), 0) FROM given) FROM choices GROUP BY option
"""  # noqa: S608


@dataclass(frozen=True)
class ClassAnswers:
    cohort: int
    period: Period = Period()

    def _run(self, statement: str, **values: Any) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"cohort": self.cohort, **asdict(self.period), **values})
            return cursor.fetchall()

    def marks(self, quiz: int, which: WhichAttempts = WhichAttempts.FIRST) -> list[MarkRow]:
        statement = MARKS.format(quizzes="attempt.quiz_id = %(quiz)s", **_chosen(which))
        return [MarkRow(*row) for row in self._run(statement, quiz=quiz)]

    def scores(self, which: WhichAttempts = WhichAttempts.FIRST) -> dict[int, tuple[int, float]]:
        """For each quiz the number of attempts and their mean score, from 0.0 to 1.0."""
        statement = SCORES.format(quizzes="attempt.quiz_id IS NOT NULL", **_chosen(which))
        return {quiz: (attempts, mean) for quiz, attempts, mean in self._run(statement)}

    def sums(self) -> dict[int, tuple[int, int]]:
        """For each question the number of first answers and their marks, as the roll has counted them."""
        return {item: (answers, marks) for item, answers, marks in self._run(SUMS)}

    def chosen(self, versions: Sequence[int]) -> tuple[dict[str, int], int]:
        """How often each option was chosen, or each row sorted right, with all answers under "", and their marks."""
        rows = self._run(CHOSEN, versions=list(versions))
        return {option: answers for option, answers, _ in rows}, rows[0][2] if rows else 0


def _chosen(which: WhichAttempts) -> dict[str, str]:
    if which == WhichAttempts.ALL:
        return {"once": "attempt.id", "order": "attempt.closed_at"}
    return {"once": "attempt.learner_id, attempt.quiz_id", "order": ORDERS[which]}
