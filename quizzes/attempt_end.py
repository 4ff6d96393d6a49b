"""The end of an attempt. An exam is graded then, by the answers that were saved in time.

An assigned test whose answers are shown later is handed in at its end, and graded and closed when they are due: until
then there is no grade, result or memory that anything could show.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Learner
from bank.grading import marks
from quizzes.assigned.release import answers_due, is_held_back, may_be_graded
from quizzes.memory.store import remember_results
from quizzes.models import Attempt, AttemptEnd, AttemptItem, Grade, Mode, Response, ResponseKind
from quizzes.regrade.run import apply_runs
from quizzes.statistics.rollup import recount
from quizzes.store import store_grades, store_scores
from serving.prepared import Prepared

GRACE = timedelta(seconds=10)  # for answers that were sent before the deadline


def is_over(attempt: Attempt, at: datetime) -> bool:
    if attempt.closed_at is not None or attempt.handed_in_at is not None:
        return True
    return attempt.deadline is not None and at > attempt.deadline + GRACE


def _locked(attempt: UUID) -> QuerySet[Attempt]:
    attempts = Attempt.objects.select_for_update(of=("learner", "self"), no_key=True).select_related("learner")
    # The class already declares this attribute, for type checkers and readers.
    return attempts.annotate(arrived=TransactionNow()).filter(pk=attempt)  # type: ignore[no-redef]


locked_with_learner: Prepared[Attempt] = Prepared(_locked, UUID)


def locked(attempt_id: UUID) -> Attempt:
    """Locks the attempt with its learner until the transaction ends; `arrived` is when the transaction began.

    The learner is locked first, as everywhere, so that one transaction at a time writes a learner's rows. Raises
    Attempt.DoesNotExist.
    """
    found = locked_with_learner.first(attempt_id)
    # None if the guest's attempt moved to an account while this waited: then the learner is another one.
    return found or locked(Attempt.objects.get(pk=attempt_id).pk)


@transaction.atomic
def close(attempt: Attempt, *, ending: str = AttemptEnd.FINISHED) -> Attempt:
    """An attempt that has already ended stays as it is.

    One that ran out of time ended at its deadline, even if nobody looks until much later.
    """
    found = locked(attempt.pk)
    if found.closed_at is not None:
        return found
    if is_held_back(found):
        return _hand_in(found, ending)
    if found.mode == Mode.EXAM:
        _grade(found)
    return end(found, ending)


def _hand_in(attempt: Attempt, ending: str) -> Attempt:
    if attempt.handed_in_at is None:
        attempt.handed_in_at = _moment_of(attempt, ending)
        attempt.save(update_fields=["handed_in_at"])
    return attempt


def _moment_of(attempt: Attempt, ending: str) -> datetime:
    return attempt.deadline if ending == AttemptEnd.TIME and attempt.deadline else attempt.arrived


def end(attempt: Attempt, ending: str) -> Attempt:
    """The attempt is locked and its questions are graded. One that was handed in ended then."""
    if attempt.handed_in_at is not None:
        attempt.closed_at = attempt.handed_in_at
        ending = AttemptEnd.TIME if attempt.handed_in_at == attempt.deadline else AttemptEnd.FINISHED
        _count_firsts_again(attempt)
    else:
        attempt.closed_at = _moment_of(attempt, ending)
    attempt.ending = ending
    attempt.save(update_fields=["ending", "closed_at"])
    return attempt


def _count_firsts_again(attempt: Attempt) -> None:
    """A later attempt at the same check may have been counted as the learner's first."""
    later = attempt.learner.attempts.filter(quiz=attempt.quiz_id, closed_at__gt=attempt.closed_at)
    if attempt.quiz_id and later.exists():
        recount((), [attempt.quiz_id])


@transaction.atomic
def finish(attempt: Attempt) -> Attempt:
    found = locked(attempt.pk)
    past = found.deadline is not None and found.arrived > found.deadline
    return close(found, ending=AttemptEnd.TIME if past else AttemptEnd.FINISHED)


class CannotDiscard(Exception):
    """An answer is saved in the exam, or it has ended."""


@transaction.atomic
def discard(attempt: Attempt) -> Attempt:
    """Ends an exam simulation as if it had never begun. Raises CannotDiscard.

    The first answer waits for the same lock, so one of the two wins.
    """
    found = locked(attempt.pk)
    if found.ending == AttemptEnd.DISCARDED:
        return found
    saves = Response.objects.filter(attempt_item__attempt=found, kind=ResponseKind.SAVE)
    if is_over(found, found.arrived) or saves.exists():
        raise CannotDiscard
    return end(found, AttemptEnd.DISCARDED)


def overdue(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Those whose time is up, and those handed in whose answers are due."""
    ran_out = Q(handed_in_at=None, deadline__lt=TransactionNow() - GRACE)
    handed_in = Q(handed_in_at__isnull=False) & may_be_graded()
    return attempts.filter(closed_at=None).annotate(answers_due=answers_due()).filter(ran_out | handed_in)


def close_overdue(attempts: QuerySet[Attempt]) -> int:
    """Returns how many it closed; of those with answers that are shown later, it hands in what ran out of time."""
    return _close_each(overdue(attempts))


overdue_of: Prepared[Attempt] = Prepared(lambda learner: overdue(Attempt.objects.filter(learner=learner)), UUID)


def close_overdue_of(learner: Learner | None) -> int:
    return _close_each(overdue_of(learner.pk)) if learner else 0


def _close_each(attempts: Iterable[Attempt]) -> int:
    return sum(close_if_over(attempt).closed_at is not None for attempt in attempts)


@transaction.atomic
def close_if_over(attempt: Attempt) -> Attempt:
    if attempt.closed_at is not None or (attempt.deadline is None and attempt.handed_in_at is None):
        return attempt
    found = locked(attempt.pk)
    return close(found, ending=AttemptEnd.TIME) if is_over(found, found.arrived) else found


@transaction.atomic
def grade_handed_in(learner: Learner) -> None:
    """Before the answers are due, for a learner who deletes the account: nobody is left who could see them."""
    for attempt in learner.attempts.filter(closed_at=None, handed_in_at__isnull=False):
        found = locked(attempt.pk)
        if found.closed_at is None:
            _grade(found)
            end(found, AttemptEnd.FINISHED)


def _grade(attempt: Attempt) -> None:
    items = attempt.items.select_related("version").prefetch_related("version__options")
    saved = last_saves(attempt)
    results = store_grades(
        Grade(response=saved[item.pk], version=item.version, marks=_marks(item, saved[item.pk]))
        for item in items
        if item.pk in saved
    )
    apply_runs(results)
    remember_results([result.pk for result in results])
    store_scores([attempt.pk])


def _marks(item: AttemptItem, response: Response) -> int:
    return marks(response.answer, item.version.options.all())


def last_saves(attempt: Attempt) -> dict[int, Response]:
    saves = Response.objects.filter(attempt_item__attempt=attempt, kind=ResponseKind.SAVE, late=False)
    return {save.attempt_item_id: save for save in saves.order_by("sequence")}
