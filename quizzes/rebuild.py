"""Rebuilds results, scores, memories and statistics from the stored answers and grades."""

from collections.abc import Iterator
from itertools import batched
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F, Model

from quizzes.attempt_state import sums_by_attempt
from quizzes.memory.store import FOLDED, SUBJECT, by_model, from_ledger
from quizzes.models import (
    AttemptItem,
    AttemptScore,
    ClassCount,
    ClassMarkCount,
    Grade,
    ItemFigures,
    ItemResult,
    ItemStatistic,
)
from quizzes.statistics.estimates import expect_many
from quizzes.statistics.rollup import lock_rollup, recount_everything, roll_all
from quizzes.statistics.rollup_sql import SCOPES
from quizzes.store import store_results, store_sums

AT_ONCE = 1000


class RebuiltRows(NamedTuple):
    results: int
    scores: int
    memories: int
    statistics: int


@transaction.atomic
def rebuild() -> RebuiltRows:
    """Answers wait until this ends: a response committed in between would be missing from the new rows."""
    lock_rollup()  # before the table, since a rollup in progress waits for the table while holding its own locks
    # Readers pass this lock. Starting and answering do not, since both begin with a row of this table.
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE quizzes_attempt IN EXCLUSIVE MODE")
    for model in SUBJECT:
        model._default_manager.all().delete()
    ItemResult.objects.all().delete()
    AttemptScore.objects.all().delete()
    results = sum(len(store_results(some)) for some in batched(standing_grades(), AT_ONCE))
    scores = 0
    for some in batched(sums_by_attempt(AttemptItem.objects.all()), AT_ONCE):
        store_sums(dict(some))
        scores += len(some)
    expect_many(results)
    memories = _remember_all()
    recount_everything()
    return RebuiltRows(results, scores, memories, ItemStatistic.objects.count())


def _remember_all() -> int:
    count = 0
    for some in batched(from_ledger(), AT_ONCE):
        count += sum(len(model._default_manager.bulk_create(rows)) for model, rows in by_model(some).items())
    return count


def standing_grades() -> Iterator[int]:
    grades = Grade.objects.order_by(
        "response__attempt_item_id", "response__sequence", F("run").desc(nulls_last=True)
    ).distinct("response__attempt_item_id")
    return grades.values_list("pk", flat=True).iterator(chunk_size=2000)


def differences() -> list[str]:
    with transaction.atomic():
        roll_all()  # answers that are not yet counted are no difference
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
            f"memory of {learner} about {name.removesuffix('_id')} {subject}": ", ".join(
                f"{name} {value}" for name, value in row.items()
            )
            for model, (name, _) in SUBJECT.items()
            for row in model._default_manager.values("learner", name, *FOLDED)
            for learner, subject in [(row.pop("learner"), row.pop(name))]
        }
        | _statistics()
    )


# For each statistic: the fields that identify a row, and the fields that are compared.
STATISTICS: dict[type[Model], tuple[list[str], list[str]]] = {
    ItemFigures: (["item"], ["answers", "marks", "unsure", "attempts", "discrimination", "median_ms", "flags"]),
    ClassCount: (["cohort", "span", "block", "version", "option"], ["answers", "marks"]),
    ClassMarkCount: (["cohort", "quiz", "version", "marks", "rest", "rest_maximum"], ["attempts"]),
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
