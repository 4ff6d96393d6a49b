"""Regrades answers by a corrected key. Learners whose score changes get a notice.

A run covers questions whose keys were corrected together. It stores new grades beside the old ones, attempt by attempt
and in batches, and continues after an interruption. It also grades answers that arrive while it runs, or
later from a page with the old version (`apply_runs`). Undoing a run is another run.
"""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from accounts.models import Learner
from bank.models import Item, ItemVersion
from matrix.editing.undo import CannotUndo
from quizzes.memory.evidence import judges_of
from quizzes.memory.nights import on_clock
from quizzes.memory.store import Evidence, MemoryResult, add, remember, withdraw
from quizzes.models import Attempt, Grade, GradingRun, GradingRunItem, ItemResult
from quizzes.regrade.answers import Keys, RegradeRow, ResultWorth, current_versions, results_to_regrade, rows_of
from quizzes.regrade.notices import note_corrections, scores_before
from quizzes.statistics.rollup import recount_attempts
from quizzes.store import store_grades, store_scores

ATTEMPTS_AT_ONCE = 500
OTHERS_END_WITHIN = 10.0  # seconds to wait for transactions that were open when a run began


class RegradeRefused(Exception):
    """The message says why; nothing was stored. `field` names the wrong input, or is None."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def order(items: Collection[int], *, policy: str, reason: str, author: int) -> GradingRun:
    versions = list(current_versions(items))
    if not reason.strip():
        raise RegradeRefused("Say what was wrong: every learner whose score changes reads it.", "reason")
    if not results_to_regrade([version.item_id for version in versions]).exists():
        raise RegradeRefused(
            "No answer was graded by an older key of these questions, so there is nothing to regrade."
        )
    _refuse_while_others_work([version.item_id for version in versions])
    run = GradingRun.objects.create(policy=policy, reason=reason.strip(), author=author)
    GradingRunItem.objects.bulk_create(
        GradingRunItem(run=run, item_id=version.item_id, version=version) for version in versions
    )
    return run


@transaction.atomic
def order_undo(run: GradingRun, *, reason: str, author: int) -> GradingRun:
    """Orders a run that restores the grades from before `run`. Raises CannotUndo or RegradeRefused."""
    run = GradingRun.objects.select_for_update(no_key=True, of=("self",)).get(pk=run.pk)
    if not reason.strip():
        raise RegradeRefused("Say why it is undone: every learner whose score changes reads it.", "reason")
    if refused := why_not_undone(run):
        raise CannotUndo([refused])
    undo = GradingRun.objects.create(policy=run.policy, reason=reason.strip(), author=author, undoes=run)
    GradingRunItem.objects.bulk_create(
        GradingRunItem(run=undo, item_id=each.item_id, version_id=each.version_id) for each in run.run_items.all()
    )
    return undo


def why_not_undone(run: GradingRun) -> str:
    if hasattr(run, "undone_by"):
        return "This run has been undone already."
    if run.finished_at is None:
        return "This run is still in progress. Undo it after it has finished."
    items = list(run.run_items.values_list("item", flat=True))
    later = GradingRun.objects.filter(pk__gt=run.pk, run_items__item__in=items).distinct()
    undos = {each.undoes_id: each for each in later if each.undoes_id}

    def in_force(each: GradingRun) -> bool:
        return each.pk not in undos or not in_force(undos[each.pk])

    if any(each.finished_at is None or (each.undoes_id is None and in_force(each)) for each in later):
        return "A later run has regraded these questions. Undo that one first."
    return ""


def _refuse_while_others_work(items: Collection[int]) -> None:
    # The lock lets one order at a time check for others at work.
    list(Item.objects.filter(pk__in=items).order_by("pk").select_for_update(no_key=True, of=("self",)))
    if GradingRun.objects.filter(finished_at=None, run_items__item__in=items).exists():
        raise RegradeRefused("A run over one of these questions is still running. Order this one when it is done.")


# ---- Carrying out


@dataclass
class Progress:
    done: int
    to_do: int
    finished: bool

    @property
    def total(self) -> int:
        return self.done + self.to_do


def progress(run: GradingRun) -> Progress:
    to_do = 0 if run.finished_at else covered(run).count()
    return Progress(run.grades.count(), to_do, run.finished_at is not None)


def covered(run: GradingRun) -> QuerySet[ItemResult]:
    graded = Grade.objects.filter(response=OuterRef("response"), run=run)
    if run.undoes_id:
        undone = Grade.objects.filter(response=OuterRef("response"), run=run.undoes_id)
        return ItemResult.objects.filter(Exists(undone), ~Exists(graded))
    mine = run.run_items.filter(item=OuterRef("version__item"), version__number__gt=OuterRef("version__number"))
    items = list(run.run_items.values_list("item", flat=True))
    return results_to_regrade(items).filter(Exists(mine), ~Exists(graded))


def work(run: GradingRun, *, seconds: float | None = None, tell: Callable[[int], None] = lambda done: None) -> bool:
    """Grades in batches until nothing is left or `seconds` are over, and returns whether the run has finished.

    Each batch is a transaction of its own, so that answers wait for one batch at most. `tell` gets the number of
    answers after each. Two workers may work on one run.
    """
    end = None if seconds is None else time.monotonic() + seconds
    under_way = _writers()
    if not _grade_all(run, end, tell):
        return False
    # A transaction that was open when the run was ordered did not see it.
    if not (_have_ended(under_way) and _grade_all(run, end, tell)):
        return False
    GradingRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=Now())
    run.refresh_from_db()
    return True


def _grade_all(run: GradingRun, end: float | None, tell: Callable[[int], None]) -> bool:
    while attempts := _waiting(run):
        for batch in batched(attempts, ATTEMPTS_AT_ONCE):
            tell(_batch(run, batch))
            if end is not None and time.monotonic() >= end:
                return False
    return True


def _waiting(run: GradingRun) -> list[Any]:
    """The ids of attempts in the order in which they are locked."""
    return sorted(set(covered(run).order_by().values_list("attempt_item__attempt", flat=True)))


# Transactions that write in this database, by names that are never reused. `pg_current_snapshot` would include the
# other databases of the server.
WRITERS = """
    SELECT DISTINCT writing.virtualtransaction
    FROM pg_locks AS writing JOIN pg_locks AS here USING (pid)
    WHERE writing.locktype = 'transactionid' AND writing.mode = 'ExclusiveLock' AND writing.pid <> pg_backend_pid()
        AND here.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(WRITERS)
        return {name for (name,) in cursor.fetchall()}


def _have_ended(writers: set[str]) -> bool:
    end = time.monotonic() + OTHERS_END_WITHIN
    while writers & _writers():
        if time.monotonic() >= end:
            return False
        time.sleep(0.02)
    return True


@transaction.atomic
def _batch(run: GradingRun, attempts: Collection[Any]) -> int:
    # One order of locks, so that two workers do not deadlock. Answering locks the same rows, and a merge of a guest
    # into an account locks both learners.
    chosen = Attempt.objects.filter(pk__in=attempts).order_by("pk")
    learners = Learner.objects.filter(pk__in=chosen.order_by().values("learner")).order_by("pk")
    known = {learner.pk for learner in learners.select_for_update(no_key=True)}
    list(chosen.select_for_update(of=("self",), no_key=True).values_list("pk"))
    if chosen.exclude(learner__in=known).exists():
        return 0  # a guest's attempt moved to an account: the next round locks that learner
    graded = _grade(run, covered(run).filter(attempt_item__attempt__in=attempts))
    recount_attempts(attempts)
    return graded


def apply_runs(results: Collection[ItemResult]) -> None:
    """Grades new answers to an old version by the runs that corrected its key. The caller has locked the attempt."""
    versions = {result.version_id for result in results}
    runs = GradingRun.objects.filter(run_items__item__versions__in=versions, undoes=None, undone_by=None)
    for run in runs.order_by("pk").distinct():
        _grade(run, covered(run).filter(pk__in=[result.pk for result in results]))


def _grade(run: GradingRun, results: QuerySet[ItemResult]) -> int:
    rows = list(rows_of(results))
    if not rows:
        return 0
    versions, worths = _undone(run, rows) if run.undoes_id else _anew(run, rows)
    store_grades(
        Grade(response_id=row.response, run=run, version_id=version, marks=worth.marks, left_out=worth.left_out)
        for row, version, worth in zip(rows, versions, worths, strict=True)
    )
    attempts = {row.attempt for row in rows}
    before = scores_before(attempts)
    note_corrections(run, before, store_scores(attempts))
    _remember(rows, versions, worths)
    return len(rows)


def _anew(run: GradingRun, rows: Sequence[RegradeRow]) -> tuple[list[int], list[ResultWorth]]:
    keys = Keys(ItemVersion.objects.filter(pk__in=run.run_items.values("version")).prefetch_related("options"))
    return [keys.versions[row.item].pk for row in rows], [keys.worth(row, run.policy) for row in rows]


def _undone(run: GradingRun, rows: Sequence[RegradeRow]) -> tuple[list[int], list[ResultWorth]]:
    before = (
        Grade.objects.filter(Q(run=None) | Q(run__lt=run.undoes_id), response__in=[row.response for row in rows])
        .order_by("response_id", F("run").desc(nulls_last=True))
        .distinct("response_id")
    )
    stood = {grade.response_id: grade for grade in before}
    grades = [stood[row.response] for row in rows]
    return [grade.version_id for grade in grades], [ResultWorth(grade.marks, grade.left_out) for grade in grades]


def _remember(rows: Sequence[RegradeRow], versions: Sequence[int], worths: Sequence[ResultWorth]) -> None:
    judges = judges_of({*versions, *(row.version for row in rows)})
    evidence: Evidence = {}
    for row, version, worth in zip(rows, versions, worths, strict=True):
        withdraw(evidence, judges[row.version], row.learner, row.attempt_item)
        counts = not (row.late or row.slip or worth.left_out)
        at = on_clock(row.received_at, row.utc_offset)
        shown = MemoryResult(row.attempt_item, row.learner, row.answer, row.confidence, at, counts)
        add(evidence, judges[version], shown)
    remember(evidence)
