"""Grades, given at once or after a key was corrected, and the sums over them."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from bank.grading import FULL_MARKS, PASS_SCALED, percent, scaled
from bank.models.items import Item, ItemVersion
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.responses import Response
from serving.insert_only import insert_only


class GradingPolicy(models.TextChoices):
    NEW_KEY = "new-key", "By the corrected key"
    BEST = "best", "The better of both"
    FULL = "full", "Full marks for everyone"
    LEAVE_OUT = "leave-out", "Leave the question out of the score"


class GradingRun(models.Model):
    policy = models.CharField(max_length=10, choices=GradingPolicy)
    reason = models.TextField(help_text="Every learner whose score changes reads this.")
    author = models.BigIntegerField(help_text="Id of the user who ordered it.")
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    created_at = models.DateTimeField("ordered", db_default=TransactionNow())
    finished_at = models.DateTimeField("finished", null=True, blank=True)

    class Meta:
        verbose_name = "regrade"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(policy__in=GradingPolicy.values), name="quizzes_policy_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="quizzes_grading_run_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Regrade {self.pk}"

    @property
    def heading(self) -> str:
        return "A correction was undone" if self.undoes_id else "We were wrong about a question"


class GradingRunItem(models.Model):
    run = models.ForeignKey(GradingRun, on_delete=models.PROTECT, related_name="run_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "item"], name="quizzes_item_once_per_grading_run")]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return str(self.version)


class Grade(models.Model):
    """The marks of one response in one run. `run` is null for the grade given at once."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="grades")
    run = models.ForeignKey(GradingRun, null=True, blank=True, on_delete=models.PROTECT, related_name="grades")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    marks = models.PositiveSmallIntegerField(help_text="Thousandths of the maximum.")
    left_out = models.BooleanField(default=False, help_text="The question no longer counts in this attempt.")
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
    """Projection: the response that counts for an attempt item, its marks, and the version that graded it.

    `first_answer` is whether this is the learner's first answer to the question that came in time; null until the
    statistics have counted it. `with_account` is whether they count it as an account's; null until that is settled, as
    after a guest's answers moved to an account.
    """

    attempt_item = models.OneToOneField(AttemptItem, on_delete=models.PROTECT, related_name="result")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    marks = models.PositiveSmallIntegerField()
    left_out = models.BooleanField(default=False)
    first_answer = models.BooleanField(null=True)
    with_account = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(first_answer=None), name="quizzes_results_to_count"),
            models.Index(
                fields=["id"],
                condition=Q(first_answer__isnull=False, with_account=None),
                name="quizzes_results_to_settle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marks} of {FULL_MARKS}"


class AttemptScore(models.Model):
    """Projection: the sums of one attempt, with marks in thousandths of an item."""

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

    @property
    def scaled(self) -> int:
        return scaled(self.marks, self.maximum)

    @property
    def passes(self) -> bool:
        return self.scaled >= PASS_SCALED

    @property
    def counted(self) -> int:
        return self.maximum // FULL_MARKS


class Correction(models.Model):
    run = models.ForeignKey(GradingRun, on_delete=models.PROTECT, related_name="corrections")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="corrections")
    marks_before = models.PositiveIntegerField()
    maximum_before = models.PositiveIntegerField()
    marks_after = models.PositiveIntegerField()
    maximum_after = models.PositiveIntegerField()
    created_at = models.DateTimeField(db_default=TransactionNow())
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["run", "attempt"], name="quizzes_one_correction_per_run_and_attempt")
        ]

    def __str__(self) -> str:
        return f"{self.percent_before}% is now {self.percent_after}%"

    @property
    def percent_before(self) -> int:
        return percent(self.marks_before, self.maximum_before)

    @property
    def percent_after(self) -> int:
        return percent(self.marks_after, self.maximum_after)
