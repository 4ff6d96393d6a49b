"""Changes of many questions at once, with the effect on each question."""

from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q

from bank.models.items import Item
from serving.insert_only import insert_only


class BulkAct(models.TextChoices):
    RETIRE = "retire", "Retire"
    BRING_BACK = "bring_back", "Restore"
    TAG = "tag", "Set the skill"
    ADD = "add", "Add to a quiz"
    TAKE = "take", "Remove from a quiz"
    PUBLISH = "publish", "Publish drafts"


class BulkChange(models.Model):
    """One confirmed act on many questions. Undoing it is another one, which `undoes` it."""

    act = models.CharField(max_length=10, choices=BulkAct)
    asked = models.JSONField(default=dict, help_text="What the act needs besides: a reason, a skill, a quiz, a kind.")
    made_at = models.DateTimeField(db_default=TransactionNow())
    made_by = models.BigIntegerField(help_text="Id of the user.")
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=BulkAct.values), name="teach_bulk_act_is_known"),
            models.CheckConstraint(condition=~Q(undoes=F("pk")), name="teach_bulk_change_undoes_another"),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{'Undone: ' if self.undoes_id else ''}{self.get_act_display()}"


class BulkChangeItem(models.Model):
    change = models.ForeignKey(BulkChange, on_delete=models.PROTECT, related_name="parts")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    before: Any = models.JSONField()
    after: Any = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "item"], name="teach_item_once_per_bulk_change"),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{self.item}"
