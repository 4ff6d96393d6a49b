"""When the answers of attempts at assignments are shown."""

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

from accounts.zones import moment_in_words
from quizzes.models import AnswersShown, AssignmentException, Attempt, AttemptItem, Mode


def answers_due() -> Combinable:
    """As `answers_at` of the terms, for attempts in a query."""
    theirs = AssignmentException.objects.filter(assignment=OuterRef("assignment"), learner=OuterRef("learner"))
    closes_at = Greatest(F("assignment__closes_at"), Subquery(theirs.values("closes_at")[:1]))
    return Case(
        When(assignment__answers=AnswersShown.CLOSED, then=closes_at),
        When(assignment__answers=AnswersShown.AT, then=F("assignment__answers_at")),
    )


def _shares_questions() -> Exists:
    """Whether a question of the attempt is in another test of the learner that is not to be graded yet.

    Grading this one would show what the right answers there are.
    """
    asked = AttemptItem.objects.filter(attempt=OuterRef(OuterRef("pk"))).values("version__item")
    there = AttemptItem.objects.filter(attempt=OuterRef("pk"), version__item__in=asked)
    others = (
        Attempt.objects.filter(learner=OuterRef("learner"), mode=Mode.EXAM, assignment__isnull=False, closed_at=None)
        .exclude(pk=OuterRef("pk"))
        .annotate(due=answers_due())
        .filter(Q(handed_in_at=None) | Q(due__gt=TransactionNow()))
    )
    return Exists(others.filter(Exists(there)))


def may_be_graded() -> Q:
    """For attempts annotated with `answers_due`."""
    return (Q(answers_due=None) | Q(answers_due__lte=TransactionNow())) & ~Q(_shares_questions())


def is_held_back(attempt: Attempt) -> bool:
    if attempt.assignment_id is None or attempt.mode != Mode.EXAM:
        return False
    this = Attempt.objects.filter(pk=attempt.pk).annotate(answers_due=answers_due())
    return not this.filter(may_be_graded()).exists()


def answers_shown(attempt: Attempt) -> str:
    """ "Mon, Dec 7, 9:00 AM EST" in the zone of the class, or nothing if it waits for another test."""
    this = Attempt.objects.filter(pk=attempt.pk).annotate(due=answers_due()).filter(due__gt=TransactionNow())
    found = this.values_list("due", "assignment__cohort__time_zone").first()
    return moment_in_words(*found) if found else ""
