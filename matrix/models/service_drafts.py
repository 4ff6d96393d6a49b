"""Drafts of services, which become facts when all their layers have been read."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models


class ServiceDraft(models.Model):
    """`about` has the fields of the service, `cells` by layer the fields of the cell and its `tasks`.

    `read` is false until somebody has read the copied cell; `edit` counts its saves. `service` is the published one.
    """

    about = models.JSONField()
    near = models.CharField(max_length=60, help_text="Slug of the service that it was copied from.")
    cells = models.JSONField(default=dict)
    begun_by = models.BigIntegerField(help_text="Id of the user.")
    updated_at = models.DateTimeField(db_default=TransactionNow())
    service = models.OneToOneField(
        "matrix.Service", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        ordering = ["-updated_at", "-pk"]

    def __str__(self) -> str:
        return str(self.about.get("name", "A service"))
