"""Due dates of lessons and checks for a cohort."""

from datetime import datetime
from typing import Any

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import Cohort
from lessons.models import Lesson, Place
from quizzes.models.attempts import Attempt, Quiz


def _open_to_learners() -> Q:
    published = Lesson.objects.published()
    return Q(lesson__in=published) | Q(quiz__lesson__in=published)


class DueDateQuerySet(models.QuerySet["DueDate"]):
    def asked(self) -> "DueDateQuerySet":
        return self.filter(_open_to_learners())

    def with_asked(self) -> "DueDateQuerySet":
        return self.annotate(is_asked=_open_to_learners())

    def with_done(self, learner) -> "DueDateQuerySet":
        """`done_at` is when the learner first did it, or null. `learner` may be an OuterRef."""
        read = Place.objects.filter(lesson=OuterRef("lesson"), learner=learner).values("read_at")
        taken = Attempt.objects.finished().filter(quiz=OuterRef("quiz"), learner=learner).order_by().values("quiz")
        return self.annotate(
            done_at=Coalesce(Subquery(read[:1]), Subquery(taken.annotate(first=Min("closed_at")).values("first")))
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class DueDate(models.Model):
    """A lesson is done when it is marked as read, and a quiz when its first attempt is finished."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="due_dates")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.CASCADE, related_name="due_dates")
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.CASCADE, related_name="due_dates")
    due_at = models.DateTimeField("due")
    set_by = models.BigIntegerField(help_text="Id of the user.")
    set_at = models.DateTimeField(db_default=TransactionNow())

    done_at: datetime | None  # set by `with_done`
    is_asked: bool  # set by `with_asked`

    objects = DueDateQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lesson=None, quiz__isnull=False) | Q(lesson__isnull=False, quiz=None),
                name="quizzes_due_date_is_of_one_thing",
            ),
            models.UniqueConstraint(fields=["cohort", "lesson"], name="quizzes_one_due_date_per_lesson"),
            models.UniqueConstraint(fields=["cohort", "quiz"], name="quizzes_one_due_date_per_quiz"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def title(self) -> str:
        return str(self.lesson or self.quiz)


def open_dates_of_member() -> ArraySubquery:
    """Return a subquery for memberships: what the member has still to do, without due dates that had passed when they
    joined.
    """
    dates = (
        DueDate.objects.filter(cohort=OuterRef("cohort"), due_at__gt=OuterRef("joined_at"))
        .with_done(OuterRef(OuterRef("learner")))
        .asked()
        .filter(Q(done_at=None))
        .order_by("due_at")
    )
    told = JSONObject(
        at=F("due_at"),
        lesson=Coalesce("lesson", "quiz__lesson"),
        title=Coalesce("lesson__title", "quiz__title"),
        label=Coalesce("lesson__label", "quiz__lesson__label"),
        slug=Coalesce("lesson__slug", "quiz__lesson__slug"),
        quiz=F("quiz"),
        attempts=F("quiz__attempts_allowed"),
    )
    return ArraySubquery(dates.values(told=told))


def title_of_open_date(row: dict[str, Any]) -> str:
    return f"{row['label']} check" if row["quiz"] else f"{row['label']}. {row['title']}"
