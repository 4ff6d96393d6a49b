"""How statistics follow the ledger: what was not counted yet is added, batch by batch, apart from the learners.

Nobody who answers writes a row that another learner writes too. Answers and closed attempts carry a mark that says
whether they are counted; a roll takes some that are not, adds them to the sums and marks them, in one transaction. One
roll works at a time. What others hold locked it leaves for the next.

What changes counted answers (a regrade, a merge of two learners) leaves a `Recount` in its own transaction, and the
next roll makes the sums of these questions and quizzes anew from what is marked as counted.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import BooleanField, F, Sum, UUIDField
from django.db.models.expressions import RawSQL

from accounts.models import Learner
from quizzes.item_analysis import TIME_BOUNDS
from quizzes.item_figures import summarize
from quizzes.models import (
    Attempt,
    AttemptItem,
    ItemFigures,
    ItemResult,
    ItemStatistic,
    ItemVersion,
    MarkCount,
    OptionStatistic,
    Quiz,
    Recount,
    TimeCount,
)

AT_ONCE, AT_ONCE_IN_BULK = 5000, 5_000_000
MEMORY_IN_BULK = "256MB"
RECOUNTED_AT_ONCE = 20_000  # answers: about a second's work
ONE_ROLL_AT_A_TIME = 6_205_481_904  # any number that no other lock of this site has

# An answer that counts. Its band follows from the score in the rest of a finished attempt that is counted itself.
ANSWERS = """
    SELECT item.version_id, result.version_id AS keyed_by, result.marks, response.answer, response.took_ms,
        CASE WHEN attempt.counted AND attempt.ending IN ('finished', 'time') AND score.maximum >= 5000 THEN least(
            5 * (score.marks - CASE WHEN item.scored THEN result.marks ELSE 0 END)
            / (score.maximum - CASE WHEN item.scored THEN 1000 ELSE 0 END), 4) + 1
        END AS band
    FROM quizzes_itemresult AS result
    JOIN quizzes_attemptitem AS item ON item.id = result.attempt_item_id
    JOIN quizzes_attempt AS attempt ON attempt.id = item.attempt_id
    JOIN quizzes_attemptscore AS score ON score.attempt_id = attempt.id
    JOIN quizzes_response AS response ON response.id = result.response_id
    -- The planner believes no answer counted until the server has looked at the table again, and would expect one row.
    WHERE coalesce(result.first_answer, false) AND NOT result.left_out
"""

# For each answer one row without an option, one for each option chosen, and one for each row sorted right.
CHOICES = """
    SELECT version_id, band, '' AS option FROM given
    UNION ALL
    SELECT version_id, band, jsonb_array_elements_text(answer->'chosen') FROM given WHERE answer ? 'chosen'
    UNION ALL
    SELECT given.version_id, given.band, row.key
    FROM given JOIN quizzes_option AS row
        ON row.version_id = given.keyed_by AND row.expected <> '' AND row.expected = given.answer->'sorted'->>row.key
    WHERE answer ? 'sorted'
"""

ADD_CHOICES = """
    INSERT INTO quizzes_optionstatistic AS total (version_id, band, option, chosen)
    SELECT version_id, band, option, count(*) FROM choices GROUP BY version_id, band, option
    ON CONFLICT (version_id, band, option) DO UPDATE SET chosen = total.chosen + excluded.chosen
"""

PARTS = {"answers": ANSWERS, "choices": CHOICES, "add_choices": ADD_CHOICES}

ADD_ANSWERS = """
    WITH answers AS MATERIALIZED ({answers} AND {which}), sums AS (
        INSERT INTO quizzes_itemstatistic AS total (version_id, answers, marks, squares, unsure)
        SELECT version_id, count(*), sum(marks), sum(marks::bigint * marks), count(*) FILTER (WHERE answer ? 'unsure')
        FROM answers GROUP BY version_id
        ON CONFLICT (version_id) DO UPDATE SET answers = total.answers + excluded.answers,
            marks = total.marks + excluded.marks, squares = total.squares + excluded.squares,
            unsure = total.unsure + excluded.unsure
    ), times AS (
        INSERT INTO quizzes_timecount AS total (version_id, duration, answers)
        SELECT version_id, width_bucket(took_ms, %(bounds)s::int[]), count(*) FROM answers GROUP BY 1, 2
        ON CONFLICT (version_id, duration) DO UPDATE SET answers = total.answers + excluded.answers
    ), given AS (
        SELECT version_id, keyed_by, answer, 0 AS band FROM answers
        UNION ALL
        SELECT version_id, keyed_by, answer, band FROM answers WHERE band IS NOT NULL
    ), choices AS ({choices}), added AS ({add_choices})
    SELECT DISTINCT version_id FROM answers
"""

ADD_BANDS = """
    WITH given AS MATERIALIZED ({answers} AND {which}), choices AS (
        SELECT * FROM ({choices}) AS every WHERE band IS NOT NULL
    ), added AS ({add_choices})
    SELECT DISTINCT version_id FROM choices
"""

# Of each learner's first finished attempt at a quiz. What was left without an answer has no marks.
ADD_MARKS = """
    WITH firsts AS (
        SELECT attempt.id, attempt.quiz_id, score.marks, score.maximum
        FROM quizzes_attempt AS attempt JOIN quizzes_attemptscore AS score ON score.attempt_id = attempt.id
        WHERE {which} AND attempt.counted AND attempt.quiz_id IS NOT NULL AND attempt.retry_of_id IS NULL
            AND attempt.ending IN ('finished', 'time') AND NOT EXISTS (
                SELECT FROM quizzes_attempt AS earlier
                WHERE earlier.learner_id = attempt.learner_id AND earlier.quiz_id = attempt.quiz_id
                    AND earlier.retry_of_id IS NULL AND earlier.ending IN ('finished', 'time')
                    AND (earlier.closed_at, earlier.id) < (attempt.closed_at, attempt.id)
            )
    ), marked AS (
        SELECT firsts.quiz_id, item.version_id, coalesce(result.marks, 0) AS marks,
            firsts.marks - coalesce(result.marks, 0) AS rest, firsts.maximum - 1000 AS rest_maximum
        FROM firsts JOIN quizzes_attemptitem AS item ON item.attempt_id = firsts.id AND item.scored
        LEFT JOIN quizzes_itemresult AS result ON result.attempt_item_id = item.id
        WHERE NOT coalesce(result.left_out, false)
    ), added AS (
        INSERT INTO quizzes_markcount AS total (quiz_id, version_id, marks, rest, rest_maximum, attempts)
        SELECT quiz_id, version_id, marks, rest, rest_maximum, count(*) FROM marked GROUP BY 1, 2, 3, 4, 5
        ON CONFLICT (quiz_id, version_id, marks, rest, rest_maximum)
            DO UPDATE SET attempts = total.attempts + excluded.attempts
    )
    SELECT DISTINCT version_id FROM marked
"""

# Grades are given while the learner is locked, so their numbers are in the order in which one learner answered.
MARK_FIRST_ANSWERS = """
    WITH wanted AS (
        SELECT DISTINCT attempt.learner_id{item}
        FROM quizzes_itemresult AS result
        JOIN quizzes_attemptitem AS item ON item.id = result.attempt_item_id
        JOIN quizzes_attempt AS attempt ON attempt.id = item.attempt_id
        JOIN quizzes_itemversion AS version ON version.id = item.version_id
        WHERE result.id IN ({results})
    ), firsts AS (
        SELECT DISTINCT ON (attempt.learner_id, version.item_id) result.id
        FROM quizzes_attempt AS attempt
        JOIN quizzes_attemptitem AS item ON item.attempt_id = attempt.id
        JOIN quizzes_itemversion AS version ON version.id = item.version_id
        JOIN quizzes_itemresult AS result ON result.attempt_item_id = item.id
        JOIN quizzes_response AS response ON response.id = result.response_id
        JOIN quizzes_grade AS grade ON grade.response_id = response.id AND grade.run_id IS NULL
        WHERE attempt.learner_id IN (SELECT learner_id FROM wanted) AND NOT response.late {only_these}
        ORDER BY attempt.learner_id, version.item_id, grade.id
    )
    UPDATE quizzes_itemresult AS result SET first_answer = firsts.id IS NOT NULL
    FROM ({results}) AS taken(id) LEFT JOIN firsts ON firsts.id = taken.id
    WHERE result.id = taken.id
"""
# Few answers: of a learner with many, only those to the same questions are looked at. Many: nearly all are wanted, and
# asking for pairs would make the planner expect a handful.
THESE_QUESTIONS = {
    "item": ", version.item_id",
    "only_these": "AND (attempt.learner_id, version.item_id) IN (SELECT learner_id, item_id FROM wanted)",
}
ALL_QUESTIONS = {"item": "", "only_these": ""}

MARK_ATTEMPTS = "UPDATE quizzes_attempt SET counted = true WHERE id IN ({attempts})"


class Rolled(NamedTuple):
    """How much one roll brought in."""

    answers: int
    attempts: int
    recounts: int

    def __bool__(self) -> bool:
        return any(self)


def roll_all(tell: Callable[[Rolled], None] = lambda rolled: None) -> None:
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
        OR EXISTS (SELECT FROM quizzes_recount)
        OR EXISTS (
            SELECT FROM quizzes_itemfigures AS figures JOIN quizzes_item AS item ON item.id = figures.item_id
            WHERE figures.published_id IS DISTINCT FROM item.published_id
        )
    )""",
    [],
    output_field=BooleanField(),
)


@transaction.atomic
def roll(limit: int = AT_ONCE, *, recounting: int | None = RECOUNTED_AT_ONCE) -> Rolled:
    """Brings the statistics up to date, or nearer to it: at most so many new answers and attempts.

    What is to recount is left for `roll_all` if it is over more than `recounting` answers; None recounts anything.
    Pages ask for `something_waits` first, along with something else.
    """
    hold()
    take, questions = (_take_many, ALL_QUESTIONS) if limit > AT_ONCE else (_take, THESE_QUESTIONS)
    touched, recounts = _recount(recounting)
    results = take(ItemResult.objects.filter(first_answer=None), limit)
    if results.count:
        _run(MARK_FIRST_ANSWERS.format(results=results.ids, **questions), **results.values)
        touched |= _add(ADD_ANSWERS, f"result.id IN ({results.ids})", **results.values)
    attempts = take(Attempt.objects.filter(counted=False, closed_at__isnull=False), limit)
    if attempts.count:
        _run(MARK_ATTEMPTS.format(attempts=attempts.ids), **attempts.values)
        touched |= _add(ADD_BANDS, f"attempt.id IN ({attempts.ids})", **attempts.values)
        touched |= _add(ADD_MARKS, f"attempt.id IN ({attempts.ids})", **attempts.values)
    summarize(touched, also=_with_another_version())
    return Rolled(results.count, attempts.count, recounts)


def hold() -> None:
    """Waits until nobody else rolls, and keeps others from it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_ROLL_AT_A_TIME])


class Taken(NamedTuple):
    """Rows that this roll holds: how many, and the query that gives their ids."""

    count: int
    ids: str
    values: dict[str, Any]


def _free(rows, limit: int):
    locked = rows.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return locked.order_by("pk").values_list("pk", flat=True)[:limit]


def _take(rows, limit: int) -> Taken:
    ids = list(_free(rows, limit))
    kind = "uuid" if isinstance(rows.model._meta.pk, UUIDField) else "bigint"
    return Taken(len(ids), f"SELECT unnest(%(taken)s::{kind}[])", {"taken": ids})


def _take_many(rows, limit: int) -> Taken:
    """The same for so many rows that a table of their ids pays: the planner knows how many they are."""
    name = f"taken_{rows.model._meta.db_table}"
    statement, values = _free(rows, limit).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [MEMORY_IN_BULK])
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} (taken) ON COMMIT DROP AS {statement}", values)
        count = cursor.rowcount
        cursor.execute(f"ANALYZE pg_temp.{name}")
    return Taken(count, f"SELECT taken FROM pg_temp.{name}", {})  # noqa: S608  the name of one of our models


def _run(statement: str, **values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _add(statement: str, which: str, **values: Any) -> set[int]:
    """Adds what `which` chooses, and returns the versions whose sums it changed."""
    found = _run(statement.format(**PARTS, which=which), bounds=TIME_BOUNDS, **values)
    return {version for (version,) in found}


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

    Their answers to these questions wait to be counted again.
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
    for model in (ItemStatistic, TimeCount, OptionStatistic):
        model._default_manager.filter(version__item__in=items).delete()
    touched |= set(MarkCount.objects.filter(quiz__in=quizzes).values_list("version", flat=True))
    MarkCount.objects.filter(quiz__in=quizzes).delete()
    of_items = "item.version_id IN (SELECT id FROM quizzes_itemversion WHERE item_id = ANY(%(items)s))"
    _add(ADD_ANSWERS, of_items, items=items)
    touched |= _add(ADD_MARKS, "attempt.quiz_id = ANY(%(quizzes)s)", quizzes=quizzes)
    # Only these: what was left meanwhile may be about changes that the sums do not hold yet.
    Recount.objects.filter(pk__in=[pk for pk, _, _ in words]).delete()
    return touched, len(words)


def count_anew() -> None:
    """Drops all statistics and counts the whole ledger again; results have just been made anew."""
    for model in (ItemStatistic, TimeCount, OptionStatistic, MarkCount, Recount, ItemFigures):
        model._default_manager.all().delete()
    Attempt.objects.filter(counted=True).update(counted=False)
    roll_all()
