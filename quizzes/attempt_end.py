"""The end of an attempt. An exam is graded then, by the answers that were saved in time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import QuerySet

from bank.grading import marks
from quizzes.memory.store import remember_results
from quizzes.models import Attempt, AttemptEnd, AttemptItem, Grade, Mode, Response, ResponseKind
from quizzes.regrade.run import apply_runs
from quizzes.store import store_grades, store_scores
from serving.prepared import Prepared

GRACE = timedelta(seconds=10)  # for answers that were sent before the deadline


def is_over(attempt: Attempt, at: datetime) -> bool:
    return attempt.closed_at is not None or (attempt.deadline is not None and at > attempt.deadline + GRACE)


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
    if found.mode == Mode.EXAM:
        _grade(found)
    return end(found, ending)


def end(attempt: Attempt, ending: str) -> Attempt:
    """The attempt is locked and its questions are graded."""
    attempt.ending = ending
    attempt.closed_at = attempt.deadline if ending == AttemptEnd.TIME else attempt.arrived
    attempt.save(update_fields=["ending", "closed_at"])
    return attempt


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


def close_overdue(attempts: QuerySet[Attempt]) -> int:
    overdue = attempts.filter(closed_at=None, deadline__lt=TransactionNow() - GRACE)
    return sum(close_if_over(attempt).closed_at is not None for attempt in overdue)


@transaction.atomic
def close_if_over(attempt: Attempt) -> Attempt:
    if attempt.closed_at is not None or attempt.deadline is None:
        return attempt
    found = locked(attempt.pk)
    return close(found, ending=AttemptEnd.TIME) if is_over(found, found.arrived) else found


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
