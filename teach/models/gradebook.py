"""How a class counts its grades, and the grades from which its teachers excused a learner."""

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
