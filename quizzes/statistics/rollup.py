"""Adds new answers to the statistics, in batches and apart from the learners' requests.

No learner's answer writes a row that another learner writes too. Answers and closed attempts are marked when they are
counted; a roll adds unmarked ones to the sums and marks them, in one transaction. One roll runs at a time, and it
skips rows that others have locked.

A regrade or a merge of two learners changes counted answers and stores a `Recount`; the next roll computes those sums
again from the marked rows. Answers of a guest are added to the sums over accounts by the roll after they moved to an
account. The sums of classes follow their members (`quizzes.statistics.class_counts`).
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import BooleanField, F, QuerySet, Sum, UUIDField
from django.db.models.expressions import RawSQL

from accounts.models import CohortMembership, Learner
from bank.models import ItemVersion
from quizzes.models import (
    Attempt,
    AttemptItem,
    ClassCount,
    ClassMarkCount,
    ItemFigures,
    ItemResult,
    ItemStatistic,
    Quiz,
    Recount,
)
from quizzes.statistics.class_counts import (
    add_answers,
    add_marks,
    count_all_of,
    count_moved_classes,
    counting_attempts,
    follow_members,
)
from quizzes.statistics.estimates import expect_many
from quizzes.statistics.figures import summarize
from quizzes.statistics.question_formulas import TIME_BOUNDS
from quizzes.statistics.rollup_sql import (
    ACCOUNTS,
    ADD_ANSWERS,
    ADD_BANDS,
    ADD_MARKS,
    ALL_QUESTIONS,
    MARK_ATTEMPTS,
    MARK_FIRST_ANSWERS,
    SCOPES,
    SETTLE_ANSWERS,
    THESE_QUESTIONS,
    Scope,
)

AT_ONCE, AT_ONCE_IN_BULK = 5000, 5_000_000
MEMORY_IN_BULK = "256MB"
RECOUNTED_AT_ONCE = 20_000  # answers, about a second's work
A_MEMBER = 25  # somebody who joins or leaves a class is as much work as so many answers
ONE_ROLL_AT_A_TIME = 6_205_481_904  # a number that no other advisory lock of this site uses


class RollupCounts(NamedTuple):
    answers: int
    attempts: int
    recounts: int
    members: int

    def __bool__(self) -> bool:
        return any(self)


def roll_all(tell: Callable[[RollupCounts], None] = lambda rolled: None) -> None:
    while rolled := roll(AT_ONCE_IN_BULK, recounting=None):
        tell(rolled)


# ORDER BY id makes the planner use the partial indexes. EXISTS would read the whole table after a large roll, until
# the server's own statistics are up to date.
something_waits = RawSQL(
    """(
        (SELECT id FROM quizzes_itemresult WHERE first_answer IS NULL ORDER BY id LIMIT 1) IS NOT NULL
        OR (SELECT id FROM quizzes_attempt WHERE closed_at IS NOT NULL AND NOT counted ORDER BY id LIMIT 1)
            IS NOT NULL
        OR (
            SELECT id FROM accounts_cohortmembership
            WHERE counted IS NULL OR counted AND left_at IS NOT NULL OR NOT counted AND left_at IS NULL
            ORDER BY id LIMIT 1
        ) IS NOT NULL
        OR (
            SELECT id FROM quizzes_itemresult WHERE first_answer IS NOT NULL AND with_account IS NULL
            ORDER BY id LIMIT 1
        ) IS NOT NULL
        OR (SELECT id FROM quizzes_attempt WHERE counted AND with_account IS NULL ORDER BY id LIMIT 1) IS NOT NULL
        OR EXISTS (SELECT FROM quizzes_recount)
        OR EXISTS (
            SELECT FROM quizzes_itemfigures AS figures JOIN bank_item AS item ON item.id = figures.item_id
            WHERE figures.published_id IS DISTINCT FROM item.published_id
        )
    )""",
    [],
    output_field=BooleanField(),
)


def roll_if_nobody_does() -> None:
    """Rolls before a page shows figures, unless another roll is running.

    Pages query `something_waits` first, along with something else.
    """
    with transaction.atomic():
        if _run("SELECT pg_try_advisory_xact_lock(%(lock)s)", lock=ONE_ROLL_AT_A_TIME) == [(True,)]:
            roll()


@transaction.atomic
def roll(limit: int = AT_ONCE, *, recounting: int | None = RECOUNTED_AT_ONCE) -> RollupCounts:
    """Counts at most `limit` new answers and attempts each.

    Recounts over more than `recounting` answers are left for `roll_all`; None means no limit.
    """
    lock_rollup()
    take, questions = (_take_many, ALL_QUESTIONS) if limit > AT_ONCE else (_take, THESE_QUESTIONS)
    touched, recounts = _recount(recounting)
    count_moved_classes(recounting)
    members = follow_members(take, max(limit // A_MEMBER, 1))
    results = take(ItemResult.objects.filter(first_answer=None), limit)
    if results.number:
        expect_many(results.number)
        _run(MARK_FIRST_ANSWERS.format(results=results.ids, **questions), **results.values)
        touched |= _add(ADD_ANSWERS, f"result.id IN ({results.ids})", **results.values)
        add_answers(f"result.id IN ({results.ids})", **results.values)
    attempts = take(Attempt.objects.filter(counted=False, closed_at__isnull=False), limit)
    if attempts.number:
        with counting_attempts(attempts.ids, **attempts.values):
            _run(MARK_ATTEMPTS.format(attempts=attempts.ids), **attempts.values)
        touched |= _add(ADD_BANDS, f"attempt.id IN ({attempts.ids})", **attempts.values)
        touched |= _add(ADD_MARKS, f"attempt.id IN ({attempts.ids})", **attempts.values)
    settled = _settle(take, limit, touched)
    summarize(touched, also=_with_another_version())
    answers = results.number + settled.answers
    return RollupCounts(answers, attempts.number + settled.attempts, recounts, members)


def _settle(take: "Callable[[Any, int], HeldRows]", limit: int, touched: set[int]) -> RollupCounts:
    results = take(ItemResult.objects.filter(first_answer__isnull=False, with_account=None), limit)
    if results.number:
        _run(SETTLE_ANSWERS.format(results=results.ids), **results.values)
        touched |= _add(ADD_ANSWERS, f"result.id IN ({results.ids})", scopes=[ACCOUNTS], **results.values)
        add_answers(f"result.id IN ({results.ids})", **results.values)
    attempts = take(Attempt.objects.filter(counted=True, with_account=None), limit)
    if attempts.number:
        with counting_attempts(attempts.ids, **attempts.values):
            _run(MARK_ATTEMPTS.format(attempts=attempts.ids), **attempts.values)
        touched |= _add(ADD_MARKS, f"attempt.id IN ({attempts.ids})", scopes=[ACCOUNTS], **attempts.values)
    return RollupCounts(results.number, attempts.number, 0, 0)


def lock_rollup() -> None:
    """Waits for other rolls and keeps them out until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_ROLL_AT_A_TIME])


class HeldRows(NamedTuple):
    number: int
    ids: str
    values: dict[str, Any]


def _free(rows, limit: int):
    locked = rows.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return locked.order_by("pk").values_list("pk", flat=True)[:limit]


def _take(rows, limit: int) -> HeldRows:
    ids = list(_free(rows, limit))
    kind = "uuid" if isinstance(rows.model._meta.pk, UUIDField) else "bigint"
    return HeldRows(len(ids), f"SELECT unnest(%(taken)s::{kind}[])", {"taken": ids})


def _take_many(rows, limit: int) -> HeldRows:
    """The same with a temporary table, so that the planner knows the number of rows."""
    name = f"taken_{rows.model._meta.db_table}"
    statement, values = _free(rows, limit).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [MEMORY_IN_BULK])
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} (taken) ON COMMIT DROP AS {statement}", values)
        number = cursor.rowcount
        cursor.execute(f"ANALYZE pg_temp.{name}")
    return HeldRows(number, f"SELECT taken FROM pg_temp.{name}", {})  # noqa: S608  the name of one of our models


def _run(statement: str, **values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _add(statement: str, which: str, *, scopes: Iterable[Scope] = SCOPES, **values: Any) -> set[int]:
    found = [_run(scope.add(statement, which), bounds=TIME_BOUNDS, **values) for scope in scopes]
    return {version for rows in found for (version,) in rows}


def _with_another_version() -> list[int]:
    return list(
        ItemFigures.objects.exclude(published=F("item__published"))
        .exclude(published=None, item__published=None)
        .values_list("item", flat=True)
    )


# ---- What changes what is counted


def recount(items: Iterable[int], quizzes: Iterable[int] = ()) -> None:
    Recount.objects.create(items=sorted(items), quizzes=sorted(quizzes))


def recount_attempts(attempts: Collection[Any]) -> None:
    items = AttemptItem.objects.filter(attempt__in=attempts).order_by().values_list("version__item", flat=True)
    quizzes = Attempt.objects.filter(pk__in=attempts).exclude(quiz=None).order_by().values_list("quiz", flat=True)
    recount(set(items), set(quizzes))


def recount_after_merge(source: Learner, target: Learner) -> None:
    """Call this before the attempts of two learners become one's.

    For questions that both answered, only one answer stays the first, so they are counted again. All of the source's
    answers are settled again as the target's.
    """
    results = ItemResult.objects.filter(attempt_item__attempt__learner__in=[source, target])
    quizzes = Quiz.objects.all()
    for learner in (source, target):
        answered = AttemptItem.objects.filter(attempt__learner=learner).exclude(result=None).values("version__item")
        results = results.filter(attempt_item__version__item__in=answered)
        quizzes = quizzes.filter(pk__in=learner.attempts.exclude(closed_at=None).values("quiz"))
    items = set(results.order_by().values_list("attempt_item__version__item", flat=True))
    both_finished = set(quizzes.values_list("pk", flat=True))
    if items:
        results.update(first_answer=None)
    if items or both_finished:
        recount(items, both_finished)
    # Includes unsettled rows, so that this waits for a roll that is settling them now.
    ItemResult.objects.filter(attempt_item__attempt__learner=source).exclude(with_account=True).update(
        with_account=None
    )
    Attempt.objects.filter(learner=source).exclude(with_account=True).update(with_account=None)


def before_deleting_memberships(memberships: QuerySet[CohortMembership]) -> None:
    """Subtracts their answers from the sums of their classes. Waits for a roll that is running."""
    if memberships.filter(counted=True).exists():
        lock_rollup()
        ids = list(memberships.filter(counted=True).values_list("pk", flat=True))
        count_all_of("SELECT unnest(%(ids)s::bigint[])", sign=-1, ids=ids)


def _recount(most: int | None) -> tuple[set[int], int]:
    words = list(Recount.objects.values_list("pk", "items", "quizzes"))
    if not words:
        return set(), 0
    items = sorted({item for _, some, _ in words for item in some})
    quizzes = sorted({quiz for _, _, some in words for quiz in some})
    counted = ItemStatistic.objects.filter(version__item__in=items).aggregate(answers=Sum("answers"))["answers"]
    if most is not None and (counted or 0) > most:
        return set(), 0
    touched = set(ItemVersion.objects.filter(item__in=items).values_list("pk", flat=True))
    for scope in SCOPES:
        for model in scope.by_question:
            model.objects.filter(version__item__in=items).delete()
        touched |= set(scope.marks.objects.filter(quiz__in=quizzes).values_list("version", flat=True))
        scope.marks.objects.filter(quiz__in=quizzes).delete()
    ClassCount.objects.filter(version__item__in=items).delete()
    ClassMarkCount.objects.filter(quiz__in=quizzes).delete()
    of_items = "item.version_id IN (SELECT id FROM bank_itemversion WHERE item_id = ANY(%(items)s))"
    _add(ADD_ANSWERS, of_items, items=items)
    add_answers(of_items, items=items)
    touched |= _add(ADD_MARKS, "attempt.quiz_id = ANY(%(quizzes)s)", quizzes=quizzes)
    add_marks("attempt.quiz_id = ANY(%(quizzes)s)", quizzes=quizzes)
    # Only these: a newer recount may be about changes that the sums do not include yet.
    Recount.objects.filter(pk__in=[pk for pk, _, _ in words]).delete()
    return touched, len(words)


def recount_everything() -> None:
    """Call this after the results were created again."""
    for scope in SCOPES:
        for model in (*scope.by_question, scope.marks):
            model.objects.all().delete()
    for sums in (ClassCount, ClassMarkCount):
        sums.objects.all().delete()
    CohortMembership.objects.exclude(counted=False).update(counted=False)
    Recount.objects.all().delete()
    ItemFigures.objects.all().delete()
    Attempt.objects.filter(counted=True).update(counted=False, with_account=None)
    roll_all()
