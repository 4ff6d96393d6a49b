"""Results and scores: sums over the ledger, which can be thrown away and made anew to the same values."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from quizzes.grading import FULL_MARKS
from quizzes.models import Attempt, AttemptItem, AttemptScore, Grade, ItemResult


def project_results(grades: Iterable[Grade]) -> None:
    """The results of attempt items whose responses have just been graded for the first time."""
    ItemResult.objects.bulk_create(_result(grade) for grade in grades)


def _result(grade: Grade) -> ItemResult:
    response = grade.response
    return ItemResult(
        attempt_item_id=response.attempt_item_id, response=response, marks=grade.marks, left_out=grade.left_out
    )


def project_score(attempt: Attempt) -> bool:
    """Sums the attempt's results into its score; tells whether every question has been answered."""
    sums = scores_of(AttemptItem.objects.filter(attempt=attempt)).get()
    served = sums.pop("served")
    AttemptScore.objects.filter(attempt=attempt).update(**_score(sums))
    return sums["answered"] == served


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
    return {name: sums[name] for name in ("marks", "maximum", "answered", "right")}


@transaction.atomic
def rebuild() -> tuple[int, int]:
    """Makes results and scores anew from responses and grades; returns how many of each.

    Answers wait meanwhile: a response that commits in between would be missing from the new rows.
    """
    # Readers pass this lock. Starting and answering do not: both begin with a row of this table.
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE quizzes_attempt IN EXCLUSIVE MODE")
    ItemResult.objects.all().delete()
    AttemptScore.objects.all().delete()
    standing = (
        Grade.objects.order_by("response__attempt_item_id", "response__sequence", F("run").desc(nulls_last=True))
        .distinct("response__attempt_item_id")
        .select_related("response")
    )
    results = ItemResult.objects.bulk_create((_result(grade) for grade in standing), batch_size=1000)
    scores = AttemptScore.objects.bulk_create(
        (AttemptScore(attempt_id=sums["attempt_id"], **_score(sums)) for sums in scores_of(AttemptItem.objects.all())),
        batch_size=1000,
    )
    return len(results), len(scores)
