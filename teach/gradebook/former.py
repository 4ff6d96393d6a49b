"""Grades that a class keeps of learners who left it or deleted the account, for as long as its settings say."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import DurationField, Exists, ExpressionWrapper, F, Max, OuterRef, Q, Value

from accounts.models import Cohort, CohortMembership, Learner
from quizzes.attempt_end import grade_handed_in
from quizzes.statistics.rollup import before_deleting_memberships
from teach.gradebook.book import Gradebook, Mark, MarkState, gradebook_of
from teach.models import CountedAttempt, Excusal, FormerLearner

DAY = timedelta(days=1)


def keep_grades(learner: Learner) -> None:
    """In each of the learner's classes, keep the grades of now or of when they left, under a number.

    What is handed in is graded for it: afterwards no link to the learner is left by which a grade could come.
    """
    grade_handed_in(learner)
    members = CohortMembership.objects.filter(learner=learner).select_related("cohort")
    for member in members.annotate(now=TransactionNow()).order_by("cohort", "pk"):
        # Of two deletions at once the second gets the next number.
        Cohort.objects.select_for_update(no_key=True).get(pk=member.cohort_id)
        books = {which: gradebook_of(member.cohort, which, only=member) for which in CountedAttempt}
        last = FormerLearner.objects.filter(cohort=member.cohort).aggregate(last=Max("number"))["last"]
        zone, now = ZoneInfo(member.cohort.time_zone), member.now
        FormerLearner.objects.create(
            cohort=member.cohort,
            number=(last or 0) + 1,
            joined_on=member.joined_at.astimezone(zone).date(),
            left_on=(member.left_at or now).astimezone(zone).date(),
            kept_until=member.kept_until or now + member.cohort.keeps_former * DAY,
            grades=kept_marks(books, zone),
        )


def kept_marks(books: Mapping[CountedAttempt, Gradebook], zone: ZoneInfo) -> dict[str, Any]:
    """Map keys of columns to their name and, by the attempt that counts, to the mark."""
    kept: dict[str, Any] = {}
    for which, book in books.items():
        for mark in book.rows[0].marks:
            if mark.state not in (MarkState.NONE, MarkState.BEGUN):
                kept.setdefault(mark.column.key, {"name": mark.column.name})[which.value] = _kept(mark, zone)
    return kept


def _kept(mark: Mark, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "state": mark.state.value,
        "share": None if mark.share is None else [mark.share.numerator, mark.share.denominator],
        "on": mark.closed_at.astimezone(zone).date().isoformat() if mark.closed_at else None,
        "minutes_late": max(1, mark.late // timedelta(minutes=1)) if mark.late else None,
    }


# ---- When the time is over


@transaction.atomic
def remove_old_rows() -> None:
    """A class that now keeps grades for a shorter time than when somebody left removes theirs too."""
    over = CohortMembership.objects.exclude(left_at=None).filter(_is_over("left_at"))
    Excusal.objects.filter(Exists(over.filter(cohort=OuterRef("cohort"), learner=OuterRef("learner")))).delete()
    before_deleting_memberships(over)
    over.delete()
    FormerLearner.objects.filter(_is_over("left_on")).delete()


def _is_over(left: str) -> Q:
    length = ExpressionWrapper(F("cohort__keeps_former") * Value(DAY), output_field=DurationField())
    return Q(kept_until__lte=TransactionNow()) | Q(**{f"{left}__lte": TransactionNow() - length})
