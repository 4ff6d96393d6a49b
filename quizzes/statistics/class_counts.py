"""Keeps the sums of classes by days: the answers of those who are in a class now, by question and option, and the
marks of their attempts at checks.

A membership is `counted` while the sums of its class hold the learner's counted answers. A roll adds those who joined
and subtracts those who left. Only answers of accounts count, as everybody in a class has one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model, Q, QuerySet, Sum

from accounts.models import CohortMembership
from quizzes.models import ClassCount, ClassMarkCount
from quizzes.statistics.day_blocks import SPANS
from quizzes.statistics.rollup_sql import ACCOUNTS, ANSWERS, choices_with, marks_with

COUNTED = "membership.counted"
JOINED, LEFT = Q(counted=False, left_at=None), Q(counted=True, left_at__isnull=False)

# A regrade whose recount waits can make a sum differ from its answers, even below 0, until it is recounted.
ADD = f"""
    WITH given AS MATERIALIZED (
        SELECT answers.version_id, answers.keyed_by, answers.answer, answers.marks, cohort.id AS cohort_id,
            (answers.received_at AT TIME ZONE cohort.time_zone)::date - '1970-01-01'::date AS day
        FROM ({ANSWERS}) AS answers
        JOIN accounts_cohortmembership AS membership ON membership.learner_id = answers.learner_id AND {{members}}
        JOIN accounts_cohort AS cohort ON cohort.id = membership.cohort_id
    ), choices AS ({choices_with("cohort_id", "day", "marks")}), days AS (
        SELECT cohort_id, day, version_id, option, count(*) AS answers,
            coalesce(sum(marks) FILTER (WHERE option = ''), 0) AS marks
        FROM choices GROUP BY cohort_id, day, version_id, option
    ), added AS (
        INSERT INTO quizzes_classcount AS total (cohort_id, span, block, version_id, option, answers, marks)
        SELECT cohort_id, span, day / span, version_id, option, %(sign)s * sum(answers), %(sign)s * sum(marks)
        FROM days CROSS JOIN unnest(%(spans)s::int[]) AS span GROUP BY 1, 2, 3, 4, 5
        ON CONFLICT (cohort_id, option, span, block, version_id)
            DO UPDATE SET answers = total.answers + excluded.answers, marks = total.marks + excluded.marks
        RETURNING id, answers
    )
    SELECT id FROM added WHERE answers = 0
"""  # noqa: S608  names of our own


# One more attempt can change which is the last or the highest, so `which` lets through all attempts of a learner at a
# quiz, or none.
RANKED = """
    SELECT attempt.id, attempt.quiz_id, cohort.id AS cohort_id, score.marks, score.maximum,
        (attempt.closed_at AT TIME ZONE cohort.time_zone)::date - '1970-01-01'::date AS day,
        (row_number() OVER (theirs ORDER BY attempt.closed_at, attempt.id) = 1)::int
        + 2 * (row_number() OVER (
            theirs ORDER BY score.marks::float / greatest(score.maximum, 1) DESC, attempt.closed_at, attempt.id
        ) = 1)::int
        + 4 * (row_number() OVER (theirs ORDER BY attempt.closed_at DESC, attempt.id DESC) = 1)::int AS kinds
    FROM quizzes_attempt AS attempt JOIN quizzes_attemptscore AS score ON score.attempt_id = attempt.id
    JOIN accounts_cohortmembership AS membership ON membership.learner_id = attempt.learner_id AND {members}
    JOIN accounts_cohort AS cohort ON cohort.id = membership.cohort_id
    WHERE {which} AND {attempts_of} AND attempt.counted AND attempt.quiz_id IS NOT NULL
        AND attempt.retry_of_id IS NULL AND attempt.ending IN ('finished', 'time')
    WINDOW theirs AS (PARTITION BY membership.id, attempt.quiz_id)
"""

ADD_MARKS = f"""
    WITH attempts AS ({RANKED}), marked AS ({marks_with("cohort_id", "quiz_id", "day", "kinds")}), days AS (
        SELECT cohort_id, quiz_id, day, version_id, marks, rest, rest_maximum, kinds, count(*) AS attempts
        FROM marked GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ), added AS (
        INSERT INTO quizzes_classmarkcount AS total
            (cohort_id, quiz_id, span, block, version_id, marks, rest, rest_maximum, kinds, attempts)
        SELECT cohort_id, quiz_id, span, day / span, version_id, marks, rest, rest_maximum, kinds,
            %(sign)s * sum(attempts)
        FROM days CROSS JOIN unnest(%(spans)s::int[]) AS span GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
        ON CONFLICT (cohort_id, quiz_id, span, block, version_id, marks, rest, rest_maximum, kinds)
            DO UPDATE SET attempts = total.attempts + excluded.attempts
        RETURNING id, attempts
    )
    SELECT id FROM added WHERE attempts = 0
"""  # noqa: S608


def add_answers(which: str, *, members: str = COUNTED, sign: int = 1, **values: Any) -> None:
    """Adds those of the counted members, or of `members`. Call it while no other roll runs."""
    statement = ADD.format(members=members, which=which, answers_of=ACCOUNTS.answers_of)
    _add(ClassCount, statement, spans=list(SPANS), sign=sign, **values)


def add_marks(which: str, *, members: str = COUNTED, sign: int = 1, **values: Any) -> None:
    """The same for attempts."""
    statement = ADD_MARKS.format(members=members, which=which, attempts_of=ACCOUNTS.attempts_of)
    _add(ClassMarkCount, statement, spans=list(SPANS), sign=sign, **values)


@contextmanager
def counting_attempts(ids: str, **values: Any) -> Iterator[None]:
    """Around marking these attempts as counted: takes their learners' attempts out and adds them again."""
    theirs = f"SELECT learner_id, quiz_id FROM quizzes_attempt WHERE id IN ({ids})"  # noqa: S608
    which = f"(attempt.learner_id, attempt.quiz_id) IN ({theirs})"
    add_marks(which, sign=-1, **values)
    yield
    add_marks(which, **values)


def _add(model: type[Model], statement: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        empty = [id for (id,) in cursor.fetchall()]
    if empty:
        model._default_manager.filter(pk__in=empty).delete()


def follow_members(take: Callable[[QuerySet, int], Any], limit: int) -> int:
    number = 0
    for sign, condition in ((1, JOINED), (-1, LEFT)):
        members = take(CohortMembership.objects.filter(condition), limit)
        if members.number:
            count_all_of(members.ids, sign=sign, **members.values)
            number += members.number
    return number


def count_all_of(memberships: str, *, sign: int, **values: Any) -> None:
    of_learners = f"SELECT learner_id FROM accounts_cohortmembership WHERE id IN ({memberships})"  # noqa: S608
    which = f"attempt.learner_id IN ({of_learners})"
    for add in (add_answers, add_marks):
        add(which, members=f"membership.id IN ({memberships})", sign=sign, **values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE accounts_cohortmembership SET counted = %(sign)s > 0 WHERE id IN ({memberships})",  # noqa: S608
            {"sign": sign, **values},
        )


def count_moved_classes(most: int | None) -> None:
    """Begins again with classes whose days begin at another hour now, if they have at most so many answers."""
    moved = list(CohortMembership.objects.filter(counted=None).order_by().values_list("cohort", flat=True).distinct())
    sums = ClassCount.objects.filter(cohort__in=moved)
    answers = sums.filter(span=SPANS[-1], option="").aggregate(sum=Sum("answers"))["sum"] if moved else 0
    if moved and (most is None or (answers or 0) <= most):
        sums.delete()
        ClassMarkCount.objects.filter(cohort__in=moved).delete()
        CohortMembership.objects.filter(cohort__in=moved).update(counted=False)
