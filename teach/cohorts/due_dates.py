"""Due dates of a cohort, which its teachers set: assignments without limits."""

from datetime import datetime

from django.db import transaction

from accounts.models import Cohort, User
from lessons.models import Lesson
from quizzes.assigned.store import save_assignment
from quizzes.models import Assignment, Quiz
from quizzes.models.assignments import NO_LIMITS


@transaction.atomic
def set_due(cohort: Cohort, thing: Lesson | Quiz, *, due_at: datetime, by: User) -> Assignment:
    """A cohort has one due date per lesson or quiz; a second one moves the first."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    what = {"lesson": thing} if isinstance(thing, Lesson) else {"quiz": thing}
    found = Assignment.objects.filter(NO_LIMITS, cohort=cohort, **what).first() or Assignment(cohort=cohort, **what)
    found.due_at = due_at
    return save_assignment(found, by=by)
