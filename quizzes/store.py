"""The one writer of answers and grades, and of the results and scores that follow from them.

An answer, the end of an exam, a regrade and a rebuild all store through these functions. Callers hold the locks of the
attempts and their learners (`attempt_end.locked`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from quizzes.attempt_state import ScoreSums, sums_by_attempt
from quizzes.memory import store as memories
from quizzes.models import AttemptItem, Grade, ItemResult, MemoryRow, Response
from serving.prepared import planned

RESULT = ("attempt_item_id", "response_id", "version_id", "marks", "left_out")
SENT = ("attempt_item_id", "event", "sequence", "kind", "answer", "confidence", "took_ms", "late", "utc_offset")
STORE_ANSWER = f"""
    WITH sent AS (
        INSERT INTO quizzes_response ({", ".join(SENT)})
        VALUES ({", ".join(["%s"] * len(SENT))})
        RETURNING id, attempt_item_id, received_at
    ), graded AS (
        INSERT INTO quizzes_grade (response_id, version_id, marks, left_out)
        SELECT id, %s, %s, false FROM sent
        RETURNING version_id, marks, left_out
    ), result AS (
        INSERT INTO quizzes_itemresult ({", ".join(RESULT)})
        SELECT sent.attempt_item_id, sent.id, graded.* FROM sent, graded
        RETURNING id
    ), {memories.STORE_BOTH}, scored AS (
        UPDATE quizzes_attemptscore SET marks = %s, maximum = %s, answered = %s, "right" = %s WHERE attempt_id = %s
    )
    SELECT sent.id, sent.received_at, result.id FROM sent, result
"""  # noqa: S608  names of our own
STORE_RESULTS = f"""
    INSERT INTO quizzes_itemresult ({", ".join(RESULT)})
    SELECT response.attempt_item_id, response.id, given.version_id, given.marks, given.left_out
    FROM quizzes_grade AS given JOIN quizzes_response AS response ON response.id = given.response_id
    WHERE given.id = ANY(%s)
    ON CONFLICT (attempt_item_id) DO UPDATE
    SET version_id = excluded.version_id, marks = excluded.marks, left_out = excluded.left_out
    RETURNING id, {", ".join(RESULT)}
"""  # noqa: S608  names of our own
STORE_SUMS = """
    INSERT INTO quizzes_attemptscore (attempt_id, marks, maximum, answered, "right")
    SELECT * FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::int[], %s::int[])
    ON CONFLICT (attempt_id) DO UPDATE
    SET marks = excluded.marks, maximum = excluded.maximum, answered = excluded.answered, "right" = excluded."right"
"""


def store_response(response: Response) -> Response:
    response.save(force_insert=True)
    return response


def store_responses(responses: Iterable[Response]) -> list[Response]:
    return Response.objects.bulk_create(responses)


def store_answer(
    response: Response, *, version: int, marks: int, remembered: Sequence[MemoryRow], score: ScoreSums
) -> ItemResult:
    """Stores an answer with its grade, result, memories and score in one prepared statement.

    `response` gets its id and the time at which it was received.
    """
    item = response.attempt_item
    sent = (getattr(response, name) for name in SENT)
    values: list[Any] = [Jsonb(value) if isinstance(value, dict) else value for value in sent]
    follows = [version, marks, *memories.as_json_by_model(remembered), *score, item.attempt_id]
    [(response.pk, response.received_at, pk)] = planned(STORE_ANSWER, [*values, *follows])
    response._state.adding = False
    return ItemResult(pk=pk, attempt_item_id=item.pk, response=response, version_id=version, marks=marks)


def store_grades(grades: Iterable[Grade]) -> list[ItemResult]:
    return store_results([grade.pk for grade in Grade.objects.bulk_create(grades, batch_size=1000)])


def store_results(grades: Collection[int]) -> list[ItemResult]:
    with connection.cursor() as cursor:
        cursor.execute(STORE_RESULTS, [list(grades)])
        return [ItemResult(**dict(zip(("id", *RESULT), row, strict=True))) for row in cursor.fetchall()]


def store_scores(attempts: Collection[UUID]) -> dict[UUID, ScoreSums]:
    sums = dict(sums_by_attempt(AttemptItem.objects.filter(attempt__in=attempts)))
    store_sums(sums)
    return sums


def store_sums(sums: Mapping[UUID, ScoreSums]) -> None:
    with connection.cursor() as cursor:
        columns = [list(column) for column in zip(*sums.values(), strict=True)] or [[]] * len(ScoreSums._fields)
        cursor.execute(STORE_SUMS, [list(sums), *columns])
