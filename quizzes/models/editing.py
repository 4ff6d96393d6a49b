"""What instructors do to questions besides writing them: retire them, and change many at once."""

from typing import Any

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q

from quizzes.models.guards import insert_only
from quizzes.models.items import Item, ItemVersion


class Return(models.TextChoices):
    """How a question came back."""

    BROUGHT_BACK = "back", "The same version was brought back"
    REPUBLISHED = "republished", "A new version was published"


@pghistory.track()
class Retirement(models.Model):
    """A question that nobody is asked any more, and why; `version` is what learners met last.

    Ends when the question comes back. What was answered, and attempts that are under way, are not touched.
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
            models.UniqueConstraint(
                fields=["item"], condition=Q(ended_at=None), name="quizzes_one_retirement_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="quizzes_retirement_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False, ending__in=Return.values),
                name="quizzes_ended_retirement_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"


class BulkAct(models.TextChoices):
    RETIRE = "retire", "Retire"
    BRING_BACK = "bring_back", "Bring back"
    TAG = "tag", "Set the skill"
    ADD = "add", "Add to a quiz"
    TAKE = "take", "Take from a quiz"
    PUBLISH = "publish", "Publish drafts"


class BulkChange(models.Model):
    """One act on many questions, as it was confirmed. Undoing it is another one, which `undoes` it."""

    act = models.CharField(max_length=10, choices=BulkAct)
    asked = models.JSONField(default=dict, help_text="What the act needs besides: a reason, a skill, a quiz, a kind.")
    made_at = models.DateTimeField(db_default=TransactionNow())
    made_by = models.BigIntegerField(help_text="Id of the user.")
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=BulkAct.values), name="quizzes_bulk_act_is_known"),
            models.CheckConstraint(condition=~Q(undoes=F("pk")), name="quizzes_bulk_change_undoes_another"),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{'Undone: ' if self.undoes_id else ''}{self.get_act_display()}"


class BulkChangeItem(models.Model):
    """One question of such a change: what stood before and what stands after, shaped as the act needs it."""

    change = models.ForeignKey(BulkChange, on_delete=models.PROTECT, related_name="parts")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    before: Any = models.JSONField()
    after: Any = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "item"], name="quizzes_item_once_per_bulk_change"),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{self.item}"
