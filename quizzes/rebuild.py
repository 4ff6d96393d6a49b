"""Results, scores, memories, statistics: they follow from the ledger, and can be made anew from it to the same."""

from collections.abc import Collection, Iterable
from itertools import batched
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Count, F, Model, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from psycopg.types.json import Jsonb

from bank.grading import FULL_MARKS
from quizzes.attempt_state import ScoreSums
from quizzes.memory import store
from quizzes.memory.store import FOLDED, from_ledger
from quizzes.models import (
    AttemptItem,
    AttemptScore,
    CellMemory,
    Grade,
    ItemFigures,
    ItemResult,
    ItemStatistic,
    Response,
)
from quizzes.statistics.rollup import lock_rollup, recount_everything, roll_all
from quizzes.statistics.rollup_sql import SCOPES
from serving.prepared import planned


def project_results(grades: Iterable[Grade]) -> list[ItemResult]:
    """The results of attempt items whose responses have just been graded for the first time."""
    return ItemResult.objects.bulk_create(_result(grade) for grade in grades)


def _result(grade: Grade) -> ItemResult:
    return ItemResult(
        attempt_item_id=grade.response.attempt_item_id,
        response=grade.response,
        version_id=grade.version_id,
        marks=grade.marks,
        left_out=grade.left_out,
    )


STORE_ANSWER = f"""
    WITH sent AS (
        INSERT INTO quizzes_response (attempt_item_id, event, sequence, kind, answer, confidence, took_ms, late)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        RETURNING id, attempt_item_id, received_at
    ), graded AS (
        INSERT INTO quizzes_grade (response_id, version_id, marks, left_out)
        SELECT id, %s, %s, false FROM sent
        RETURNING version_id, marks, left_out
    ), result AS (
        INSERT INTO quizzes_itemresult (attempt_item_id, response_id, version_id, marks, left_out)
        SELECT sent.attempt_item_id, sent.id, graded.* FROM sent, graded
        RETURNING id
    ), remembered AS ({store.STORE}), scored AS (
        UPDATE quizzes_attemptscore SET marks = %s, maximum = %s, answered = %s, "right" = %s WHERE attempt_id = %s
    )
    SELECT sent.id, sent.received_at, result.id FROM sent, result
"""  # noqa: S608  names of our own


def store_answer(
    response: Response, *, version: int, marks: int, remembered: Iterable[CellMemory], score: ScoreSums
) -> ItemResult:
    """Stores an answer with the grade given at once and all that follows: one statement, planned once.

    `response` learns its id and when it was received.
    """
    item = response.attempt_item
    fields = ("attempt_item_id", "event", "sequence", "kind", "answer", "confidence", "took_ms", "late")
    sent = (getattr(response, name) for name in fields)
    values: list[Any] = [Jsonb(value) if isinstance(value, dict) else value for value in sent]
    follows = [version, marks, store.as_json(remembered), *score, item.attempt_id]
    [(response.pk, response.received_at, pk)] = planned(STORE_ANSWER, [*values, *follows])
    response._state.adding = False
    return ItemResult(pk=pk, attempt_item_id=item.pk, response=response, version_id=version, marks=marks)


SUMS = ("marks", "maximum", "answered", "right")
# One statement for a whole batch. A subquery would be run for each row, and `bulk_update` writes a case for each.
STORE_SUMS = """
    UPDATE quizzes_attemptscore
    SET marks = sums.marks, maximum = sums.maximum, answered = sums.answered, "right" = sums."right"
    FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::int[], %s::int[])
        AS sums(attempt, marks, maximum, answered, "right")
    WHERE attempt_id = sums.attempt
"""


def project_scores(attempts: Collection[Any]) -> dict[Any, dict[str, int]]:
    """Sums the results of several attempts into their scores, and returns these by attempt."""
    sums = {each["attempt_id"]: _score(each) for each in scores_of(AttemptItem.objects.filter(attempt__in=attempts))}
    with connection.cursor() as cursor:
        cursor.execute(STORE_SUMS, [list(sums), *([each[name] for each in sums.values()] for name in SUMS)])
    return sums


def scores_of(items: QuerySet[AttemptItem]) -> QuerySet[AttemptItem, Any]:
    """One row of sums per attempt. Items that are unscored or left out count as answered and for nothing else."""
    scored = Q(scored=True) & (Q(result=None) | Q(result__left_out=False))
    return (
        items.order_by()
        .values("attempt_id")
        .annotate(
            served=Count("pk"),
            answered=Count("result"),
            marks=Coalesce(Sum("result__marks", filter=scored), 0),
            maximum=Count("pk", filter=scored) * FULL_MARKS,
            right=Count("result", filter=scored & Q(result__marks=FULL_MARKS)),
        )
    )


def _score(sums: dict[str, int]) -> dict[str, int]:
    return {name: sums[name] for name in SUMS}


class RebuiltRows(NamedTuple):
    """How many rows were made anew."""

    results: int
    scores: int
    memories: int
    statistics: int


@transaction.atomic
def rebuild() -> RebuiltRows:
    """Makes results, scores, memories and statistics anew from responses and grades.

    Answers wait meanwhile: a response that commits in between would be missing from the new rows.
    """
    lock_rollup()  # before the table: a roll that is under way waits for that with its own locks held
    # Readers pass this lock. Starting and answering do not: both begin with a row of this table.
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE quizzes_attempt IN EXCLUSIVE MODE")
    CellMemory.objects.all().delete()
    ItemResult.objects.all().delete()
    AttemptScore.objects.all().delete()
    results = ItemResult.objects.bulk_create((_result(grade) for grade in standing_grades()), batch_size=1000)
    scores = AttemptScore.objects.bulk_create(
        (AttemptScore(attempt_id=sums["attempt_id"], **_score(sums)) for sums in scores_of(AttemptItem.objects.all())),
        batch_size=1000,
    )
    memories = _remember_all()
    recount_everything()
    return RebuiltRows(len(results), len(scores), memories, ItemStatistic.objects.count())


def _remember_all() -> int:
    count = 0
    for some in batched(from_ledger(), 1000):
        count += len(CellMemory.objects.bulk_create(some))
    return count


def standing_grades() -> QuerySet[Grade]:
    """For each answered item the first response that was graded, as the latest run has it."""
    return (
        Grade.objects.order_by("response__attempt_item_id", "response__sequence", F("run").desc(nulls_last=True))
        .distinct("response__attempt_item_id")
        .select_related("response")
    )


def differences() -> list[str]:
    """How the projections as they are differ from those that the ledger gives; nothing is changed."""
    with transaction.atomic():
        roll_all()  # what merely waits to be counted is no difference
        before = _rows()
        rebuild()
        after = _rows()
        transaction.set_rollback(True)
    return [
        f"{name}: {before.get(name, 'missing')}, by the ledger {after.get(name, 'none')}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _rows() -> dict[str, str]:
    """Every projected row in words, by a name that says where it is."""
    results = ItemResult.objects.values_list("attempt_item", "response", "version", "marks", "left_out")
    scores = AttemptScore.objects.values_list("attempt", "marks", "maximum", "answered", "right")
    return (
        {
            f"result of attempt item {item}": f"response {response} by {version}: {marks}{' left out' * left_out}"
            for item, response, version, marks, left_out in results
        }
        | {
            f"score of attempt {attempt}": f"{marks} of {maximum}, {answered} answered, {right} right"
            for attempt, marks, maximum, answered, right in scores
        }
        | {
            f"memory of {learner} about cell {cell}": ", ".join(f"{name} {value}" for name, value in row.items())
            for row in CellMemory.objects.values("learner", "cell", *FOLDED)
            for learner, cell in [(row.pop("learner"), row.pop("cell"))]
        }
        | _statistics()
    )


# What each statistic is about, and what it says.
STATISTICS: dict[type[Model], tuple[list[str], list[str]]] = {
    ItemFigures: (["item"], ["answers", "marks", "unsure", "attempts", "discrimination", "median_ms", "flags"]),
}
for scope in SCOPES:
    STATISTICS |= {
        scope.sums: (["version"], ["answers", "marks", "squares", "unsure"]),
        scope.times: (["version", "duration"], ["answers"]),
        scope.choices: (["version", "band", "option"], ["chosen"]),
        scope.marks: (["quiz", "version", "marks", "rest", "rest_maximum"], ["attempts"]),
    }


def _statistics() -> dict[str, str]:
    return {
        f"{model._meta.verbose_name} of " + ", ".join(f"{name} {row[name]}" for name in about): ", ".join(
            f"{name} {row[name]}" for name in said
        )
        for model, (about, said) in STATISTICS.items()
        for row in model._default_manager.values(*about, *said)
    }
