"""Setting an assignment and its exceptions. A change in a learner's favor reaches the attempts that are open."""

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from quizzes.assigned.terms import terms_for
from quizzes.attempt_end import close_overdue, is_over, locked
from quizzes.models import Assignment, AssignmentException, Attempt


class HasAttempts(Exception):
    """Somebody has started: their answers are kept, and so is what they belong to."""


class AssignmentOvertaken(Exception):
    """Somebody else saved the assignment after the edit that this one began with."""


@transaction.atomic
def save_assignment(assignment: Assignment, *, by: User, opened_on: int | None = None) -> Assignment:
    """Raises AssignmentOvertaken if `opened_on` is not the number of its last edit."""
    stored = Assignment.objects.select_for_update(no_key=True).filter(pk=assignment.pk).first()
    if stored and opened_on not in (None, stored.edit_number):
        raise AssignmentOvertaken
    assignment.edit_number = stored.edit_number + 1 if stored else 1
    assignment.set_by, assignment.set_at = by.pk, TransactionNow()
    assignment.save()
    assignment.refresh_from_db(fields=["set_at"])
    _favor(assignment, open_attempts_at(assignment))
    return assignment


@transaction.atomic
def remove_assignment(assignment: Assignment) -> None:
    """Raises HasAttempts."""
    Assignment.objects.select_for_update().get(pk=assignment.pk)  # a start waits for it
    if assignment.taken.exists():
        raise HasAttempts
    assignment.delete()


@transaction.atomic
def save_exception(exception: AssignmentException) -> AssignmentException:
    Assignment.objects.select_for_update(no_key=True).get(pk=exception.assignment_id)
    exception.save()
    mine = open_attempts_at(exception.assignment).filter(learner=exception.learner_id)
    _favor(exception.assignment, mine)
    return exception


def remove_exception(exception: AssignmentException) -> None:
    """An open attempt keeps the time that it has."""
    exception.delete()


def open_attempts_at(assignment: Assignment) -> QuerySet[Attempt]:
    return assignment.taken.filter(closed_at=None, handed_in_at=None).order_by("learner", "pk")


def _favor(assignment: Assignment, attempts: QuerySet[Attempt]) -> None:
    """Moves later deadlines; nobody who has started loses time. The assignment's row is locked."""
    close_overdue(attempts)
    for attempt in attempts.exclude(deadline=None).select_related("learner__user"):
        found = locked(attempt.pk)
        deadline = terms_for(assignment, attempt.learner).deadline_of(found.started_at)
        is_later = deadline is None or (found.deadline is not None and deadline > found.deadline)
        if is_later and not found.handed_in_at and not is_over(found, found.arrived):
            found.deadline = deadline
            found.save(update_fields=["deadline"])
