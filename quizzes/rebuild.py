"""Rebuilds results, scores, memories and statistics from the stored answers and grades."""

from collections.abc import Iterable, Iterator, Mapping
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
        before = dict(_rows())
        rebuild()
        found = [(name, was, text) for name, text in _rows() if (was := before.pop(name, "missing")) != text]
        transaction.set_rollback(True)
    found += [(name, was, "none") for name, was in before.items()]
    return [f"{name}: {was}, by the ledger {text}" for name, was, text in sorted(found)]


def _rows() -> Iterator[tuple[str, str]]:
    """What each row is about, and what it says."""
    results = ItemResult.objects.values_list("attempt_item", "response", "version", "marks", "left_out")
    for item, response, version, marks, left_out in results.iterator():
        yield f"result of attempt item {item}", f"response {response} by {version}: {marks}{' left out' * left_out}"
    scores = AttemptScore.objects.values_list("attempt", "marks", "maximum", "answered", "right")
    for attempt, marks, maximum, answered, right in scores.iterator():
        yield f"score of attempt {attempt}", f"{marks} of {maximum}, {answered} answered, {right} right"
    for model, (name, _) in SUBJECT.items():
        for row in model._default_manager.values("learner", name, *FOLDED).iterator():
            about = f"memory of {row.pop('learner')} about {name.removesuffix('_id')} {row.pop(name)}"
            yield about, _said(row, row)
    for statistic, (about_it, said) in STATISTICS.items():
        for row in statistic._default_manager.values(*about_it, *said).iterator():
            yield f"{statistic._meta.verbose_name} of {_said(row, about_it)}", _said(row, said)


def _said(row: Mapping[str, object], names: Iterable[str]) -> str:
    return ", ".join(f"{name} {row[name]}" for name in names)


# For each statistic: the fields that identify a row, and the fields that are compared.
STATISTICS: dict[type[Model], tuple[list[str], list[str]]] = {
    ItemFigures: (["item"], ["answers", "marks", "unsure", "attempts", "discrimination", "median_ms", "flags"]),
    ClassCount: (["cohort", "span", "block", "version", "option"], ["answers", "marks"]),
    ClassMarkCount: (
        ["cohort", "quiz", "span", "block", "version", "marks", "rest", "rest_maximum", "kinds"],
        ["attempts"],
    ),
}
for scope in SCOPES:
    STATISTICS |= {
        scope.sums: (["version"], ["answers", "marks", "squares", "unsure"]),
        scope.times: (["version", "duration"], ["answers"]),
        scope.choices: (["version", "band", "option"], ["chosen"]),
        scope.marks: (["quiz", "version", "marks", "rest", "rest_maximum"], ["attempts"]),
    }
