"""References to one fact, and exam traps, which have one."""

from django.db import models
from django.db.models import Q

from matrix.models.cells import Duty, Responsibility
from matrix.models.choices import Side
from matrix.models.content_rows import FromFile, slug_words
from matrix.models.controls import Control
from matrix.models.services import Layer
from matrix.triggers import renews_revision, tracked


class AboutAFact(models.Model):
    """A reference to exactly one fact: a cell, a duty, a control (or one half of it), or a layer over services.

    `services` goes with `layer`: "all", "all-but-hybrid", or the slug of a service type.
    """

    ALL = "all"
    ALL_BUT_HYBRID = "all-but-hybrid"

    cell = models.ForeignKey(Responsibility, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    control = models.ForeignKey(Control, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    half = models.CharField(max_length=8, choices=Side, blank=True, help_text="Empty: the control as a whole.")
    layer = models.ForeignKey(Layer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    services = models.CharField(max_length=60, blank=True, help_text="Over which services the layer is meant.")

    class Meta:
        abstract = True

    @classmethod
    def points_at_one_fact(cls, name: str) -> models.CheckConstraint:
        subjects = ["cell", "duty", "control", "layer"]
        only = [
            Q(**{f"{other}__isnull": other != subject for other in subjects})
            & (Q() if subject == "control" else Q(half=""))
            & (~Q(services="") if subject == "layer" else Q(services=""))
            for subject in subjects
        ]
        return models.CheckConstraint(
            condition=only[0] | only[1] | only[2] | only[3],
            name=name,
            violation_error_message="Point at exactly one: a cell, a duty, a control, or a layer with its services.",
        )


@tracked
class Scenario(FromFile, AboutAFact):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words])
    text = models.TextField(help_text="What happened, in one sentence that does not give the answer away.")
    why = models.TextField(help_text="The reason, shown with the answer.")
    position = models.PositiveSmallIntegerField(default=100)

    # Set by `matrix.editing.outdated_traps`: whether the rationale argues for a former owner.
    owner_then: str | None = None
    outdated = False
    REWRITING = "The answer has changed. Its explanation is being rewritten."

    class Meta:
        ordering = ["position", "slug"]
        constraints = [AboutAFact.points_at_one_fact("matrix_scenario_points_at_one_fact")]
        triggers = [renews_revision()]

    def __str__(self) -> str:
        return self.text

    @property
    def reason(self) -> str:
        return self.REWRITING if self.outdated else self.why
