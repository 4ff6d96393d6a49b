"""Results and scores: sums over the ledger, which can be thrown away and made anew to the same values."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from quizzes.grading import FULL_MARKS
from quizzes.models import Attempt, AttemptItem, AttemptScore, Grade, ItemResult


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


def project_score(attempt: Attempt) -> bool:
    """Sums the attempt's results into its score; tells whether every question has been answered."""
    sums = scores_of(AttemptItem.objects.filter(attempt=attempt)).get()
    served = sums.pop("served")
    AttemptScore.objects.filter(attempt=attempt).update(**_score(sums))
    return sums["answered"] == served


SUMS = ("marks", "maximum", "answered", "right")


def project_scores(attempts: Collection[Any]) -> dict[Any, dict[str, int]]:
    """Sums the results of several attempts into their scores, and returns these by attempt."""
    mine = scores_of(AttemptItem.objects.filter(attempt=OuterRef("attempt")))
    scores = AttemptScore.objects.filter(attempt__in=attempts)
    scores.update(**{name: Subquery(mine.values(name)) for name in SUMS})
    return {each.pop("attempt_id"): each for each in scores.values("attempt_id", *SUMS)}


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
    results = ItemResult.objects.bulk_create((_result(grade) for grade in standing_grades()), batch_size=1000)
    scores = AttemptScore.objects.bulk_create(
        (AttemptScore(attempt_id=sums["attempt_id"], **_score(sums)) for sums in scores_of(AttemptItem.objects.all())),
        batch_size=1000,
    )
    return len(results), len(scores)


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
    return {
        f"result of attempt item {item}": f"response {response} by version {version}: {marks}{' left out' * left_out}"
        for item, response, version, marks, left_out in results
    } | {
        f"score of attempt {attempt}": f"{marks} of {maximum}, {answered} answered, {right} right"
        for attempt, marks, maximum, answered, right in scores
    }
