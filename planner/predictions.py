"""The inputs of readiness: first answers, and predicted reviews with their answers.

A planned review stores the predicted recall of each question in its attempt's selection. Recall is turned into the
probability of a right answer with the rates of slips and luck that the pace assumes, as in the simulation
(docs/learning.md).
"""

from django.db import connection

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.models import Needs
from planner.progress.breakdowns import of_learner
from planner.readiness import FirstAnswer
from quizzes.memory.regression import passing
from quizzes.models import Confidence, Mode

ITEM = "attempt_item__version__item"  # the id, since ordering by the item itself would order by its slug
ITEM_ID = f"{ITEM}_id"


def first_answers(learner: Learner | None) -> list[FirstAnswer]:
    first = (
        of_learner(learner)
        .exclude(attempt_item__version__needs=Needs.RULE)  # the rule alone is no evidence for any service
        .exclude(**{f"{ITEM}__skill": ""})  # nor is a question of a course that is not about the matrix
        .order_by(ITEM_ID, "response__received_at", "response")
        .distinct(ITEM_ID)
        .values_list(
            *("response__received_at", "response", f"{ITEM}__skill", "marks", "attempt_item__attempt__mode"),
            "response__slip",
        )
    )
    return [
        FirstAnswer(skill, marks == FULL_MARKS)
        for _, _, skill, marks, mode, slip in sorted(first)
        # A question in a lesson is answered below the text that says it; after a slip the answer has been seen.
        if mode != Mode.SECTION and not slip
    ]


# A question may test several facts. Prediction and outcome are about the one it was drawn for.
REVIEWED = """
    SELECT (attempt.selection -> 'recall' ->> served.position::text)::float8,
           COALESCE(
               (SELECT (entry ->> 2)::int = 1
                FROM (SELECT cell_id::text AS subject, history FROM quizzes_cellmemory
                      WHERE learner_id = attempt.learner_id
                      UNION ALL
                      SELECT rule, history FROM quizzes_rulememory WHERE learner_id = attempt.learner_id
                     ) AS memory, jsonb_array_elements(memory.history) AS entry
                WHERE memory.subject = attempt.selection -> 'cells' -> served.position::text ->> 0
                  AND (entry ->> 0)::bigint = served.id),
               result.marks = %s
           ),
           response.confidence
    FROM quizzes_attempt AS attempt
    JOIN quizzes_attemptitem AS served ON served.attempt_id = attempt.id
    JOIN quizzes_itemresult AS result ON result.attempt_item_id = served.id
    JOIN quizzes_response AS response ON response.id = result.response_id
    WHERE attempt.learner_id = %s
      AND attempt.mode = 'review'
      AND attempt.selection -> 'recall' ? served.position::text
      AND NOT result.left_out
      AND NOT EXISTS (SELECT FROM quizzes_slippedanswer WHERE response_id = result.response_id)
    ORDER BY served.id
"""


def predictions(learner: Learner | None) -> list[tuple[float, bool]]:
    """Pairs of (probability of showing knowledge, whether it did) for each answered review."""
    if learner is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(REVIEWED, [FULL_MARKS, learner.pk])
        rows = cursor.fetchall()
    return [(passing(recall), right and confidence != Confidence.GUESS) for recall, right, confidence in rows]
