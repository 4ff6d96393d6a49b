"""The SQL statements with which `rollup` marks answers and attempts and adds them to the sums.

A statement that adds is for one scope: all learners, or those with an account.
"""

from dataclasses import dataclass
from typing import Any

from quizzes.models import (
    AccountsItemStatistic,
    AccountsMarkCount,
    AccountsOptionStatistic,
    AccountsTimeCount,
    ItemStatistic,
    MarkCount,
    OptionStatistic,
    TimeCount,
)


@dataclass(frozen=True)
class Scope:
    sums: type[Any]
    times: type[Any]
    choices: type[Any]
    marks: type[Any]
    statistic: str
    answers_of: str = "true"
    attempts_of: str = "true"

    @property
    def by_question(self) -> list[type[Any]]:
        return [self.sums, self.times, self.choices]

    def add(self, statement: str, which: str) -> str:
        tables = {name: getattr(self, name)._meta.db_table for name in ("sums", "times", "choices", "marks")}
        return statement.format(**tables, answers_of=self.answers_of, attempts_of=self.attempts_of, which=which)


EVERYBODY = Scope(ItemStatistic, TimeCount, OptionStatistic, MarkCount, "statistic")
ACCOUNTS = Scope(
    AccountsItemStatistic,
    AccountsTimeCount,
    AccountsOptionStatistic,
    AccountsMarkCount,
    "accounts_statistic",
    answers_of="coalesce(result.with_account, false)",
    attempts_of="coalesce(attempt.with_account, false)",
)
SCOPES = (EVERYBODY, ACCOUNTS)

# An answer that counts. Its band follows from the score in the rest of a finished, counted attempt.
ANSWERS = """
    SELECT item.version_id, result.version_id AS keyed_by, result.marks, response.answer,
        attempt.learner_id, response.received_at,
        CASE WHEN attempt.mode <> 'section' THEN response.took_ms END AS took_ms,
        CASE WHEN attempt.counted AND attempt.ending IN ('finished', 'time') AND score.maximum >= 5000 THEN least(
            5 * (score.marks - CASE WHEN item.scored THEN result.marks ELSE 0 END)
            / (score.maximum - CASE WHEN item.scored THEN 1000 ELSE 0 END), 4) + 1
        END AS band
    FROM quizzes_itemresult AS result
    JOIN quizzes_attemptitem AS item ON item.id = result.attempt_item_id
    JOIN quizzes_attempt AS attempt ON attempt.id = item.attempt_id
    JOIN quizzes_attemptscore AS score ON score.attempt_id = attempt.id
    JOIN quizzes_response AS response ON response.id = result.response_id
    -- The planner believes no answer counted until the server has looked at the table again, and would expect one row.
    WHERE coalesce(result.first_answer, false) AND NOT result.left_out AND {answers_of} AND {which}
"""


def choices_with(*columns: str) -> str:
    """For each answer one row with an empty option, one for each chosen option, and one for each row sorted right."""
    of = ", ".join(f"given.{column}" for column in ("version_id", *columns))
    return f"""
        SELECT {of}, '' AS option FROM given
        UNION ALL
        SELECT {of}, jsonb_array_elements_text(answer->'chosen') FROM given WHERE answer ? 'chosen'
        UNION ALL
        SELECT {of}, row.key
        FROM given JOIN bank_option AS row ON row.version_id = given.keyed_by
            AND row.expected <> '' AND row.expected = given.answer->'sorted'->>row.key
        WHERE answer ? 'sorted'
    """  # noqa: S608  names of our own


CHOICES = choices_with("band")

ADD_CHOICES = """
    INSERT INTO {choices} AS total (version_id, band, option, chosen)
    SELECT version_id, band, option, count(*) FROM choices GROUP BY version_id, band, option
    ON CONFLICT (version_id, band, option) DO UPDATE SET chosen = total.chosen + excluded.chosen
"""

ADD_ANSWERS = f"""
    WITH answers AS MATERIALIZED ({ANSWERS}), sums AS (
        INSERT INTO {{sums}} AS total (version_id, answers, marks, squares, unsure)
        SELECT version_id, count(*), sum(marks), sum(marks::bigint * marks), count(*) FILTER (WHERE answer ? 'unsure')
        FROM answers GROUP BY version_id
        ON CONFLICT (version_id) DO UPDATE SET answers = total.answers + excluded.answers,
            marks = total.marks + excluded.marks, squares = total.squares + excluded.squares,
            unsure = total.unsure + excluded.unsure
    ), times AS (
        INSERT INTO {{times}} AS total (version_id, duration, answers)
        SELECT version_id, width_bucket(took_ms, %(bounds)s::int[]), count(*)
        FROM answers WHERE took_ms IS NOT NULL GROUP BY 1, 2
        ON CONFLICT (version_id, duration) DO UPDATE SET answers = total.answers + excluded.answers
    ), given AS (
        SELECT version_id, keyed_by, answer, 0 AS band FROM answers
        UNION ALL
        SELECT version_id, keyed_by, answer, band FROM answers WHERE band IS NOT NULL
    ), choices AS ({CHOICES}), added AS ({ADD_CHOICES})
    SELECT DISTINCT version_id FROM answers
"""  # noqa: S608  names of our own

ADD_BANDS = f"""
    WITH given AS MATERIALIZED ({ANSWERS}), choices AS (
        SELECT * FROM ({CHOICES}) AS every WHERE band IS NOT NULL
    ), added AS ({ADD_CHOICES})
    SELECT DISTINCT version_id FROM choices
"""  # noqa: S608


def marks_with(*columns: str) -> str:
    """Each question of `attempts`, with columns of those. A question without an answer has no marks."""
    of = ", ".join(f"attempts.{column}" for column in columns)
    return f"""
        SELECT {of}, item.version_id, coalesce(result.marks, 0) AS marks,
            attempts.marks - coalesce(result.marks, 0) AS rest, attempts.maximum - 1000 AS rest_maximum
        FROM attempts JOIN quizzes_attemptitem AS item ON item.attempt_id = attempts.id AND item.scored
        LEFT JOIN quizzes_itemresult AS result ON result.attempt_item_id = item.id
        WHERE NOT coalesce(result.left_out, false)
    """  # noqa: S608  names of our own


# Each learner's first finished attempt at a quiz.
FIRSTS = """
    SELECT attempt.id, attempt.quiz_id, score.marks, score.maximum
    FROM quizzes_attempt AS attempt JOIN quizzes_attemptscore AS score ON score.attempt_id = attempt.id
    WHERE {which} AND {attempts_of} AND attempt.counted AND attempt.quiz_id IS NOT NULL
        AND attempt.retry_of_id IS NULL AND attempt.ending IN ('finished', 'time') AND NOT EXISTS (
            SELECT FROM quizzes_attempt AS earlier
            WHERE earlier.learner_id = attempt.learner_id AND earlier.quiz_id = attempt.quiz_id
                AND earlier.retry_of_id IS NULL AND earlier.ending IN ('finished', 'time')
                AND (earlier.closed_at, earlier.id) < (attempt.closed_at, attempt.id)
        )
"""

ADD_MARKS = f"""
    WITH attempts AS ({FIRSTS}), marked AS ({marks_with("quiz_id")}), added AS (
        INSERT INTO {{marks}} AS total (quiz_id, version_id, marks, rest, rest_maximum, attempts)
        SELECT quiz_id, version_id, marks, rest, rest_maximum, count(*) FROM marked GROUP BY 1, 2, 3, 4, 5
        ON CONFLICT (quiz_id, version_id, marks, rest, rest_maximum)
            DO UPDATE SET attempts = total.attempts + excluded.attempts
    )
    SELECT DISTINCT version_id FROM marked
"""  # noqa: S608

# Grades are stored while the learner is locked, so their ids follow the order of one learner's answers.
MARK_FIRST_ANSWERS = """
    WITH wanted AS MATERIALIZED (
        SELECT DISTINCT attempt.learner_id{item}
        FROM quizzes_itemresult AS result
        JOIN quizzes_attemptitem AS item ON item.id = result.attempt_item_id
        JOIN quizzes_attempt AS attempt ON attempt.id = item.attempt_id
        JOIN bank_itemversion AS version ON version.id = item.version_id
        WHERE result.id IN ({results})
    ), firsts AS MATERIALIZED (
        SELECT DISTINCT ON (attempt.learner_id, version.item_id) result.id
        FROM quizzes_attempt AS attempt
        JOIN quizzes_attemptitem AS item ON item.attempt_id = attempt.id
        JOIN bank_itemversion AS version ON version.id = item.version_id
        JOIN quizzes_itemresult AS result ON result.attempt_item_id = item.id
        JOIN quizzes_response AS response ON response.id = result.response_id
        JOIN quizzes_grade AS grade ON grade.response_id = response.id AND grade.run_id IS NULL
        WHERE attempt.learner_id IN (SELECT learner_id FROM wanted) AND NOT response.late {only_these}
        ORDER BY attempt.learner_id, version.item_id, grade.id
    )
    UPDATE quizzes_itemresult AS result
    SET first_answer = firsts.id IS NOT NULL, with_account = NOT learner.is_guest
    FROM ({results}) AS taken(id) LEFT JOIN firsts ON firsts.id = taken.id,
        quizzes_attemptitem AS item, quizzes_attempt AS attempt, accounts_learner AS learner
    WHERE result.id = taken.id AND item.id = result.attempt_item_id AND attempt.id = item.attempt_id
        AND learner.id = attempt.learner_id
"""
# For few answers only those to the same questions are read. For many, nearly all are needed, and a condition on pairs
# would make the planner expect very few rows.
THESE_QUESTIONS = {
    "item": ", version.item_id",
    "only_these": "AND (attempt.learner_id, version.item_id) IN (SELECT learner_id, item_id FROM wanted)",
}
ALL_QUESTIONS = {"item": "", "only_these": ""}

SETTLE_ANSWERS = """
    UPDATE quizzes_itemresult AS result SET with_account = NOT learner.is_guest
    FROM quizzes_attemptitem AS item, quizzes_attempt AS attempt, accounts_learner AS learner
    WHERE result.id IN ({results}) AND item.id = result.attempt_item_id AND attempt.id = item.attempt_id
        AND learner.id = attempt.learner_id
"""

MARK_ATTEMPTS = """
    UPDATE quizzes_attempt AS attempt SET counted = true, with_account = NOT learner.is_guest
    FROM accounts_learner AS learner WHERE attempt.id IN ({attempts}) AND learner.id = attempt.learner_id
"""
