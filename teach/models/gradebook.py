"""How a class counts its grades, which of them do not count, and what stays of a learner who deleted the account."""

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from accounts.models import Cohort, Learner


class CountedAttempt(models.TextChoices):
    BEST = "best", "Best attempt"
    LATEST = "latest", "Latest attempt"
    FIRST = "first", "First attempt"


class GradebookSettings(models.Model):
    """`weights` maps keys of columns to whole numbers; a column without one has the weight 1."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, primary_key=True, related_name="gradebook")
    attempt = models.CharField(
        "attempt that counts", max_length=6, choices=CountedAttempt, default=CountedAttempt.BEST
    )
    weights = models.JSONField(default=dict, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(attempt__in=CountedAttempt.values), name="teach_counted_attempt_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"Gradebook of {self.cohort}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), exclude=["excused_at"])
class Excusal(models.Model):
    """One grade that does not count. `column` is the key of a column, and `title` its name at the time."""

    cohort = models.ForeignKey(Cohort, verbose_name="class", on_delete=models.CASCADE, related_name="excusals")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="excusals")
    column = models.CharField(max_length=40)
    title = models.CharField("excused from", max_length=160)
    excused_by = models.BigIntegerField(help_text="Id of the user.")
    excused_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name = "excused grade"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["cohort", "learner", "column"], name="teach_excused_once_per_column")
        ]

    def __str__(self) -> str:
        return f"{self.learner} is excused from {self.title}"


class FormerLearner(models.Model):
    """What a gradebook keeps of a deleted account: grades, which lead neither to a person nor to the answers.

    `grades` maps keys of columns to what `teach.gradebook.former.kept_marks` makes of them. Their moments are days,
    because the exact ones would lead to the attempts, which stay under an anonymous learner.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="former_learners")
    number = models.PositiveIntegerField()
    joined_on = models.DateField()
    left_on = models.DateField()
    deleted_at = models.DateTimeField(db_default=TransactionNow())
    kept_until = models.DateTimeField()
    grades = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        ordering = ["cohort", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="teach_former_learners_have_own_numbers")
        ]

    def __str__(self) -> str:
        return f"Former learner {self.number}"
