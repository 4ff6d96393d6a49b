"""Grading anew by a corrected key. What was wrong is put right for everyone who met it, and each of them is told.

A run covers the questions whose keys were corrected together. It writes new grades beside the old ones, attempt by
attempt and in batches: cut off, it goes on where it stopped. What is answered while it works, or later from a page
that still shows the old version, is graded by it too (`apply_runs`). Undoing a run is another run.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from accounts.models import Learner
from bank.grading import marks, percent
from bank.models import ChangeKind, Item, ItemVersion, Option
from quizzes.memory.evidence import judges_of
from quizzes.memory.store import Evidence, MemoryResult, add, remember, withdraw
from quizzes.models import (
    Attempt,
    AttemptScore,
    Correction,
    Grade,
    GradingPolicy,
    GradingRun,
    GradingRunItem,
    ItemResult,
)
from quizzes.rebuild import project_scores
from quizzes.statistics.rollup import recount_attempts

ATTEMPTS_AT_ONCE = 500
OTHERS_END_WITHIN = 10.0  # seconds to wait for transactions that were under way when a run began


class RegradeRefused(Exception):
    """The run cannot be ordered; the message says why. Nothing was stored."""


class ResultWorth(NamedTuple):
    """What a result is worth."""

    marks: int
    left_out: bool


def worth_under(
    policy: str, before: ResultWorth, by_new_key: int, *, full: int = 1000, late: bool = False
) -> ResultWorth:
    """What a result is worth once its question is graded anew. Late answers stay worth nothing."""
    if policy == GradingPolicy.LEAVE_OUT:
        return ResultWorth(by_new_key, True)
    if policy == GradingPolicy.FULL:
        return ResultWorth(0 if late else full, False)
    if policy == GradingPolicy.BEST:
        return ResultWorth(max(before.marks, by_new_key), before.left_out)
    return ResultWorth(by_new_key, False)


# ---- Which answers a corrected key concerns


def results_to_regrade(items: Collection[int] | None = None) -> QuerySet[ItemResult]:
    """Results that go by a key which was corrected since; of these items, or of all.

    A version that asks another question ends the line: what was answered before it is nobody's error.
    """
    later = ItemVersion.objects.filter(item=OuterRef("version__item"), number__gt=OuterRef("version__number"))
    results = ItemResult.objects.filter(
        Exists(later.filter(change=ChangeKind.KEY_CHANGE)), ~Exists(later.filter(change=ChangeKind.SEMANTIC))
    )
    return results if items is None else results.filter(version__item__in=items)


def items_to_regrade() -> QuerySet[Item]:
    """Published questions with answers that go by an older key; `answers` says how many."""
    concerned = results_to_regrade().filter(version__item=OuterRef("pk")).order_by().values("version__item")
    corrected = ItemVersion.objects.filter(item=OuterRef("pk"), change=ChangeKind.KEY_CHANGE)
    return (
        Item.objects.exclude(published=None)
        .filter(Exists(corrected))
        .annotate(answers=Coalesce(Subquery(concerned.annotate(n=Count("pk")).values("n")), 0))
        .filter(answers__gt=0)
        .select_related("published")
        .order_by("slug")
    )


# ---- Dry run


@dataclass(frozen=True)
class ScoreChange:
    """What a run does to one attempt: marks and maximum before and after, in thousandths of an item."""

    attempt: Attempt
    before: tuple[int, int]
    after: tuple[int, int]
    pass_mark: int

    @property
    def percents(self) -> tuple[int, int]:
        """Before and after, as learners read them."""
        return percent(*self.before), percent(*self.after)

    @property
    def flip(self) -> str:
        """ "passes now", "fails now", or nothing: 79.9 % has not passed at 80."""
        before, after = (
            maximum > 0 and 100 * marks >= self.pass_mark * maximum for marks, maximum in (self.before, self.after)
        )
        if before == after:
            return ""
        return "passes now" if after else "fails now"


@dataclass(frozen=True)
class RegradePreview:
    """What a run would do: to how many answers, and to which attempts' scores."""

    answers: int
    changes: list[ScoreChange]
    unknown_options: int

    @property
    def better(self) -> int:
        return sum(_share(change.after) > _share(change.before) for change in self.changes)

    @property
    def worse(self) -> int:
        return sum(_share(change.after) < _share(change.before) for change in self.changes)

    @property
    def flips(self) -> list[ScoreChange]:
        return [change for change in self.changes if change.flip]

    @property
    def learners(self) -> int:
        return len({change.attempt.learner_id for change in self.changes})


def _share(score: tuple[int, int]) -> float:
    return score[0] / score[1] if score[1] else 0.0


def forecast(items: Collection[int], policy: str) -> RegradePreview:
    """The dry run: nothing is stored."""
    keys = Keys(_published(items))
    shifts: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    answers = unknown = 0
    for row in _rows(results_to_regrade(items)):
        answers += 1
        unknown += keys.lacks(row)
        before, after = row.worth, keys.worth(row, policy)
        if row.scored:
            shift = shifts[row.attempt]
            shift[0] += after.marks * (not after.left_out) - before.marks * (not before.left_out)
            shift[1] += 1000 * (before.left_out - after.left_out)
    attempts = Attempt.objects.filter(pk__in=[pk for pk, shift in shifts.items() if any(shift)])
    changes = [
        ScoreChange(
            attempt, (score.marks, score.maximum), (score.marks + more, score.maximum + larger), attempt.pass_mark
        )
        for attempt in attempts.select_related("score", "learner__user").order_by("-started_at")
        for score, (more, larger) in [(attempt.score, shifts[attempt.pk])]
    ]
    return RegradePreview(answers, changes, unknown)


class RegradeRow(NamedTuple):
    """A result as regrading needs it."""

    pk: int
    attempt: Any
    learner: UUID
    attempt_item: int
    item: int
    version: int
    response: int
    answer: dict[str, Any]
    confidence: str
    received_at: datetime
    late: bool
    scored: bool
    worth: ResultWorth


def _rows(results: QuerySet[ItemResult]) -> Iterable[RegradeRow]:
    values = results.order_by("pk").values_list(
        "pk",
        "attempt_item__attempt",
        "attempt_item__attempt__learner",
        "attempt_item",
        "version__item",
        "version",
        "response",
        "response__answer",
        "response__confidence",
        "response__received_at",
        "response__late",
        "attempt_item__scored",
        "marks",
        "left_out",
    )
    for row in values.iterator(chunk_size=2000):
        yield RegradeRow(*row[:-2], ResultWorth(*row[-2:]))


class Keys:
    """The corrected keys of some questions, by item."""

    def __init__(self, versions: Iterable[ItemVersion]):
        self.versions = {version.item_id: version for version in versions}
        self.options: dict[int, list[Option]] = {
            item: list(version.options.all()) for item, version in self.versions.items()
        }
        self.known = {item: {option.key for option in options} for item, options in self.options.items()}

    def worth(self, row: RegradeRow, policy: str) -> ResultWorth:
        by_new_key = marks(row.answer, self.options[row.item], late=row.late)
        return worth_under(policy, row.worth, by_new_key, late=row.late)

    def lacks(self, row: RegradeRow) -> bool:
        """Whether the answer chose something that the corrected version no longer offers."""
        return not set(row.answer.get("chosen", ())) | set(row.answer.get("sorted", ())) <= self.known[row.item]


def _published(items: Collection[int]) -> QuerySet[ItemVersion]:
    current = Item.objects.filter(pk__in=items).exclude(published=None).values("published")
    return ItemVersion.objects.filter(pk__in=current).prefetch_related("options")


# ---- Ordering


@transaction.atomic
def order(items: Collection[int], *, policy: str, reason: str, author: int) -> GradingRun:
    """A run over the questions with these ids, by their published versions, which `work` carries out.

    Raises RegradeRefused.
    """
    versions = list(_published(items))
    if not reason.strip():
        raise RegradeRefused("Say what was wrong: every learner whose score changes reads it.")
    if not results_to_regrade([version.item_id for version in versions]).exists():
        raise RegradeRefused("No answer goes by an older key of these questions: there is nothing to grade anew.")
    _refuse_while_others_work([version.item_id for version in versions])
    run = GradingRun.objects.create(policy=policy, reason=reason.strip(), author=author)
    GradingRunItem.objects.bulk_create(
        GradingRunItem(run=run, item_id=version.item_id, version=version) for version in versions
    )
    return run


@transaction.atomic
def order_undo(run: GradingRun, *, reason: str, author: int) -> GradingRun:
    """A run that gives back what stood before `run`. Raises RegradeRefused where something later was built on it."""
    run = GradingRun.objects.select_for_update(no_key=True, of=("self",)).get(pk=run.pk)
    items = list(run.run_items.values_list("item", flat=True))
    if not reason.strip():
        raise RegradeRefused("Say why it is undone: every learner whose score changes reads it.")
    if hasattr(run, "undone_by"):
        raise RegradeRefused("This run has been undone already.")
    if run.finished_at is None:
        raise RegradeRefused("This run is still at work. Undo it when it has finished.")
    if GradingRun.objects.filter(pk__gt=run.pk, run_items__item__in=items).exists():
        raise RegradeRefused("A later run has graded these questions anew. Undo that one first.")
    undo = GradingRun.objects.create(policy=run.policy, reason=reason.strip(), author=author, undoes=run)
    GradingRunItem.objects.bulk_create(
        GradingRunItem(run=undo, item_id=each.item_id, version_id=each.version_id) for each in run.run_items.all()
    )
    return undo


def _refuse_while_others_work(items: Collection[int]) -> None:
    # One at a time: two orders for one question would both see no other at work.
    list(Item.objects.filter(pk__in=items).order_by("pk").select_for_update(no_key=True, of=("self",)))
    if GradingRun.objects.filter(finished_at=None, run_items__item__in=items).exists():
        raise RegradeRefused(
            "A run over one of these questions is still at work. Order this one when it has finished."
        )


# ---- Carrying out


@dataclass
class Progress:
    """How far a run has come, in answers."""

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
    """Results that the run has yet to grade."""
    graded = Grade.objects.filter(response=OuterRef("response"), run=run)
    if run.undoes_id:
        undone = Grade.objects.filter(response=OuterRef("response"), run=run.undoes_id)
        return ItemResult.objects.filter(Exists(undone), ~Exists(graded))
    mine = run.run_items.filter(item=OuterRef("version__item"), version__number__gt=OuterRef("version__number"))
    items = list(run.run_items.values_list("item", flat=True))
    return results_to_regrade(items).filter(Exists(mine), ~Exists(graded))


def work(run: GradingRun, *, seconds: float | None = None, tell: Callable[[int], None] = lambda done: None) -> bool:
    """Grades batch by batch until nothing is left, or for about so many seconds; tells whether it has finished.

    Each batch is a transaction of its own, so that answers wait for no more than one of them. `tell` hears after each
    how many answers it graded. Two at work on one run do not disturb each other.
    """
    end = None if seconds is None else time.monotonic() + seconds
    under_way = _writers()
    if not _grade_all(run, end, tell):
        return False
    # An answer that was under way when the run was ordered knows nothing of it.
    if not (_have_ended(under_way) and _grade_all(run, end, tell)):
        return False
    GradingRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=Now())
    run.refresh_from_db()
    return True


def _grade_all(run: GradingRun, end: float | None, tell: Callable[[int], None]) -> bool:
    """Batch by batch until nothing is left; False where the time was over before."""
    while attempts := _waiting(run):
        for batch in batched(attempts, ATTEMPTS_AT_ONCE):
            tell(_batch(run, batch))
            if end is not None and time.monotonic() >= end:
                return False
    return True


def _waiting(run: GradingRun) -> list[Any]:
    """Attempts with answers that the run has yet to grade, in the order in which they are locked."""
    return sorted(set(covered(run).order_by().values_list("attempt_item__attempt", flat=True)))


# What writes in this database at present, by names that are given once. `pg_current_snapshot` would tell of the other
# databases of the server too, which are nothing to us.
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
    """Waits until these transactions have ended, all that could have begun before the run was visible."""
    end = time.monotonic() + OTHERS_END_WITHIN
    while writers & _writers():
        if time.monotonic() >= end:
            return False
        time.sleep(0.02)
    return True


@transaction.atomic
def _batch(run: GradingRun, attempts: Collection[Any]) -> int:
    """Grades the answers of these attempts and returns how many: fewer where another worker was quicker."""
    # In one order, so that two at work do not wait for each other in a circle. Answering locks the same rows, and
    # whoever merges a guest into an account holds the locks of both.
    chosen = Attempt.objects.filter(pk__in=attempts).order_by("pk")
    learners = Learner.objects.filter(pk__in=chosen.order_by().values("learner")).order_by("pk")
    known = {learner.pk for learner in learners.select_for_update(no_key=True)}
    list(chosen.select_for_update(of=("self",), no_key=True).values_list("pk"))
    if chosen.exclude(learner__in=known).exists():
        return 0  # a guest became an account's meanwhile: the next round locks that one
    graded = _grade(run, covered(run).filter(attempt_item__attempt__in=attempts))
    recount_attempts(attempts)
    return graded


def apply_runs(results: Collection[ItemResult]) -> None:
    """Grades what was just answered on an old version by the runs that corrected its key; its attempt is locked."""
    versions = {result.version_id for result in results}
    runs = GradingRun.objects.filter(run_items__item__versions__in=versions, undoes=None, undone_by=None)
    for run in runs.order_by("pk").distinct():
        _grade(run, covered(run).filter(pk__in=[result.pk for result in results]))


def _grade(run: GradingRun, results: QuerySet[ItemResult]) -> int:
    rows = list(_rows(results))
    if not rows:
        return 0
    versions, worths = _undone(run, rows) if run.undoes_id else _anew(run, rows)
    Grade.objects.bulk_create(
        [
            Grade(response_id=row.response, run=run, version_id=version, marks=worth.marks, left_out=worth.left_out)
            for row, version, worth in zip(rows, versions, worths, strict=True)
        ],
        batch_size=1000,
    )
    _project(run, rows)
    _correct(run, {row.attempt for row in rows})
    _remember(rows, versions, worths)
    return len(rows)


def _anew(run: GradingRun, rows: Sequence[RegradeRow]) -> tuple[list[int], list[ResultWorth]]:
    keys = Keys(ItemVersion.objects.filter(pk__in=run.run_items.values("version")).prefetch_related("options"))
    return [keys.versions[row.item].pk for row in rows], [keys.worth(row, run.policy) for row in rows]


def _undone(run: GradingRun, rows: Sequence[RegradeRow]) -> tuple[list[int], list[ResultWorth]]:
    """What stood for each before the run that is undone."""
    before = (
        Grade.objects.filter(Q(run=None) | Q(run__lt=run.undoes_id), response__in=[row.response for row in rows])
        .order_by("response_id", F("run").desc(nulls_last=True))
        .distinct("response_id")
    )
    stood = {grade.response_id: grade for grade in before}
    grades = [stood[row.response] for row in rows]
    return [grade.version_id for grade in grades], [ResultWorth(grade.marks, grade.left_out) for grade in grades]


FOLLOW_GRADES = """
    UPDATE quizzes_itemresult AS result
    SET version_id = given.version_id, marks = given.marks, left_out = given.left_out
    FROM quizzes_grade AS given
    WHERE given.run_id = %s AND given.response_id = result.response_id AND result.id = ANY(%s)
"""


def _project(run: GradingRun, rows: Sequence[RegradeRow]) -> None:
    """The results follow the grades that the run has just given."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW_GRADES, [run.pk, [row.pk for row in rows]])


def _remember(rows: Sequence[RegradeRow], versions: Sequence[int], worths: Sequence[ResultWorth]) -> None:
    """What the answers show by the keys they go by now, as if these had been the keys from the start."""
    judges = judges_of({*versions, *(row.version for row in rows)})
    evidence: Evidence = {}
    for row, version, worth in zip(rows, versions, worths, strict=True):
        withdraw(evidence, judges[row.version], row.learner, row.attempt_item)
        counts = not (row.late or worth.left_out)
        shown = MemoryResult(row.attempt_item, row.learner, row.answer, row.confidence, row.received_at, counts)
        add(evidence, judges[version], shown)
    remember(evidence)


def _correct(run: GradingRun, attempts: Collection[Any]) -> None:
    """Sums the attempts' scores anew, and notes for their learners what that changed."""
    before = {score.attempt_id: score for score in AttemptScore.objects.filter(attempt__in=attempts)}
    after = project_scores(attempts)
    closed = set(Attempt.objects.filter(pk__in=attempts).exclude(closed_at=None).values_list("pk", flat=True))
    Correction.objects.bulk_create(
        (
            Correction(
                run=run,
                attempt_id=attempt,
                marks_before=before[attempt].marks,
                maximum_before=before[attempt].maximum,
                marks_after=score["marks"],
                maximum_after=score["maximum"],
            )
            for attempt, score in after.items()
            if attempt in closed
            and (score["marks"], score["maximum"]) != (before[attempt].marks, before[attempt].maximum)
        ),
        update_conflicts=True,
        unique_fields=["run", "attempt"],
        update_fields=["marks_after", "maximum_after"],
        batch_size=1000,
    )
