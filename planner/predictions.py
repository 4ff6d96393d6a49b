"""What a learner's readiness is estimated from: first answers, and predictions that have had their answers.

A review that was planned stores in its attempt's selection what recall was predicted of each question; the answer
tells whether it came true. Recall is held against answers as the simulation does it (docs/learning.md): with the share
of slips and of lucky answers that the pace assumes.
"""

from django.db import connection

from accounts.models import Learner
from bank.grading import FULL_MARKS
from planner.progress.breakdowns import of_learner
from planner.readiness import FirstAnswer
from quizzes.memory.personal_curve import passing
from quizzes.models import Confidence

ITEM = "attempt_item__version__item"  # its id: by the item itself, rows would come by its slug
ITEM_ID = f"{ITEM}_id"


def first_answers(learner: Learner | None) -> list[FirstAnswer]:
    """The first answer ever to each question, oldest first; one query."""
    first = (
        of_learner(learner)
        .order_by(ITEM_ID, "response__received_at", "response")
        .distinct(ITEM_ID)
        .values_list("response__received_at", "response", f"{ITEM}__skill", "marks")
    )
    return [FirstAnswer(skill, marks == FULL_MARKS) for _, _, skill, marks in sorted(first)]


# A question may test several cells; the prediction is about the first that it was drawn for, and so is the truth.
REVIEWED = """
    SELECT (attempt.selection -> 'recall' ->> served.position::text)::float8,
           COALESCE(
               (SELECT (entry ->> 2)::int = 1
                FROM quizzes_cellmemory AS memory, jsonb_array_elements(memory.history) AS entry
                WHERE memory.learner_id = attempt.learner_id
                  AND memory.cell_id = (attempt.selection -> 'cells' -> served.position::text ->> 0)::bigint
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
    ORDER BY served.id
"""


def predictions(learner: Learner | None) -> list[tuple[float, bool]]:
    """Each planned review with an answer: how probable it was said to be that it shows knowledge, and whether it did.

    One query.
    """
    if learner is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(REVIEWED, [FULL_MARKS, learner.pk])
        rows = cursor.fetchall()
    return [(passing(recall), right and confidence != Confidence.GUESS) for recall, right, confidence in rows]
