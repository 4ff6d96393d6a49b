"""A learner's answers that count, found by lists of keys."""

from typing import Any

from django.db import router

from quizzes.models import ItemResult
from serving.prepared import planned

# Keys in a list are looked up one page of an index after the other, and those of a join from its root each time. What
# the lists find is joined in full, for which there are no nested loops: nothing tells how long a list is.
GIVEN = """
    WITH results AS MATERIALIZED (
        SELECT response_id, version_id, marks FROM quizzes_itemresult
        WHERE NOT left_out AND attempt_item_id = ANY (ARRAY(
            SELECT id FROM quizzes_attemptitem
            WHERE attempt_id = ANY (ARRAY(SELECT id FROM quizzes_attempt WHERE learner_id = %s))
        ))
    ), responses AS MATERIALIZED (
        SELECT id, took_ms, confidence, answer, received_at FROM quizzes_response
        WHERE id = ANY (ARRAY(SELECT response_id FROM results))
    ), given AS (
        SELECT * FROM results FULL JOIN responses ON responses.id = results.response_id
    )
"""


def rows_of_given(sql: str, *params: object) -> list[tuple[Any, ...]]:
    """Run a statement that begins with `GIVEN`, whose parameter is the learner."""
    return planned(sql, params, using=router.db_for_read(ItemResult))
