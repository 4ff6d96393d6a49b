"""What a class is given to do, with its dates and limits, and what is different for one learner."""

from datetime import datetime

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Cohort, Learner
from lessons.models import Lesson, Place
from quizzes.models.attempts import Attempt, Quiz


class AssignmentKind(models.TextChoices):
    HOMEWORK = "homework", "Homework"
    TEST = "test", "Timed test"
    EXAM = "exam", "Practice exam"


class AnswersShown(models.TextChoices):
    AT_ONCE = "at-once", "After each question"
    AFTER = "after", "After handing in"
    CLOSED = "closed", "After it closes"
    AT = "at", "At a set time"


DATES = ("opens_at", "due_at", "closes_at")
NO_LIMITS = Q(opens_at=None, closes_at=None, minutes=None, attempts=None, shuffled=False, answers=AnswersShown.AT_ONCE)
# As `has_own_attempts`.
OWN_ATTEMPTS = Q(selection__isnull=False) | ~Q(simulation="") | (Q(quiz__isnull=False) & ~NO_LIMITS)
ONE_THING = (
    Q(lesson__isnull=False, quiz=None, selection__isnull=True, simulation="")
    | Q(lesson=None, quiz__isnull=False, selection__isnull=True, simulation="")
    | Q(lesson=None, quiz=None, selection__isnull=False, simulation="")
    | (Q(lesson=None, quiz=None, selection__isnull=True) & ~Q(simulation=""))
)


def _open_to_learners() -> Q:
    published = Lesson.objects.published()
    drawn = Q(selection__isnull=False) | ~Q(simulation="")
    return Q(lesson__in=published) | Q(quiz__lesson__in=published) | drawn


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def asked(self) -> "AssignmentQuerySet":
        return self.filter(_open_to_learners())

    def with_asked(self) -> "AssignmentQuerySet":
        return self.annotate(is_asked=_open_to_learners())

    def with_things(self) -> "AssignmentQuerySet":
        found = self.select_related("lesson", "quiz__lesson", "cohort")
        return found.defer("lesson__body", "lesson__transcript", "quiz__lesson__body", "quiz__lesson__transcript")

    def with_dates_of(self, learner) -> "AssignmentQuerySet":
        """Adds `own_opens_at`, `own_due_at` and `own_closes_at`. `learner` may be an OuterRef."""
        # Without an order, by which each of many lookups would join and sort.
        theirs = AssignmentException.objects.filter(assignment=OuterRef("pk"), learner=learner).order_by()
        own = {f"own_{name}": Coalesce(Subquery(theirs.values(name)), F(name)) for name in DATES}
        return self.annotate(**own)

    def with_done(self, learner) -> "AssignmentQuerySet":
        """`done_at` is when the learner first did it, or null. `learner` may be an OuterRef."""
        read, taken, given = (
            Subquery(rows.order_by().values("learner").annotate(first=Min("at")).values("first"))
            for rows in _work_of(learner)
        )
        as_ever = Coalesce(read, taken, output_field=MOMENT)
        return self.annotate(done_at=Case(When(OWN_ATTEMPTS, then=given), default=as_ever))

    def not_done(self, learner, **moment) -> "AssignmentQuerySet":
        """Those that `with_done` has no moment for, or none that `moment` lets through, as in `at__lte`."""
        read, taken, given = (Exists(rows.filter(**moment)) for rows in _work_of(learner))
        done = Case(When(OWN_ATTEMPTS, then=given), default=Q(read) | Q(taken), output_field=models.BooleanField())
        return self.alias(is_done=done).filter(is_done=False)


def _work_of(learner) -> tuple[QuerySet, QuerySet, QuerySet]:
    """What the learner read, took and was given of an outer assignment, each with its moment `at`."""
    mine = Attempt.objects.filter(learner=learner)
    return (
        Place.objects.filter(lesson=OuterRef("lesson"), learner=learner)
        .exclude(read_at=None)
        .annotate(at=F("read_at")),
        mine.finished().filter(quiz=OuterRef("quiz")).annotate(at=F("closed_at")),
        mine.handed_in().filter(assignment=OuterRef("pk")).annotate(at=Coalesce("handed_in_at", "closed_at")),
    )


MOMENT = models.DateTimeField()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Assignment(models.Model):
    """A reading, a check, a practice or an exam simulation for a class.

    One with `has_own_attempts` is done by an attempt that was started from it. Else a lesson is done when it is marked
    as read, and a check when its first attempt is finished. Work between `due_at` and `closes_at` is late. A lesson
    can be due and has no other limits; `selection` is a `PracticeChoice.query` with its `length`.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="assignments", verbose_name="class")
    kind = models.CharField(max_length=8, choices=AssignmentKind, default=AssignmentKind.HOMEWORK)
    title = models.CharField(max_length=120, blank=True, help_text="Empty: the name of what is given.")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments")
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments")
    selection = models.JSONField(null=True, blank=True)
    simulation = models.CharField(max_length=8, blank=True)
    opens_at = models.DateTimeField("opens", null=True, blank=True)
    due_at = models.DateTimeField("due", null=True, blank=True)
    closes_at = models.DateTimeField("closes", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("time limit", null=True, blank=True, help_text="In minutes.")
    attempts = models.PositiveSmallIntegerField(null=True, blank=True)
    shuffled = models.BooleanField("shuffle questions", default=False)
    answers = models.CharField("show answers", max_length=8, choices=AnswersShown, default=AnswersShown.AT_ONCE)
    answers_at = models.DateTimeField("answers shown", null=True, blank=True)
    edit_number = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    event = models.UUIDField(null=True, unique=True, editable=False, help_text="Of the form that created it.")
    set_by = models.BigIntegerField(help_text="Id of the user.")
    set_at = models.DateTimeField(db_default=TransactionNow())

    done_at: datetime | None  # set by `with_done`
    is_asked: bool  # set by `with_asked`

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = [F("due_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_THING, name="quizzes_assignment_is_of_one_thing"),
            models.CheckConstraint(
                condition=Q(kind=AssignmentKind.HOMEWORK, simulation="")
                | Q(kind=AssignmentKind.TEST, simulation="", lesson=None)
                | (Q(kind=AssignmentKind.EXAM) & ~Q(simulation="")),
                name="quizzes_assignment_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lte=F("due_at"))
                & Q(due_at__lte=F("closes_at"))
                & Q(opens_at__lte=F("closes_at")),
                name="quizzes_assignment_opens_is_due_closes",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(attempts__gte=1), name="quizzes_assignment_can_be_done"
            ),
            models.CheckConstraint(condition=Q(lesson=None) | NO_LIMITS, name="quizzes_assigned_lesson_has_no_limits"),
            models.CheckConstraint(
                condition=Q(answers__in=[AnswersShown.AT_ONCE, AnswersShown.AFTER])
                | Q(answers=AnswersShown.CLOSED, closes_at__isnull=False)
                | Q(answers=AnswersShown.AT, answers_at__isnull=False),
                name="quizzes_assignment_says_when_answers_show",
            ),
            models.UniqueConstraint(fields=["cohort", "lesson"], name="quizzes_one_assignment_per_lesson"),
            models.UniqueConstraint(
                fields=["cohort", "quiz"], condition=NO_LIMITS, name="quizzes_one_assignment_without_limits_per_quiz"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("quizzes:assignment", args=[self.pk])

    @property
    def name(self) -> str:
        """What learners read."""
        if self.title or self.lesson or self.quiz:
            return self.title or str(self.lesson or self.quiz)
        return AssignmentKind(self.kind).label if self.simulation else "Practice"

    @property
    def has_own_attempts(self) -> bool:
        """Whether only attempts started from it count: it is drawn for each learner, or limits one."""
        limited = (self.opens_at, self.closes_at, self.minutes, self.attempts, self.shuffled)
        is_limited = any(limited) or self.answers != AnswersShown.AT_ONCE
        return bool(self.selection is not None or self.simulation or (self.quiz_id and is_limited))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AssignmentException(models.Model):
    """What one learner gets beyond the others. A date is another one in place of the assignment's."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="exceptions")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="assignment_exceptions")
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    extra_attempts = models.PositiveSmallIntegerField(default=0)
    opens_at = models.DateTimeField("opens", null=True, blank=True)
    due_at = models.DateTimeField("due", null=True, blank=True)
    closes_at = models.DateTimeField("closes", null=True, blank=True)

    class Meta:
        ordering = ["assignment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "learner"], name="quizzes_one_exception_per_learner"),
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.assignment}"
