"""Rebuilds results, scores, memories and statistics from the stored answers and grades."""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
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


# The fields that identify a row, and the fields that follow from the ledger.
COMPARED: dict[type[Model], tuple[list[str], list[str]]] = {
    ItemResult: (["attempt_item"], ["response", "version", "marks", "left_out"]),
    AttemptScore: (["attempt"], ["marks", "maximum", "answered", "right"]),
    **{model: (["learner", column.removesuffix("_id")], FOLDED) for model, (column, _) in SUBJECT.items()},
    ItemFigures: (["item"], ["answers", "marks", "unsure", "attempts", "discrimination", "median_ms", "flags"]),
    ClassCount: (["cohort", "span", "block", "version", "option"], ["answers", "marks"]),
    ClassMarkCount: (
        ["cohort", "quiz", "span", "block", "version", "marks", "rest", "rest_maximum", "kinds"],
        ["attempts"],
    ),
}
for scope in SCOPES:
    COMPARED |= {
        scope.sums: (["version"], ["answers", "marks", "squares", "unsure"]),
        scope.times: (["version", "duration"], ["answers"]),
        scope.choices: (["version", "band", "option"], ["chosen"]),
        scope.marks: (["quiz", "version", "marks", "rest", "rest_maximum"], ["attempts"]),
    }


def differences() -> list[str]:
    """Compared by the database: the rows of ten million answers would fill Python's memory."""
    with transaction.atomic(), connection.cursor() as cursor:
        roll_all()  # answers that are not yet counted are no difference
        for model in COMPARED:
            cursor.execute(f"CREATE TEMPORARY TABLE {_before(model)} AS {_rows(model, _table(model))}")
        rebuild()
        found = [difference for model in COMPARED for difference in _differing(cursor, model)]
        transaction.set_rollback(True)
    return sorted(found)


def _differing(cursor: CursorWrapper, model: type[Model]) -> Iterator[str]:
    about, said = COMPARED[model]

    def only_in(table: str, other: str) -> dict[tuple, str]:
        cursor.execute(f"{_rows(model, table)} EXCEPT {_rows(model, other)}")
        return {row[: len(about)]: _in_words(said, row[len(about) :]) for row in cursor.fetchall()}

    was, now = only_in(_before(model), _table(model)), only_in(_table(model), _before(model))
    for key in was.keys() | now.keys():
        about_it = f"{model._meta.verbose_name} of {_in_words(about, key)}"
        yield f"{about_it}: {was.get(key, 'missing')}, by the ledger {now.get(key, 'none')}"


def _table(model: type[Model]) -> str:
    return model._meta.db_table


def _before(model: type[Model]) -> str:
    return f"before_{model._meta.db_table}"


def _rows(model: type[Model], table: str) -> str:
    column = {field.name: f'"{field.column}"' for field in model._meta.concrete_fields}
    return f"SELECT {', '.join(column[name] for names in COMPARED[model] for name in names)} FROM {table}"  # noqa: S608  names of our own


def _in_words(names: Sequence[str], values: Sequence[object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))
