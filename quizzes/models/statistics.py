"""Sums of answers by question: projections that `quizzes.statistics.rollup` updates from the stored answers.

Each counts by the served version. An answer counts if it is its learner's first to the question, was not late and was
not left out by a regrade. Each sum exists twice, over all learners and over those with an account, since a guest may
be a script.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Cohort
from bank.models.items import Item, ItemVersion
from quizzes.models.attempts import Quiz


class ItemSums(models.Model):
    version_id: int

    answers = models.PositiveBigIntegerField()
    marks = models.PositiveBigIntegerField()
    squares = models.PositiveBigIntegerField()
    unsure = models.PositiveBigIntegerField(help_text="Answers that were “not sure”.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.version_id}: {self.answers} answers"


class ItemStatistic(ItemSums):
    version = models.OneToOneField(ItemVersion, on_delete=models.PROTECT, related_name="statistic")


class AccountsItemStatistic(ItemSums):
    version = models.OneToOneField(ItemVersion, on_delete=models.PROTECT, related_name="accounts_statistic")


class TimeCounts(models.Model):
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    duration = models.PositiveSmallIntegerField(help_text="Number of the class.")
    answers = models.PositiveBigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.version_id}, class {self.duration}: {self.answers}"


class TimeCount(TimeCounts):
    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "duration"], name="quizzes_one_count_per_version_and_duration")
        ]


class AccountsTimeCount(TimeCounts):
    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "duration"], name="quizzes_accounts_one_count_per_duration")
        ]


class OptionCounts(models.Model):
    """Projection: how often an option was chosen, or a row sorted right, by score band.

    Band 0 holds every answer. Bands 1 (weakest) to 5 hold those of finished attempts with at least five scored
    questions, by the score in the rest of the attempt. The row with an empty option counts the band's answers.
    """

    version_id: int

    option = models.CharField(max_length=60, blank=True)
    band = models.PositiveSmallIntegerField()
    chosen = models.PositiveBigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.version_id}, {self.option or 'all'}, band {self.band}: {self.chosen}"


class OptionStatistic(OptionCounts):
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="option_statistics")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "band", "option"], name="quizzes_one_count_per_option_and_band")
        ]


class AccountsOptionStatistic(OptionCounts):
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "band", "option"], name="quizzes_accounts_one_count_per_option")
        ]


class MarkCounts(models.Model):
    """Projection: how many learners had these marks in a question and in the rest of the quiz.

    Counts each learner's first finished attempt at the quiz; a question without an answer has no marks.
    """

    quiz_id: int
    version_id: int

    marks = models.PositiveSmallIntegerField()
    rest = models.PositiveIntegerField()
    rest_maximum = models.PositiveIntegerField()
    attempts = models.PositiveBigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.version_id}, {self.marks} and {self.rest} of {self.rest_maximum}: {self.attempts}"


class MarkCount(MarkCounts):
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="mark_counts")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="mark_counts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "version", "marks", "rest", "rest_maximum"], name="quizzes_one_count_per_marks"
            )
        ]


class AccountsMarkCount(MarkCounts):
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "version", "marks", "rest", "rest_maximum"],
                name="quizzes_accounts_one_count_per_marks",
            )
        ]


class ClassCount(models.Model):
    """Projection: how often learners of a class chose an option, or sorted a row right, in a block of days.

    Over those who are in the class now. Blocks are of `quizzes.statistics.day_blocks`, of days in the zone of the
    class. The row with an empty option counts all answers, and has their marks.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+", db_index=False)
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    option = models.CharField(max_length=60, blank=True)
    span = models.PositiveIntegerField(help_text="Days in the block.")
    block = models.PositiveIntegerField(help_text="Number of the block among those of its span.")
    answers = models.BigIntegerField()
    marks = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "option", "span", "block", "version"],
                include=["answers", "marks"],
                name="quizzes_one_count_per_class_and_days",
            )
        ]
        indexes = [models.Index(fields=["version", "cohort", "span", "block"], name="quizzes_classcount_of_version")]

    def __str__(self) -> str:
        return f"{self.cohort_id}, {self.version_id}, {self.option or 'all'}: {self.answers}"


class ClassMarkCount(MarkCounts):
    """The same over the learners who are in the class now, with all their finished attempts, in a block of days."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+", db_index=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    span = models.PositiveIntegerField(help_text="Days in the block.")
    block = models.PositiveIntegerField(help_text="Number of the block among those of its span.")
    kinds = models.PositiveSmallIntegerField(
        help_text="Which of the learner’s attempts at the quiz they are: the first (1) plus the highest graded (2)"
        " plus the last (4)."
    )
    attempts = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "quiz", "span", "block", "version", "marks", "rest", "rest_maximum", "kinds"],
                include=["attempts"],
                name="quizzes_one_count_per_class_marks_and_days",
            )
        ]
        indexes = [models.Index(fields=["cohort", "span", "block"], name="quizzes_classmarkcount_of_days")]


class Recount(models.Model):
    items = ArrayField(models.BigIntegerField())
    quizzes = ArrayField(models.BigIntegerField(), default=list)

    def __str__(self) -> str:
        return f"{len(self.items)} questions, {len(self.quizzes)} quizzes"


class ItemFigures(models.Model):
    """Projection of the sums over accounts, which the list of questions shows, sorts and filters by.

    Covers the versions that ask the same as the published one. Figures are null for fewer than 30 answers, and if they
    do not exist. Discrimination and efficiency are from the quiz with the most attempts.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="figures")
    published = models.ForeignKey(ItemVersion, null=True, on_delete=models.PROTECT, related_name="+")
    versions = ArrayField(models.BigIntegerField(), default=list, help_text="Ids of those that the figures are over.")
    answers = models.PositiveBigIntegerField(default=0)
    marks = models.PositiveBigIntegerField(default=0)
    unsure = models.PositiveBigIntegerField(default=0)
    facility = models.FloatField(null=True)
    deviation = models.FloatField(null=True)
    quiz = models.ForeignKey(Quiz, null=True, on_delete=models.SET_NULL, related_name="+")
    attempts = models.PositiveBigIntegerField(default=0, help_text="Those that the discrimination is over.")
    discrimination = models.FloatField(null=True)
    efficiency = models.FloatField(null=True)
    median_ms = models.PositiveIntegerField(null=True)
    flags = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        verbose_name = verbose_name_plural = "figures of a question"

    def __str__(self) -> str:
        return f"{self.item_id}: {self.answers} answers"
