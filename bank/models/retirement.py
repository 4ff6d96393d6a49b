"""Retired questions."""

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from bank.models.items import Item, ItemVersion


class Return(models.TextChoices):
    BROUGHT_BACK = "back", "The same version was brought back"
    REPUBLISHED = "republished", "A new version was published"


@pghistory.track()
class Retirement(models.Model):
    """A question that new attempts do not ask, with the reason; `version` was the published one.

    It ends when the question comes back.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="retirements")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    retired_at = models.DateTimeField(db_default=TransactionNow())
    retired_by = models.BigIntegerField(help_text="Id of the user.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user; null: a file.")
    ending = models.CharField(max_length=12, blank=True, choices=Return)

    class Meta:
        ordering = ["-retired_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at=None), name="bank_one_retirement_at_a_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="bank_retirement_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False, ending__in=Return.values),
                name="bank_ended_retirement_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"
