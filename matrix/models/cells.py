"""The owner of each layer of each service, with the rationale and the tasks of both sides."""

from django.db import models, router, transaction
from django.db.models import ProtectedError, Q
from django.db.models.deletion import Collector
from django.utils.functional import cached_property

from matrix.models.choices import FactConfidence, Owner, Side
from matrix.models.content_rows import FromFile, address, slug_words
from matrix.models.services import CommonTask, Layer, Service
from matrix.triggers import renews_revision, revokes_confirmation, tracked


class CellQuerySet(models.QuerySet["Responsibility"]):
    def in_grid_order(self) -> "CellQuerySet":
        return self.order_by("layer__position", "service__position")


@tracked
class Responsibility(FromFile):
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="cells")
    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="cells")
    owner = models.CharField(max_length=14, choices=Owner)
    local_name = models.CharField(
        max_length=80, blank=True, help_text="What the layer is called in this service: Database engine."
    )
    rationale = models.TextField(help_text="Why this owner: one to three sentences to the learner, as “you”.")
    confidence = models.CharField(max_length=6, choices=FactConfidence)
    source_title = models.CharField(max_length=200, help_text="Title of the AWS page that this is based on.")
    source_url = models.URLField("source address", max_length=300)
    reviewed_on = models.DateField(
        "confirmed on",
        null=True,
        blank=True,
        help_text="The day on which you read the source and it said so. Another owner, reason or address empties it.",
    )
    edit_number = models.PositiveIntegerField(default=1, editable=False)

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = "responsibility (cell)"
        verbose_name_plural = "responsibilities (cells)"
        ordering = ["service__position", "layer__position"]
        constraints = [
            models.UniqueConstraint(fields=["service", "layer"], name="matrix_one_cell_per_service_and_layer"),
            models.CheckConstraint(condition=Q(owner__in=Owner.values), name="matrix_cell_owner_is_known"),
            models.CheckConstraint(
                condition=Q(confidence__in=FactConfidence.values), name="matrix_cell_confidence_is_known"
            ),
            models.CheckConstraint(condition=~Q(rationale=""), name="matrix_cell_says_why"),
        ]
        triggers = [renews_revision(), revokes_confirmation()]

    def __str__(self) -> str:
        return f"{self.service.short_name}, {self.layer.phrase}"

    def get_absolute_url(self) -> str:
        return self.url

    @cached_property
    def url(self) -> str:
        return address("matrix:cell", self.service.slug, self.layer.slug)

    @cached_property
    def path(self) -> str:
        return f"{self.service.slug}/{self.layer.slug}"

    @cached_property
    def ownership(self) -> Owner:
        return Owner(self.owner)

    @property
    def is_asked(self) -> bool:
        """Whether learners may be asked about it: it applies, and documents agree on its owner."""
        return self.ownership != Owner.NOT_APPLICABLE and self.confidence != FactConfidence.LOW

    def duties_of(self, side: str) -> tuple["Duty", ...]:
        return self.customer_duties if side == Side.CUSTOMER else self.aws_duties

    @cached_property
    def current_duties(self) -> list["Duty"]:
        return list(self.duties.all())

    @cached_property
    def customer_duties(self) -> tuple["Duty", ...]:
        return tuple(duty for duty in self.current_duties if duty.owner == Side.CUSTOMER)

    @cached_property
    def aws_duties(self) -> tuple["Duty", ...]:
        return tuple(duty for duty in self.current_duties if duty.owner == Side.AWS)

    @property
    def layer_name(self) -> str:
        return self.local_name or self.layer.short_name


def needed(refused: ProtectedError) -> list[models.Model]:
    """Return what prevents a deletion, without objects that are only history."""
    protected = list(refused.protected_objects)
    by_what_tells: dict[str, list[models.Model]] = {}
    for each in protected:
        if hasattr(each, "is_history_by"):
            by_what_tells.setdefault(each.is_history_by, []).append(each)
    for path, alike in by_what_tells.items():
        models.prefetch_related_objects(alike, path)
    return [each for each in protected if not getattr(each, "is_history", False)]


class CurrentDuties(models.Manager["Duty"]):
    def get_queryset(self) -> models.QuerySet["Duty"]:
        return super().get_queryset().filter(retired=False)


@tracked
class Duty(FromFile):
    """One task in one cell, done by exactly one side.

    Old versions of questions refer to duties forever. Deleting a duty that only they refer to retires it: `objects`
    excludes it.
    """

    cell = models.ForeignKey(Responsibility, on_delete=models.CASCADE, related_name="duties")
    slug = models.CharField(max_length=60, validators=[slug_words])
    owner = models.CharField(max_length=8, choices=Side)
    task = models.CharField(max_length=140, help_text="An imperative: Turn on EBS encryption.")
    common_task = models.ForeignKey(
        CommonTask,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
        help_text="Where many services need this task: which one. Questions compare its owner over services.",
    )
    reason = models.TextField(
        blank=True, help_text="Why this owner, in one or two sentences; empty: the reason of the cell says it."
    )
    position = models.PositiveSmallIntegerField(default=100)
    retired = models.BooleanField(default=False, editable=False)

    objects = CurrentDuties()
    with_retired: models.Manager["Duty"] = models.Manager()

    class Meta:
        verbose_name_plural = "duties"
        base_manager_name = "with_retired"
        ordering = ["cell", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cell", "slug"], name="matrix_one_duty_per_cell_and_slug"),
            models.CheckConstraint(condition=Q(owner__in=Side.values), name="matrix_duty_has_one_owner"),
            models.UniqueConstraint(
                fields=["cell", "common_task"],
                condition=Q(retired=False),
                name="matrix_common_task_once_per_cell",
                violation_error_message="Another task of this cell is that common task already.",
            ),
        ]
        triggers = [renews_revision()]

    def __str__(self) -> str:
        return self.task

    def delete(self, *args, **kwargs):
        try:
            with transaction.atomic():
                return super().delete(*args, **kwargs)
        except ProtectedError as refused:
            if needed(refused):
                raise
            self.retired = True
            self.save(update_fields=["retired"])
            return 0, {}

    @property
    def may_go(self) -> bool:
        try:
            Collector(using=router.db_for_write(Duty), origin=self).collect([self])
        except ProtectedError as refused:
            return not needed(refused)
        return True

    def become_retired_twin(self) -> None:
        """A new duty with a retired duty's slug becomes that duty, with its history."""
        twin = Duty.with_retired.filter(cell_id=self.cell_id, slug=self.slug, retired=True)
        self.pk = twin.values_list("pk", flat=True).first()
        self._state.adding = self.pk is None

    @cached_property
    def path(self) -> str:
        return f"{self.cell.path}/{self.slug}"

    @cached_property
    def service(self) -> Service:
        return self.cell.service
