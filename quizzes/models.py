"""Questions, and the ledger of answers.

Items, quizzes and drafts are edited. Versions, options, responses and grades are only ever inserted: triggers refuse
anything else, and the application's database role has no right to it. Results and scores are projections of the
ledger that `rebuild_projections` makes anew.
"""

import secrets
from datetime import datetime

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse

from accounts.models import Learner
from accounts.uuid7 import uuid7
from lessons.models import Lesson
from matrix.models import AboutAFact, FromFile, Owner, Responsibility, slug_words
from quizzes.grading import FULL_MARKS, percent


def insert_only() -> pgtrigger.Protect:
    return pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Form(models.TextChoices):
    CHOOSE_ONE = "choose-one", "Choose one"


class Skill(models.TextChoices):
    """The five skills of task 2.1 in the exam guide."""

    COMPONENTS = "components", "The components of the model"
    CUSTOMER = "customer", "The customer's part"
    AWS = "aws", "AWS's part"
    SHARED = "shared", "What both share"
    SHIFT = "shift", "How it shifts with the service"


class ChangeKind(models.TextChoices):
    NEW = "new", "First version"
    COSMETIC = "cosmetic", "Cosmetic: spelling or layout"
    CLARIFY = "clarify", "Clearer words, same question and key"
    KEY_CHANGE = "key_change", "The key was wrong"
    SEMANTIC = "semantic", "Another question"


class ItemQuerySet(models.QuerySet["Item"]):
    def asked(self) -> "ItemQuerySet":
        """Questions that new attempts may ask: published, and in no open contradiction with the facts."""
        return self.exclude(published=None).exclude(
            Exists(Contradiction.objects.filter(item=OuterRef("pk"), closed_at=None))
        )


@pghistory.track()
class Item(FromFile):
    """One question through all its versions. Learners meet the published one."""

    slug = models.CharField(max_length=60, unique=True, validators=[slug_words])
    skill = models.CharField(max_length=10, choices=Skill, help_text="What it tests in task 2.1.")
    section = models.CharField(max_length=60, blank=True, help_text="Anchor of the lesson section to reread.")
    published = models.ForeignKey(
        "ItemVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    generator = models.CharField(max_length=60, blank=True, editable=False)
    parameters = models.JSONField(default=dict, blank=True, editable=False)
    edit_number = models.PositiveIntegerField(default=1, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=Q(skill__in=Skill.values), name="quizzes_item_skill_is_known")]

    def __str__(self) -> str:
        return self.published.stem if self.published else self.slug


class ItemDraft(models.Model):
    """What an instructor has changed in an item but not yet published, in the form of an item file.

    `based_on` is the item's edit number when the draft was begun: publishing over a newer version is refused.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField()
    based_on = models.PositiveIntegerField()
    edit_number = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=TransactionNow())

    def __str__(self) -> str:
        return f"Draft of {self.item.slug}"


class ItemVersion(models.Model):
    """A question as it was published: its words, options and key never change."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    form = models.CharField(max_length=12, choices=Form)
    stem = models.TextField()
    change = models.CharField(max_length=10, choices=ChangeKind)
    published_at = models.DateTimeField(db_default=TransactionNow())
    editor = models.BigIntegerField(null=True, help_text="Id of the user who published it; null: from a file.")

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="quizzes_one_version_per_number"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="quizzes_version_form_is_known"),
            models.CheckConstraint(condition=Q(change__in=ChangeKind.values), name="quizzes_version_change_is_known"),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{self.item.slug}, version {self.number}"


class TestedCell(models.Model):
    """A cell that a version tests; the first one settles it."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="tested_cells")
    cell = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "cell"], name="quizzes_cell_tested_once_per_version")
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return str(self.cell)


def random_token() -> str:
    return secrets.token_hex(8)


class Option(models.Model):
    """One offered answer. `key` names it across versions and is never shown; `token` is what the page sends."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="options")
    key = models.CharField(max_length=60, validators=[slug_words])
    token = models.CharField(max_length=16, default=random_token)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_key = models.BooleanField("key (right answer)")
    rationale = models.TextField()
    misconception = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="quizzes_option_keys_differ"),
            models.UniqueConstraint(fields=["version", "token"], name="quizzes_option_tokens_differ"),
            models.CheckConstraint(condition=~Q(rationale=""), name="quizzes_option_has_a_rationale"),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return self.text


class Claim(AboutAFact):
    """What an option says about a fact: that `owner` owns it. True or not is for the facts to tell."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="claims")
    owner = models.CharField(
        max_length=8, choices=[(o.value, o.label) for o in (Owner.AWS, Owner.CUSTOMER, Owner.SHARED)]
    )

    class Meta:
        ordering = ["option", "pk"]
        constraints = [AboutAFact.points_at_one_fact("quizzes_claim_points_at_one_fact")]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{self.get_owner_display()}"

    @property
    def is_history(self) -> bool:
        """Whether the fact it is about may go: nobody meets it any more, or it follows the facts by itself."""
        version = self.option.version
        return bool(version.item.generator) or version.pk != version.item.published_id


class Closing(models.TextChoices):
    """How a contradiction between a question and the facts came to its end."""

    REPUBLISHED = "republished", "A version was published that agrees with the facts"
    WITHDRAWN = "withdrawn", "The question was withdrawn"
    KEPT = "kept", "The question is kept as it is"
    AGREES = "agrees", "The facts agree again"


class Contradiction(models.Model):
    """A published question that the facts have come to refute. While it is open, no new attempt asks the question."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="contradictions")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    proof = models.TextField()
    opened_at = models.DateTimeField("opened", db_default=TransactionNow())
    opened_by = models.BigIntegerField(null=True, help_text="Id of the user who changed the fact; null: a file.")
    closed_at = models.DateTimeField("settled", null=True, blank=True)
    closed_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user; null: a file.")
    closing = models.CharField(max_length=12, choices=Closing, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "question that contradicts the facts"
        verbose_name_plural = "questions that contradict the facts"
        ordering = [models.F("closed_at").desc(nulls_first=True), "-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(closed_at__isnull=True), name="quizzes_one_open_contradiction_per_item"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closing="")
                | Q(closed_at__isnull=False, closing__in=Closing.values),
                name="quizzes_closed_contradiction_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(closing=Closing.KEPT) | ~Q(reason=""),
                name="quizzes_contradiction_is_kept_for_a_reason",
                violation_error_message="Say why the question stays as it is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}"


class Mode(models.TextChoices):
    CHECK = "check", "Check: feedback after each answer"


class Quiz(FromFile):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words])
    title = models.CharField(max_length=120)
    lesson = models.OneToOneField(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="quiz")
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.CHECK)

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


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def in_lists(self) -> "AttemptQuerySet":
        """Newest first, with what lists show; `questions` counts what was served."""
        served = AttemptItem.objects.filter(attempt=OuterRef("pk")).order_by().values("attempt")
        return (
            self.select_related("quiz__lesson", "score")
            .defer("quiz__lesson__body", "quiz__lesson__transcript")
            .annotate(questions=Subquery(served.annotate(n=Count("pk")).values("n")))
            .order_by("-started_at", "-pk")
        )


class Attempt(models.Model):
    """One sitting. What was served is frozen in its attempt items; what was answered is in their responses."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    mode = models.CharField(max_length=8, choices=Mode)
    retry_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="retries")
    started_at = models.DateTimeField(db_default=TransactionNow())
    closed_at = models.DateTimeField(null=True, blank=True)

    questions: int  # set by `in_lists`

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "quiz"],
                condition=Q(closed_at__isnull=True),
                name="quizzes_one_open_attempt_per_quiz",
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz} ({self.started_at:%Y-%m-%d})" if self.started_at else str(self.quiz)

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt", args=[self.pk])

    @property
    def label(self) -> str:
        """What it is, in two words: "L3 check", "L3 retry"."""
        kind = "retry" if self.retry_of_id else self.mode
        return f"{self.quiz.lesson.label} {kind}" if self.quiz.lesson else self.quiz.title


class AttemptItemQuerySet(models.QuerySet["AttemptItem"]):
    def with_settling_cell(self) -> "AttemptItemQuerySet":
        """Adds `settling_cell`: the id of the cell that decides the question."""
        tested = TestedCell.objects.filter(version=OuterRef("version")).order_by("position")
        return self.annotate(settling_cell=Subquery(tested.values("cell_id")[:1]))

    def with_page(self) -> "AttemptItemQuerySet":
        """With all that its page shows, and the database's time as `loaded_at`.

        `corrected_at` is set when a later version changed the key, `control_asked` when the key speaks of a control.
        """
        controls = Claim.objects.filter(
            option__version=OuterRef("version"), option__is_key=True, control__isnull=False
        )
        corrections = ItemVersion.objects.filter(
            item=OuterRef("version__item"), number__gt=OuterRef("version__number"), change=ChangeKind.KEY_CHANGE
        ).order_by("-number")
        return (
            # The class declares what is added, for whoever reads it.
            self.with_settling_cell()  # type: ignore[no-redef]
            .select_related("attempt__quiz__lesson", "version__item", "result__response")
            .defer("attempt__quiz__lesson__body", "attempt__quiz__lesson__transcript")
            .prefetch_related("version__options")
            .annotate(
                loaded_at=TransactionNow(),
                corrected_at=Subquery(corrections.values("published_at")[:1]),
                control_asked=Subquery(controls.values("control_id")[:1]),
            )
        )


class AttemptItem(models.Model):
    """One question as it was served: which version, its options in which order, whether it counts."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    order = ArrayField(models.CharField(max_length=16), help_text="Option tokens from the top down.")
    scored = models.BooleanField(default=True)

    # Set by `with_page`.
    loaded_at: datetime
    settling_cell: int
    corrected_at: datetime | None
    control_asked: int | None

    objects = AttemptItemQuerySet.as_manager()

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="quizzes_one_item_per_position")]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"Question {self.position}"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt-item", args=[self.attempt_id, self.position])

    @property
    def options(self) -> list[Option]:
        """The options from the top down, as they were served."""
        by_token = {option.token: option for option in self.version.options.all()}
        return [by_token[token] for token in self.order]

    @property
    def is_answered(self) -> bool:
        return hasattr(self, "result")


class ResponseKind(models.TextChoices):
    CHECK = "check", "Checked for a verdict"


class Confidence(models.TextChoices):
    GUESS = "guess", "Guess"
    THINK_SO = "think-so", "Think so"
    SURE = "sure", "Sure"


class Response(models.Model):
    """What a learner sent, once and for ever.

    `event` was made and signed by the server when the form was served; `answer` is {"chosen": [option keys]} or
    {"unsure": true}; `took_ms` is the database's time minus the time in the event, capped.
    """

    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="responses")
    event = models.UUIDField()
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=ResponseKind)
    answer = models.JSONField()
    confidence = models.CharField(max_length=8, choices=Confidence, blank=True)
    took_ms = models.PositiveIntegerField()
    late = models.BooleanField(default=False)
    received_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        ordering = ["attempt_item", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["attempt_item", "event"], name="quizzes_one_response_per_event"),
            models.UniqueConstraint(fields=["attempt_item", "sequence"], name="quizzes_one_response_per_sequence"),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return "not sure" if self.is_unsure else ", ".join(self.chosen)

    @property
    def chosen(self) -> list[str]:
        """Keys of the options chosen; empty for "not sure"."""
        return self.answer.get("chosen", [])

    @property
    def is_unsure(self) -> bool:
        return bool(self.answer.get("unsure"))


class Grade(models.Model):
    """What one response was worth in one grading run; `run` null is the grade given at once."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="grades")
    run = models.BigIntegerField(null=True, blank=True)
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    marks = models.PositiveSmallIntegerField(help_text="Thousandths of the maximum.")
    graded_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "run"], nulls_distinct=False, name="quizzes_one_grade_per_run"
            ),
            models.CheckConstraint(
                condition=Q(marks__gte=0, marks__lte=FULL_MARKS), name="quizzes_marks_between_0_and_1000"
            ),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{self.marks} of {FULL_MARKS}"


class ItemResult(models.Model):
    """Projection: the response that stands for one attempt item, and its marks."""

    attempt_item = models.OneToOneField(AttemptItem, on_delete=models.PROTECT, related_name="result")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="+")
    marks = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.marks} of {FULL_MARKS}"


class AttemptScore(models.Model):
    """Projection: the sums of one attempt, marks in thousandths of an item."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="score")
    marks = models.PositiveIntegerField(default=0)
    maximum = models.PositiveIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    right = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.right} right, {self.percent}%"

    @property
    def percent(self) -> int:
        return percent(self.marks, self.maximum)
