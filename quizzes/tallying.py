"""The statements by which `counting` marks answers and attempts and adds them to the sums."""

# An answer that counts. Its band follows from the score in the rest of a finished attempt that is counted itself.
ANSWERS = """
    SELECT item.version_id, result.version_id AS keyed_by, result.marks, response.answer, response.took_ms,
        coalesce(result.with_account, false) AS with_account,
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
    WHERE coalesce(result.first_answer, false) AND NOT result.left_out
"""

# For each answer one row without an option, one for each option chosen, and one for each row sorted right.
CHOICES = """
    SELECT version_id, with_account, band, '' AS option FROM given
    UNION ALL
    SELECT version_id, with_account, band, jsonb_array_elements_text(answer->'chosen') FROM given
    WHERE answer ? 'chosen'
    UNION ALL
    SELECT given.version_id, given.with_account, given.band, row.key
    FROM given JOIN quizzes_option AS row
        ON row.version_id = given.keyed_by AND row.expected <> '' AND row.expected = given.answer->'sorted'->>row.key
    WHERE answer ? 'sorted'
"""

# Every row counts over all learners, and once more without guests where its learner has an account.
TWICE = "JOIN (VALUES (true), (false)) AS over(guests) ON over.guests OR with_account"
# What had been counted over all learners when its guest got an account.
AS_AN_ACCOUNTS = "JOIN (VALUES (false)) AS over(guests) ON with_account"

ADD_CHOICES = """
    INSERT INTO quizzes_optionstatistic AS total (version_id, guests, band, option, chosen)
    SELECT version_id, guests, band, option, sum(n) FROM (
        SELECT version_id, with_account, band, option, count(*) AS n FROM choices GROUP BY 1, 2, 3, 4
    ) AS counted {over} GROUP BY 1, 2, 3, 4
    ON CONFLICT (version_id, guests, band, option) DO UPDATE SET chosen = total.chosen + excluded.chosen
"""


def parts(over: str = TWICE) -> dict[str, str]:
    return {"answers": ANSWERS, "choices": CHOICES, "add_choices": ADD_CHOICES.format(over=over), "over": over}


ADD_ANSWERS = """
    WITH answers AS MATERIALIZED ({answers} AND {which}), sums AS (
        INSERT INTO quizzes_itemstatistic AS total (version_id, guests, answers, marks, squares, unsure)
        SELECT version_id, guests, sum(n), sum(marks), sum(squares), sum(unsure) FROM (
            SELECT version_id, with_account, count(*) AS n, sum(marks) AS marks,
                sum(marks::bigint * marks) AS squares, count(*) FILTER (WHERE answer ? 'unsure') AS unsure
            FROM answers GROUP BY 1, 2
        ) AS summed {over} GROUP BY 1, 2
        ON CONFLICT (version_id, guests) DO UPDATE SET answers = total.answers + excluded.answers,
            marks = total.marks + excluded.marks, squares = total.squares + excluded.squares,
            unsure = total.unsure + excluded.unsure
    ), times AS (
        INSERT INTO quizzes_timecount AS total (version_id, guests, duration, answers)
        SELECT version_id, guests, duration, sum(n) FROM (
            SELECT version_id, with_account, width_bucket(took_ms, %(bounds)s::int[]) AS duration, count(*) AS n
            FROM answers GROUP BY 1, 2, 3
        ) AS timed {over} GROUP BY 1, 2, 3
        ON CONFLICT (version_id, guests, duration) DO UPDATE SET answers = total.answers + excluded.answers
    ), given AS (
        SELECT version_id, with_account, keyed_by, answer, 0 AS band FROM answers
        UNION ALL
        SELECT version_id, with_account, keyed_by, answer, band FROM answers WHERE band IS NOT NULL
    ), choices AS ({choices}), added AS ({add_choices})
    SELECT DISTINCT version_id FROM answers
"""

ADD_BANDS = """
    WITH given AS MATERIALIZED ({answers} AND {which}), choices AS (
        SELECT * FROM ({choices}) AS every WHERE band IS NOT NULL
    ), added AS ({add_choices})
    SELECT DISTINCT version_id FROM choices
"""

# Of each learner's first finished attempt at a quiz. What was left without an answer has no marks.
ADD_MARKS = """
    WITH firsts AS (
        SELECT attempt.id, attempt.quiz_id, score.marks, score.maximum,
            coalesce(attempt.with_account, false) AS with_account
        FROM quizzes_attempt AS attempt JOIN quizzes_attemptscore AS score ON score.attempt_id = attempt.id
        WHERE {which} AND attempt.counted AND attempt.quiz_id IS NOT NULL AND attempt.retry_of_id IS NULL
            AND attempt.ending IN ('finished', 'time') AND NOT EXISTS (
                SELECT FROM quizzes_attempt AS earlier
                WHERE earlier.learner_id = attempt.learner_id AND earlier.quiz_id = attempt.quiz_id
                    AND earlier.retry_of_id IS NULL AND earlier.ending IN ('finished', 'time')
                    AND (earlier.closed_at, earlier.id) < (attempt.closed_at, attempt.id)
            )
    ), marked AS (
        SELECT firsts.quiz_id, firsts.with_account, item.version_id, coalesce(result.marks, 0) AS marks,
            firsts.marks - coalesce(result.marks, 0) AS rest, firsts.maximum - 1000 AS rest_maximum
        FROM firsts JOIN quizzes_attemptitem AS item ON item.attempt_id = firsts.id AND item.scored
        LEFT JOIN quizzes_itemresult AS result ON result.attempt_item_id = item.id
        WHERE NOT coalesce(result.left_out, false)
    ), added AS (
        INSERT INTO quizzes_markcount AS total (quiz_id, guests, version_id, marks, rest, rest_maximum, attempts)
        SELECT quiz_id, guests, version_id, marks, rest, rest_maximum, sum(n) FROM (
            SELECT quiz_id, with_account, version_id, marks, rest, rest_maximum, count(*) AS n
            FROM marked GROUP BY 1, 2, 3, 4, 5, 6
        ) AS counted {over} GROUP BY 1, 2, 3, 4, 5, 6
        ON CONFLICT (quiz_id, guests, version_id, marks, rest, rest_maximum)
            DO UPDATE SET attempts = total.attempts + excluded.attempts
    )
    SELECT DISTINCT version_id FROM marked
"""

# Grades are given while the learner is locked, so their numbers are in the order in which one learner answered.
MARK_FIRST_ANSWERS = """
    WITH wanted AS MATERIALIZED (
        SELECT DISTINCT attempt.learner_id{item}
        FROM quizzes_itemresult AS result
        JOIN quizzes_attemptitem AS item ON item.id = result.attempt_item_id
        JOIN quizzes_attempt AS attempt ON attempt.id = item.attempt_id
        JOIN quizzes_itemversion AS version ON version.id = item.version_id
        WHERE result.id IN ({results})
    ), firsts AS MATERIALIZED (
        SELECT DISTINCT ON (attempt.learner_id, version.item_id) result.id
        FROM quizzes_attempt AS attempt
        JOIN quizzes_attemptitem AS item ON item.attempt_id = attempt.id
        JOIN quizzes_itemversion AS version ON version.id = item.version_id
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
# Few answers: of a learner with many, only those to the same questions are looked at. Many: nearly all are wanted, and
# asking for pairs would make the planner expect a handful.
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
