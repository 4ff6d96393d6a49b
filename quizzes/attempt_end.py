"""How a sitting ends. An exam is graded then, by what was saved in time."""

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

GRACE = timedelta(seconds=10)  # for what was sent before the deadline and was under way


def is_over(attempt: Attempt, at: datetime) -> bool:
    """Whether an answer that arrives at this moment of the database's clock is late."""
    return attempt.closed_at is not None or (attempt.deadline is not None and at > attempt.deadline + GRACE)


def _locked(attempt: UUID) -> QuerySet[Attempt]:
    attempts = Attempt.objects.select_for_update(of=("learner", "self"), no_key=True).select_related("learner")
    # The class declares what is added, for whoever reads it.
    return attempts.annotate(arrived=TransactionNow()).filter(pk=attempt)  # type: ignore[no-redef]


locked_with_learner: Prepared[Attempt] = Prepared(_locked, UUID)


def locked(attempt_id: UUID) -> Attempt:
    """The attempt, locked with its learner until the transaction ends; `arrived` is when the transaction began.

    The learner comes first, here as wherever both are locked: what is known of a learner is written by one at a time.
    Raises Attempt.DoesNotExist.
    """
    found = locked_with_learner.first(attempt_id)
    # None where a guest's attempt became an account's while this waited: the learner is another one now.
    return found or locked(Attempt.objects.get(pk=attempt_id).pk)


@transaction.atomic
def close(attempt: Attempt, *, ending: str = AttemptEnd.FINISHED) -> Attempt:
    """Ends an attempt with what was answered; one that has ended stays as it is.

    One that the clock ended was over at its deadline, however much later somebody looks.
    """
    found = locked(attempt.pk)
    if found.closed_at is not None:
        return found
    if found.mode == Mode.EXAM:
        _grade(found)
    return end(found, ending)


def end(attempt: Attempt, ending: str) -> Attempt:
    """Marks a locked attempt, whose questions are graded, as ended."""
    attempt.ending = ending
    attempt.closed_at = attempt.deadline if ending == AttemptEnd.TIME else attempt.arrived
    attempt.save(update_fields=["ending", "closed_at"])
    return attempt


@transaction.atomic
def finish(attempt: Attempt) -> Attempt:
    """Ends an exam because its learner hands it in. After the deadline it is the clock that ended it."""
    found = locked(attempt.pk)
    past = found.deadline is not None and found.arrived > found.deadline
    return close(found, ending=AttemptEnd.TIME if past else AttemptEnd.FINISHED)


def close_overdue(attempts: QuerySet[Attempt]) -> int:
    """Ends those of the attempts whose time is up, and tells how many: one query where none is.

    An exam that nobody looks at ends by this too, whoever is first to look.
    """
    overdue = attempts.filter(closed_at=None, deadline__lt=TransactionNow() - GRACE)
    return sum(close_if_over(attempt).closed_at is not None for attempt in overdue)


@transaction.atomic
def close_if_over(attempt: Attempt) -> Attempt:
    """Ends an open attempt whose time is up, the grace included."""
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
    """What stands in an exam for each question that was answered in time, by the id of its attempt item."""
    saves = Response.objects.filter(attempt_item__attempt=attempt, kind=ResponseKind.SAVE, late=False)
    return {save.attempt_item_id: save for save in saves.order_by("sequence")}
