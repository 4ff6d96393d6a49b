"""The inputs of readiness: first answers, and predicted reviews with their answers.

A planned review stores the predicted recall of each question in its attempt's selection. Recall is turned into the
probability of a right answer with the rates of slips and luck that the pace assumes, as in the simulation
(docs/learning.md). One question in ten is a probe, drawn by the exam's weights: it stores that probability itself, and
its fact.
"""

from typing import NamedTuple

from django.db import connection

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.models import Needs
from planner.engine.readiness import Probe
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
    SELECT said.predicted, said.is_probe,
           COALESCE(
               (SELECT (entry ->> 2)::int = 1
                FROM (SELECT cell_id::text AS subject, history FROM quizzes_cellmemory
                      WHERE learner_id = attempt.learner_id
                      UNION ALL
                      SELECT rule, history FROM quizzes_rulememory WHERE learner_id = attempt.learner_id
                     ) AS memory, jsonb_array_elements(memory.history) AS entry
                WHERE memory.subject = said.subject AND (entry ->> 0)::bigint = served.id),
               result.marks = %s
           ),
           response.confidence
    FROM quizzes_attempt AS attempt
    JOIN quizzes_attemptitem AS served ON served.attempt_id = attempt.id
    JOIN quizzes_itemresult AS result ON result.attempt_item_id = served.id
    JOIN quizzes_response AS response ON response.id = result.response_id
    CROSS JOIN LATERAL (
        SELECT (attempt.selection -> 'recall' ->> served.position::text)::float8 AS predicted, false AS is_probe,
               attempt.selection -> 'cells' -> served.position::text ->> 0 AS subject
        UNION ALL
        SELECT (attempt.selection -> 'probes' -> served.position::text ->> 0)::float8, true,
               attempt.selection -> 'probes' -> served.position::text ->> 1
    ) AS said
    WHERE attempt.learner_id = %s
      AND attempt.mode = 'review'
      AND said.predicted IS NOT NULL
      AND NOT result.left_out
      AND NOT EXISTS (SELECT FROM quizzes_slippedanswer WHERE response_id = result.response_id)
    ORDER BY served.id
"""


class ReviewOutcomes(NamedTuple):
    """Pairs of (probability of showing knowledge, whether it did) for each answered review, and each probe."""

    reviews: list[tuple[float, bool]]
    probes: list[Probe]


def outcomes_of(learner: Learner | None) -> ReviewOutcomes:
    if learner is None:
        return ReviewOutcomes([], [])
    with connection.cursor() as cursor:
        cursor.execute(REVIEWED, [FULL_MARKS, learner.pk])
        rows = cursor.fetchall()
    shown = [(said, is_probe, right and confidence != Confidence.GUESS) for said, is_probe, right, confidence in rows]
    return ReviewOutcomes(
        [(passing(said), knew) for said, is_probe, knew in shown if not is_probe],
        [Probe(said, knew) for said, is_probe, knew in shown if is_probe],
    )
