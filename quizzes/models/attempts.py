"""Quizzes, attempts and their questions."""

from datetime import datetime
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Learner
from bank.grading import FULL_MARKS, ScoreText
from bank.models.items import Item, ItemVersion, Option
from lessons.models import Lesson
from matrix.models import FromFile, slug_words
from serving.insert_only import insert_only
from serving.uuid7 import uuid7
from serving.whole_numbers import address_of

PASS_EXAM, PASS_CHECK = 70, 80  # percent


class Mode(models.TextChoices):
    CHECK = "check", "Check"
    DRILL = "drill", "Practice"
    EXAM = "exam", "Exam simulation"
    REVIEW = "review", "Review"
    SECTION = "section", "Question in a lesson"


class Quiz(FromFile):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words])
    title = models.CharField(max_length=120)
    lesson = models.OneToOneField(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="quiz")
    mode = models.CharField(
        max_length=8, choices=[each for each in Mode.choices if each[0] != Mode.SECTION], default=Mode.CHECK
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="How many times a learner can start it, not counting retries of missed questions. Empty: no limit.",
    )

    class Meta:
        verbose_name_plural = "quizzes"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class Slot(models.Model):
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="slots")

    class Meta:
        ordering = ["quiz", "position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "item"], name="quizzes_item_once_per_quiz"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.item}"


def partly_right(attempt: OuterRef) -> Case:
    """The answers are counted only where the score has other marks than those of whole questions."""
    counted = AttemptItem.objects.filter(attempt=attempt, scored=True, result__left_out=False)
    partly = counted.filter(result__marks__gt=0, result__marks__lt=FULL_MARKS).order_by().values("attempt")
    number = Coalesce(Subquery(partly.annotate(n=Count("pk")).values("n")), 0)
    return Case(When(score__marks=FULL_MARKS * F("score__right"), then=0), default=number)


# An exam simulation, a learner's own or an assigned one, and no assigned test, which hides its verdicts likewise.
SIMULATION = Q(mode=Mode.EXAM) & (Q(assignment=None) | Q(selection__has_key="simulation"))


def open_since(moment: Any, attempt: str) -> Q:
    """Attempts that may have answers since then. No answer is later than the end of its attempt, unless that has a
    deadline. `attempt` is the path to them, with two underscores at its end.
    """
    ended = Q((f"{attempt}closed_at__gte", moment)) | Q((f"{attempt}closed_at", None))
    return ended | Q((f"{attempt}deadline__isnull", False))


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def finished(self) -> "AttemptQuerySet":
        """Attempts that count: neither a retry nor left for another attempt."""
        return self.at_their_end().filter(retry_of=None)

    def handed_in(self) -> "AttemptQuerySet":
        """Attempts at an assignment that take no more answers, also before their answers are shown."""
        return self.filter(Q(handed_in_at__isnull=False) | Q(ending__in=[AttemptEnd.FINISHED, AttemptEnd.TIME]))

    def simulations(self) -> "AttemptQuerySet":
        return self.filter(SIMULATION)

    def at_their_end(self) -> "AttemptQuerySet":
        return self.filter(ending__in=[AttemptEnd.FINISHED, AttemptEnd.TIME])

    def with_scores(self) -> Self:
        """No answers to questions in lessons, no discarded exams; `partly` counts answers that earned part of their
        marks.
        """
        return (
            self.exclude(mode=Mode.SECTION)
            .exclude(ending=AttemptEnd.DISCARDED)
            .select_related("quiz__lesson", "score")
            .defer("quiz__lesson__body", "quiz__lesson__transcript")
            .annotate(partly=partly_right(OuterRef("pk")))
        )

    def in_lists(self) -> "AttemptQuerySet":
        """Newest first, with the annotations that lists show. `questions` and `answered` leave out extra questions."""
        asked = AttemptItem.objects.filter(attempt=OuterRef("pk"), contrast_to=None, again_after=None)
        served = asked.order_by().values("attempt")
        return (
            self.with_scores()
            .annotate(
                questions=Subquery(served.annotate(n=Count("pk")).values("n")),
                answered=Coalesce(Subquery(served.exclude(result=None).annotate(n=Count("pk")).values("n")), 0),
            )
            .order_by("-started_at", "-pk")
        )

    def listed_for(self, learner: Learner | UUID | None) -> "AttemptQuerySet":
        return self.filter(learner=learner).in_lists()

    def with_next_position(self) -> "AttemptQuerySet":
        to_do = AttemptItem.objects.filter(attempt=OuterRef("pk"), result=None).order_by("position")
        return self.annotate(next_position=Subquery(to_do.values("position")[:1]))


class AttemptEnd(models.TextChoices):
    FINISHED = "finished", "Every question answered, or submitted"
    TIME = "time", "Time ran out"
    LEFT = "left", "Left for another attempt"
    EXCESS = "excess", "More than the quiz allows: a guest's, whose account had used its attempts"
    DISCARDED = "discard", "An exam begun by mistake, discarded before its first answer"


class Attempt(models.Model):
    """An attempt. Its items hold what was asked, and their responses what was answered.

    `quiz` is null for questions chosen for one learner: `selection` holds the request and `title` describes it. One
    with a time limit has a `deadline`; answers after it and the grace period do not count. One of an `assignment` that
    shows its answers later is handed in first: it takes no more answers, and is graded and closed when they are due.
    One of mode *section*
    is the answer to a question in a lesson: begun and finished by it, unscored, in no list. A discarded exam stays as
    a row without answers, in no list either.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.PROTECT, related_name="attempts")
    mode = models.CharField(max_length=8, choices=Mode)
    title = models.CharField(max_length=160)
    selection = models.JSONField(default=dict, blank=True)
    assignment = models.ForeignKey(
        "quizzes.Assignment", null=True, blank=True, on_delete=models.PROTECT, related_name="taken"
    )
    retry_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="retries")
    started_at = models.DateTimeField(db_default=TransactionNow())
    deadline = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=8, blank=True, choices=AttemptEnd)
    has_flags = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="A flag was set in it, and perhaps removed again."
    )
    counted = models.BooleanField(default=False, db_default=False, help_text="The statistics hold it.")
    with_account = models.BooleanField(
        null=True, editable=False, help_text="Whether they count it as an account's; null: not known yet."
    )

    # Set by `in_lists`.
    questions: int
    answered: int
    partly: int
    next_position: int | None  # set by `with_next_position`
    arrived: datetime  # when the transaction began, set by `attempt_end.locked`
    now: datetime  # the same, set by `exam.page.exams_of` and by home
    saved: int  # questions of an exam that have an answer, set by home

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "quiz"],
                condition=Q(closed_at__isnull=True, assignment__isnull=True),
                name="quizzes_one_open_attempt_per_quiz",
            ),
            models.UniqueConstraint(
                fields=["learner", "mode"],
                condition=Q(closed_at__isnull=True, quiz__isnull=True, assignment__isnull=True),
                name="quizzes_one_open_attempt_per_mode",
            ),
            models.UniqueConstraint(
                fields=["learner", "assignment"],
                condition=Q(closed_at__isnull=True, handed_in_at__isnull=True),
                name="quizzes_one_open_attempt_per_assignment",
            ),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="quizzes_attempt_mode_is_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, ending="")
                | Q(closed_at__isnull=False, ending__in=AttemptEnd.values),
                name="quizzes_closed_attempt_says_how",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(mode=Mode.EXAM) | Q(assignment__isnull=False),
                name="quizzes_only_exams_have_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True) | Q(mode=Mode.EXAM, assignment__isnull=False),
                name="quizzes_only_assigned_tests_are_handed_in",
            ),
            models.CheckConstraint(
                condition=~Q(ending=AttemptEnd.DISCARDED)
                | Q(mode=Mode.EXAM, quiz__isnull=True, assignment__isnull=True),
                name="quizzes_only_simulations_are_discarded",
            ),
            models.CheckConstraint(
                condition=~Q(mode=Mode.SECTION)
                | Q(quiz__isnull=True, retry_of__isnull=True, selection__has_keys=["lesson", "place"]),
                name="quizzes_question_in_a_lesson_says_where",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(closed_at__isnull=False, counted=False), name="quizzes_attempts_to_count"
            ),
            models.Index(
                fields=["id"], condition=Q(counted=True, with_account=None), name="quizzes_attempts_to_settle"
            ),
            models.Index(fields=["learner"], condition=Q(has_flags=True), name="quizzes_attempts_with_flags"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.started_at:%Y-%m-%d})" if self.started_at else self.title

    def get_absolute_url(self) -> str:
        return address_of("quizzes:attempt", self.pk)

    def question_url(self, position: int) -> str:
        if self.mode == Mode.SECTION:
            place = self.selection["place"]
            return f"{reverse('lessons:lesson', args=[self.selection['lesson']])}?ask={place}#ask-{place}"
        return address_of(f"quizzes:{'exam' if self.hides_verdicts else 'attempt'}-item", self.pk, position)

    @property
    def lesson(self) -> Lesson | None:
        return self.quiz.lesson if self.quiz else None

    @property
    def heading(self) -> str:
        if self.quiz and not self.assignment_id:
            return self.label
        return f"{self.title}, retry" if self.retry_of_id else self.title

    @property
    def score_text(self) -> ScoreText:
        left_after = self.answered if self.ending == AttemptEnd.LEFT else None
        return ScoreText(self.score.right, self.partly, self.score.percent, left_after)

    @property
    def is_practice(self) -> bool:
        """Whether its questions were drawn for this learner: they can be starred, and others may join them."""
        return self.mode in (Mode.DRILL, Mode.REVIEW)

    @property
    def length(self) -> int:
        """How many questions it will have: an open review draws some at a time. With `in_lists` alone."""
        return self.expected(self.questions)

    def expected(self, drawn: int) -> int:
        """The same, of an attempt that has drawn so many, without extra ones."""
        if self.mode != Mode.REVIEW or self.closed_at is not None:
            return drawn
        return max(drawn, self.selection.get("length", 0))

    @property
    def label(self) -> str:
        if self.lesson and self.selection.get("course"):  # whose labels are those of another course too
            return f"{self.title}, retry" if self.retry_of_id else self.title
        if self.lesson:
            return f"{self.lesson.label} {'retry' if self.retry_of_id else self.mode}"
        return "Retry" if self.retry_of_id else self.get_mode_display()

    @property
    def pass_mark(self) -> int:
        return PASS_EXAM if self.is_simulation else PASS_CHECK

    @property
    def hides_verdicts(self) -> bool:
        return self.mode == Mode.EXAM and self.closed_at is None

    @property
    def is_simulation(self) -> bool:
        """As `SIMULATION`."""
        return self.mode == Mode.EXAM and (self.assignment_id is None or "simulation" in self.selection)

    @property
    def leave_url(self) -> str:
        """Where an exam or a test is left to."""
        if self.assignment_id:
            return reverse("quizzes:assignment", args=[self.assignment_id])
        return reverse("quizzes:exam")

    @property
    def takes_answers(self) -> bool:
        """Whether it has not ended, as far as anybody has looked at its deadline."""
        return self.closed_at is None and self.handed_in_at is None

    @property
    def is_held(self) -> bool:
        """Whether it is handed in and its answers are shown later."""
        return self.closed_at is None and self.handed_in_at is not None

    @property
    def can_be_discarded(self) -> bool:
        return self.mode == Mode.EXAM and not (self.quiz_id or self.assignment_id)


class AttemptItem(models.Model):
    """A question as it was served. `contrast_to` is the question whose answer, sure and wrong, added this one."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    order = ArrayField(models.CharField(max_length=16), help_text="Option tokens from the top down.")
    scored = models.BooleanField(default=True)
    contrast_to = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="contrast"
    )

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="quizzes_one_item_per_position")]
        # For a learner's own answers to one question: without it all that they were ever asked would be read.
        indexes = [models.Index(fields=["attempt", "version"], name="quizzes_served_by_version")]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"Question {self.position}"

    def get_absolute_url(self) -> str:
        return self.attempt.question_url(self.position)

    @cached_property
    def all_options(self) -> list[Option]:
        return list(self.version.options.all())

    @cached_property
    def options(self) -> list[Option]:
        by_token = {option.token: option for option in self.all_options}
        return [by_token[token] for token in self.order]

    @property
    def is_extra(self) -> bool:
        return self.contrast_to_id is not None or hasattr(self, "again_after")

    @property
    def is_answered(self) -> bool:
        return hasattr(self, "result")

    @property
    def is_slip(self) -> bool:
        """Whether its answer was taken back as evidence."""
        return self.is_answered and hasattr(self.result.response, "slip")
