"""How statistics follow the ledger: what was not counted yet is added, batch by batch, apart from the learners.

Nobody who answers writes a row that another learner writes too. Answers and closed attempts carry a mark that says
whether they are counted; a roll takes some that are not, adds them to the sums and marks them, in one transaction. One
roll works at a time. What others hold locked it leaves for the next.

What changes counted answers (a regrade, a merge of two learners) leaves a `Recount` in its own transaction, and the
next roll makes the sums of these questions and quizzes anew from what is marked as counted. What a guest answered
counts without guests, too, from the roll after it has become an account's: that needs no recount, only to be added.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import BooleanField, F, Sum, UUIDField
from django.db.models.expressions import RawSQL

from accounts.models import Learner
from bank.models import ItemVersion
from quizzes.models import Attempt, AttemptItem, ItemFigures, ItemResult, ItemStatistic, Quiz, Recount
from quizzes.statistics.figures import summarize
from quizzes.statistics.formulas import TIME_BOUNDS
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
RECOUNTED_AT_ONCE = 20_000  # answers: about a second's work
ONE_ROLL_AT_A_TIME = 6_205_481_904  # any number that no other lock of this site has


class RollupCounts(NamedTuple):
    """How much one roll brought in."""

    answers: int
    attempts: int
    recounts: int

    def __bool__(self) -> bool:
        return any(self)


def roll_all(tell: Callable[[RollupCounts], None] = lambda rolled: None) -> None:
    """Until nothing waits. `tell` hears after each batch what it brought in."""
    while rolled := roll(AT_ONCE_IN_BULK, recounting=None):
        tell(rolled)


# In order of id the partial indexes are the quickest way, however many rows the planner takes to wait still. EXISTS
# would read the whole table after a large roll, until the server has gathered its own statistics anew.
something_waits = RawSQL(
    """(
        (SELECT id FROM quizzes_itemresult WHERE first_answer IS NULL ORDER BY id LIMIT 1) IS NOT NULL
        OR (SELECT id FROM quizzes_attempt WHERE closed_at IS NOT NULL AND NOT counted ORDER BY id LIMIT 1)
            IS NOT NULL
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
    """What a page does before it shows figures: it shows those of before where somebody else is counting.

    Pages ask for `something_waits` first, along with something else.
    """
    with transaction.atomic():
        if _run("SELECT pg_try_advisory_xact_lock(%(lock)s)", lock=ONE_ROLL_AT_A_TIME) == [(True,)]:
            roll()


@transaction.atomic
def roll(limit: int = AT_ONCE, *, recounting: int | None = RECOUNTED_AT_ONCE) -> RollupCounts:
    """Brings the statistics up to date, or nearer to it: at most so many new answers and attempts.

    What is to recount is left for `roll_all` if it is over more than `recounting` answers; None recounts anything.
    """
    lock_rollup()
    take, questions = (_take_many, ALL_QUESTIONS) if limit > AT_ONCE else (_take, THESE_QUESTIONS)
    touched, recounts = _recount(recounting)
    results = take(ItemResult.objects.filter(first_answer=None), limit)
    if results.number:
        _run(MARK_FIRST_ANSWERS.format(results=results.ids, **questions), **results.values)
        touched |= _add(ADD_ANSWERS, f"result.id IN ({results.ids})", **results.values)
    attempts = take(Attempt.objects.filter(counted=False, closed_at__isnull=False), limit)
    if attempts.number:
        _run(MARK_ATTEMPTS.format(attempts=attempts.ids), **attempts.values)
        touched |= _add(ADD_BANDS, f"attempt.id IN ({attempts.ids})", **attempts.values)
        touched |= _add(ADD_MARKS, f"attempt.id IN ({attempts.ids})", **attempts.values)
    settled = _settle(take, limit, touched)
    summarize(touched, also=_with_another_version())
    return RollupCounts(results.number + settled.answers, attempts.number + settled.attempts, recounts)


def _settle(take: "Callable[[Any, int], HeldRows]", limit: int, touched: set[int]) -> RollupCounts:
    """Adds what became an account's after it had been counted to the sums without guests."""
    results = take(ItemResult.objects.filter(first_answer__isnull=False, with_account=None), limit)
    if results.number:
        _run(SETTLE_ANSWERS.format(results=results.ids), **results.values)
        touched |= _add(ADD_ANSWERS, f"result.id IN ({results.ids})", scopes=[ACCOUNTS], **results.values)
    attempts = take(Attempt.objects.filter(counted=True, with_account=None), limit)
    if attempts.number:
        _run(MARK_ATTEMPTS.format(attempts=attempts.ids), **attempts.values)
        touched |= _add(ADD_MARKS, f"attempt.id IN ({attempts.ids})", scopes=[ACCOUNTS], **attempts.values)
    return RollupCounts(results.number, attempts.number, 0)


def lock_rollup() -> None:
    """Waits until nobody else rolls, and keeps others from it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_ROLL_AT_A_TIME])


class HeldRows(NamedTuple):
    """Rows that this roll holds: how many, and the query that gives their ids."""

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
    """The same for so many rows that a table of their ids pays: the planner knows how many they are."""
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
    """Adds what `which` chooses, and returns the versions whose sums it changed."""
    found = [_run(scope.add(statement, which), bounds=TIME_BOUNDS, **values) for scope in scopes]
    return {version for rows in found for (version,) in rows}


def _with_another_version() -> list[int]:
    """Items whose figures are about versions that are not published any more."""
    return list(
        ItemFigures.objects.exclude(published=F("item__published"))
        .exclude(published=None, item__published=None)
        .values_list("item", flat=True)
    )


# ---- What changes what is counted


def recount(items: Iterable[int], quizzes: Iterable[int] = ()) -> None:
    """Leaves word that counted answers to these questions, or attempts at these quizzes, have changed."""
    Recount.objects.create(items=sorted(items), quizzes=sorted(quizzes))


def recount_attempts(attempts: Collection[Any]) -> None:
    """The same for all that was served in these attempts: a mark that changes moves the others to another band."""
    items = AttemptItem.objects.filter(attempt__in=attempts).order_by().values_list("version__item", flat=True)
    quizzes = Attempt.objects.filter(pk__in=attempts).exclude(quiz=None).order_by().values_list("quiz", flat=True)
    recount(set(items), set(quizzes))


def recount_after_merge(source: Learner, target: Learner) -> None:
    """To be called before two learners' attempts become one's: what both answered, one of them did not answer first.

    Their answers to these questions wait to be counted again, and all of the source's to be counted as the target's.
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
    # Also what is not settled yet: a roll that is just doing it is waited for then.
    ItemResult.objects.filter(attempt_item__attempt__learner=source).exclude(with_account=True).update(
        with_account=None
    )
    Attempt.objects.filter(learner=source).exclude(with_account=True).update(with_account=None)


def _recount(most: int | None) -> tuple[set[int], int]:
    """Makes the sums anew that somebody left word about; returns the versions and how many words there were."""
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
    of_items = "item.version_id IN (SELECT id FROM bank_itemversion WHERE item_id = ANY(%(items)s))"
    _add(ADD_ANSWERS, of_items, items=items)
    touched |= _add(ADD_MARKS, "attempt.quiz_id = ANY(%(quizzes)s)", quizzes=quizzes)
    # Only these: what was left meanwhile may be about changes that the sums do not hold yet.
    Recount.objects.filter(pk__in=[pk for pk, _, _ in words]).delete()
    return touched, len(words)


def recount_everything() -> None:
    """Drops all statistics and counts the whole ledger again; results have just been made anew."""
    for scope in SCOPES:
        for model in (*scope.by_question, scope.marks):
            model.objects.all().delete()
    Recount.objects.all().delete()
    ItemFigures.objects.all().delete()
    Attempt.objects.filter(counted=True).update(counted=False, with_account=None)
    roll_all()
