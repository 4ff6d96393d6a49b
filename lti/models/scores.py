"""Which columns of a gradebook go to a platform, and the outbox of the scores in them."""

from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q

from accounts.models import Learner
from lti.models.classes import LinkedClass


class LineItem(models.Model):
    """`column` is the key of a column of the class's gradebook. `url` is empty until the platform has named it.

    The platform creates the line items of links that were picked there, and this site the others.
    """

    linked = models.ForeignKey(LinkedClass, on_delete=models.CASCADE, related_name="line_items")
    column = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    url = models.URLField(max_length=1000, blank=True)
    made_by_platform = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        ordering = ["linked", "pk"]
        constraints = [models.UniqueConstraint(fields=["linked", "column"], name="lti_one_line_item_per_column")]

    def __str__(self) -> str:
        return self.label


class ScoreQuerySet(models.QuerySet["Score"]):
    def waiting(self) -> "ScoreQuerySet":
        return self.filter(Q(delivered=None) | Q(delivered__lt=F("stamp")))


class Score(models.Model):
    """One row per learner and line item: what the platform should have now.

    `stamp` grows by a second or more with every change, because platforms compare whole seconds and refuse what is not
    newer. `delivered` is the stamp that the platform took last. `share` is null if there is no grade anymore.
    """

    line_item = models.ForeignKey(LineItem, on_delete=models.CASCADE, related_name="scores")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="sent_scores")
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, help_text="In percent.")
    stamp = models.DateTimeField()
    delivered = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=TransactionNow())
    failure = models.CharField(max_length=300, blank=True)

    learner_id: UUID

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "scores for schools"
        ordering = ["line_item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line_item", "learner"], name="lti_one_score_per_learner_and_line_item"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100), name="lti_score_is_in_percent"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(delivered=None) | Q(delivered__lt=F("stamp")),
                name="lti_scores_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.line_item}"
