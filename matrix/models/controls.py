"""Controls: inherited, shared or customer specific."""

from django.db import models
from django.db.models import Q

from matrix.models.choices import ControlKind, Owner
from matrix.models.content_rows import Named, address
from matrix.triggers import renews_revision, tracked


@tracked
class Control(Named):
    kind = models.CharField(max_length=17, choices=ControlKind)
    official_example = models.BooleanField(default=False, help_text="AWS names it as an example of its kind.")
    aws_part = models.TextField("AWS's part")
    customer_part = models.TextField("the customer's part")
    note = models.TextField(blank=True)
    source_title = models.CharField(max_length=200)
    source_url = models.URLField("source address", max_length=300)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ControlKind.values), name="matrix_control_kind_is_known")
        ]
        triggers = [renews_revision()]

    def get_absolute_url(self) -> str:
        return f"{address('matrix:controls')}#{self.slug}"

    @property
    def ownership(self) -> Owner:
        return {
            ControlKind.INHERITED: Owner.INHERITED,
            ControlKind.SHARED: Owner.SHARED,
            ControlKind.CUSTOMER_SPECIFIC: Owner.CUSTOMER,
        }[ControlKind(self.kind)]

    def half_owner(self, half: str) -> Owner:
        """Both halves of an undivided control belong to its one owner."""
        return Owner(half) if self.kind == ControlKind.SHARED else self.ownership.answer
