"""Services that somebody is describing: no facts before all their layers are read."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models


class ServiceDraft(models.Model):
    """A service to be, with a cell for each layer.

    `about` has the fields of the service, `cells` by layer the fields of the cell and its `tasks`; `read` is false
    until somebody has read what was copied, `edit` counts the saves of one cell. `service` is what it became.
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
