"""Warnings that an instructor has dismissed."""

import pghistory
import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q


@pghistory.track(pghistory.InsertEvent())
class Look(models.Model):
    """It holds while `evidence` is the same and `weight` has not doubled."""

    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=64)
    evidence = models.CharField(max_length=64, blank=True)
    weight = models.PositiveBigIntegerField(default=0, help_text="How much evidence there was: answers.")
    note = models.TextField(max_length=1000)
    looked_by = models.BigIntegerField(help_text="Id of the user.")
    looked_at = models.DateTimeField("looked at", db_default=TransactionNow())

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "subject"], name="matrix_look_by_subject")]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="matrix_look_says_why_it_stands")]
        triggers = [pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.note[:80]
