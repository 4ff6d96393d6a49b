"""Imported files of questions, and the names by which they refer to questions."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from bank.models.items import Item
from serving.uuid7 import uuid7


class Import(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    editor = models.BigIntegerField(null=True, help_text="Id of the user who brought it; null: a command.")
    brought_at = models.DateTimeField(db_default=TransactionNow())
    done_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-brought_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["editor"], condition=Q(done_at__isnull=True), name="bank_one_file_waits_per_editor"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(text=""), name="bank_import_done_keeps_no_file"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedName(models.Model):
    """A file's name for an item: its id there, or a hash of its words.

    Importing the same name again changes that item.
    """

    external = models.CharField(max_length=100, unique=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="imported_names")

    def __str__(self) -> str:
        return self.external
