"""What members of classes have still to do, in a subquery of their memberships."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from quizzes.assigned.release import answers_due
from quizzes.models import Assignment, AssignmentKind, Attempt
from quizzes.models.assignments import OWN_ATTEMPTS


def assigned_to_member() -> ArraySubquery:
    """Return a subquery for memberships: what the member has still to do, and what is handed in and not yet graded.

    Leaves out what was over when they joined, and what has closed.
    """
    learner = OuterRef(OuterRef("learner"))
    held = (
        Attempt.objects.filter(assignment=OuterRef("pk"), learner=learner, closed_at=None, handed_in_at__isnull=False)
        .annotate(due=answers_due())
        .order_by("-handed_in_at")
    )
    rows = (
        Assignment.objects.filter(cohort=OuterRef("cohort"))
        .asked()
        .with_dates_of(learner)
        .with_done(learner)
        .annotate(
            held_until=Subquery(held.values("due")[:1]),
            decided_at=Coalesce("own_due_at", "own_closes_at"),
            own=OWN_ATTEMPTS,
        )
        .filter(Q(decided_at=None) | Q(decided_at__gt=OuterRef("joined_at")))
        .filter(
            Q(held_until__isnull=False)
            | Q(done_at=None) & (Q(own_closes_at=None) | Q(own_closes_at__gt=TransactionNow()))
        )
        .order_by("decided_at", "pk")
    )
    told = JSONObject(
        id=F("pk"),
        kind=F("kind"),
        own=F("own"),
        opens=F("own_opens_at"),
        due=F("own_due_at"),
        closes=F("own_closes_at"),
        held=F("held_until"),
        lesson=Coalesce("lesson", "quiz__lesson"),
        given=F("title"),
        title=Coalesce("lesson__title", "quiz__title"),
        label=Coalesce("lesson__label", "quiz__lesson__label"),
        slug=Coalesce("lesson__slug", "quiz__lesson__slug"),
        quiz=F("quiz"),
        minutes=F("minutes"),
        attempts=Coalesce("attempts", "quiz__attempts_allowed"),
    )
    return ArraySubquery(rows.values(told=told))


def title_of(row: dict[str, Any]) -> str:
    if row["given"]:
        return row["given"]
    if row["quiz"]:
        return f"{row['label']} check"
    if row["lesson"]:
        return f"{row['label']}. {row['title']}"
    return AssignmentKind(row["kind"]).label if row["kind"] == AssignmentKind.EXAM else "Practice"


def url_of(row: dict[str, Any]) -> str:
    if row["own"]:
        return reverse("quizzes:assignment", args=[row["id"]])
    return reverse("lessons:lesson", args=[row["slug"]]) + ("#check" if row["quiz"] else "")
