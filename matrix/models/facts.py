"""The facts: services, layers, and who owns each cell. Everything that is shown or asked comes from here."""

import uuid

import pghistory
from django.core.validators import RegexValidator
from django.db import models, router, transaction
from django.db.models import ProtectedError, Q
from django.db.models.deletion import Collector
from django.urls import reverse
from django.utils.functional import cached_property

from matrix.triggers import renews_revision, tracked

HYBRID = "hybrid"  # the type of services whose hardware stands at the customer's site

slug_words = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens.")


class Owner(models.TextChoices):
    CUSTOMER = "customer", "Customer"
    AWS = "aws", "AWS"
    SHARED = "shared", "Shared"
    INHERITED = "inherited", "AWS (inherited)"
    NOT_APPLICABLE = "not_applicable", "Does not apply"

    @property
    def answer(self) -> "Owner":
        """The owner as the exam would answer: an inherited control is AWS's."""
        return Owner.AWS if self is Owner.INHERITED else self

    @property
    def is_aws(self) -> bool:
        return self.answer is Owner.AWS

    @property
    def icon(self) -> str:
        """The name of its picture in templates/icons.html."""
        return {"customer": "person", "aws": "cloud", "shared": "venn", "inherited": "inherited"}.get(self, "dash")


class Side(models.TextChoices):
    """Who does one duty: never both."""

    AWS = "aws", "AWS"
    CUSTOMER = "customer", "Customer"


class FactConfidence(models.TextChoices):
    HIGH = "high", "High: an AWS document says so"
    MEDIUM = "medium", "Medium: summarized, or dependent on defaults"
    LOW = "low", "Low: documents are silent or disagree; never asked"


class ExamScope(models.TextChoices):
    CORE = "core", "Core: the exam asks about it"
    STRETCH = "stretch", "Stretch: beyond the exam"


class ControlKind(models.TextChoices):
    INHERITED = "inherited", "Inherited"
    SHARED = "shared", "Shared"
    CUSTOMER_SPECIFIC = "customer-specific", "Customer-specific"


class FactsRevision(models.Model):
    """One row that changes with every change to a fact, so that whoever keeps facts in memory can tell."""

    number = models.UUIDField(default=uuid.uuid4)


class FromFile(models.Model):
    """A row that content files can bring: it remembers the hash of what was last loaded into it."""

    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Named(FromFile):
    slug = models.CharField(
        max_length=60,
        unique=True,
        validators=[slug_words],
        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
    )
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ServiceType(Named):
    definition = models.TextField(help_text="One sentence that a learner reads.")
    boundary = models.TextField(help_text="Where the line between AWS and the customer runs for this type.")
    aws_term = models.TextField("AWS's own term", blank=True)

    class Meta:
        ordering = ["position", "name"]
        triggers = [renews_revision()]


@pghistory.track()
class Service(Named):
    short_name = models.CharField(max_length=24, help_text="As a column head: EC2, Lambda.")
    noun = models.CharField(max_length=24, help_text="What it offers, in one or two words: virtual servers.")
    category = models.CharField(max_length=40)
    service_type = models.ForeignKey(ServiceType, on_delete=models.PROTECT, related_name="services")
    exam_scope = models.CharField(max_length=8, choices=ExamScope)
    summary = models.TextField(help_text="One sentence that says what the service is.")
    opening = models.BooleanField(
        "in the opening view", default=False, help_text="Shown when the matrix is opened without a filter."
    )
    variant_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="variants")
    note = models.TextField(blank=True, help_text="Shown under the service where it needs a caveat.")

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(exam_scope__in=ExamScope.values), name="matrix_service_scope_is_known")
        ]
        triggers = [renews_revision()]

    def get_absolute_url(self) -> str:
        return reverse("matrix:service", args=[self.slug])

    @property
    def matrix_url(self) -> str:
        """The matrix with this column picked."""
        return f"{reverse('matrix:grid')}?service={self.slug}"

    @property
    def is_hybrid(self) -> bool:
        return self.service_type.slug == HYBRID


@pghistory.track()
class Layer(Named):
    short_name = models.CharField(max_length=32)
    definition = models.TextField(help_text="What belongs to this layer, in one sentence.")

    class Meta:
        ordering = ["position", "name"]
        triggers = [renews_revision()]

    def get_absolute_url(self) -> str:
        return reverse("matrix:layer", args=[self.slug])

    @property
    def phrase(self) -> str:
        """The short name inside a sentence: "guest operating system"."""
        return self.short_name[0].lower() + self.short_name[1:]


class CellQuerySet(models.QuerySet["Responsibility"]):
    def in_grid_order(self) -> "CellQuerySet":
        return self.order_by("layer__position", "service__position")


@tracked
class Responsibility(FromFile):
    """The cell: who secures one layer of one service, why, and where that is written."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="cells")
    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="cells")
    owner = models.CharField(max_length=14, choices=Owner)
    local_name = models.CharField(
        max_length=80, blank=True, help_text="What the layer is called in this service: Database engine."
    )
    rationale = models.TextField(help_text="Why this owner: one to three sentences to the learner, as “you”.")
    confidence = models.CharField(max_length=6, choices=FactConfidence)
    source_title = models.CharField(max_length=200, help_text="Title of the AWS page that this rests on.")
    source_url = models.URLField("source address", max_length=300)
    reviewed_on = models.DateField(
        "confirmed on",
        null=True,
        blank=True,
        help_text="The day on which you read the source and it said so.",
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
        triggers = [renews_revision()]

    def __str__(self) -> str:
        return f"{self.service.short_name}, {self.layer.phrase}"

    def get_absolute_url(self) -> str:
        return self.url

    @cached_property
    def url(self) -> str:
        return reverse("matrix:cell", args=[self.service.slug, self.layer.slug])

    @cached_property
    def path(self) -> str:
        return f"{self.service.slug}/{self.layer.slug}"

    @cached_property
    def ownership(self) -> Owner:
        return Owner(self.owner)

    def duties_of(self, side: str) -> tuple["Duty", ...]:
        """As they stand when first asked for."""
        return self.customer_duties if side == Side.CUSTOMER else self.aws_duties

    @cached_property
    def customer_duties(self) -> tuple["Duty", ...]:
        return tuple(duty for duty in self.duties.all() if duty.owner == Side.CUSTOMER)

    @cached_property
    def aws_duties(self) -> tuple["Duty", ...]:
        return tuple(duty for duty in self.duties.all() if duty.owner == Side.AWS)

    @property
    def layer_name(self) -> str:
        return self.local_name or self.layer.short_name


def needed(refused: ProtectedError) -> list[models.Model]:
    """What forbids a deletion, less what is only history."""
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

    Old versions of questions speak of duties for ever. One that only they speak of is retired when it is deleted:
    it is no fact any more, and `objects` passes over it.
    """

    cell = models.ForeignKey(Responsibility, on_delete=models.CASCADE, related_name="duties")
    slug = models.CharField(max_length=60, validators=[slug_words])
    owner = models.CharField(max_length=8, choices=Side)
    task = models.CharField(max_length=140, help_text="An imperative: Turn on EBS encryption.")
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
        """Whether nothing but history speaks of it, so that deleting it succeeds."""
        try:
            Collector(using=router.db_for_write(Duty), origin=self).collect([self])
        except ProtectedError as refused:
            return not needed(refused)
        return True

    def become_retired_twin(self) -> None:
        """A new duty that was here before is that one, with all that was ever said about it."""
        twin = Duty.with_retired.filter(cell_id=self.cell_id, slug=self.slug, retired=True)
        self.pk = twin.values_list("pk", flat=True).first()
        self._state.adding = self.pk is None

    @cached_property
    def path(self) -> str:
        return f"{self.cell.path}/{self.slug}"


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
        return f"{reverse('matrix:controls')}#{self.slug}"

    @property
    def ownership(self) -> Owner:
        """Who owns the control as a whole."""
        return {
            ControlKind.INHERITED: Owner.INHERITED,
            ControlKind.SHARED: Owner.SHARED,
            ControlKind.CUSTOMER_SPECIFIC: Owner.CUSTOMER,
        }[ControlKind(self.kind)]

    def half_owner(self, half: str) -> Owner:
        """Who does one half: of an undivided control, both halves are its one owner's."""
        return Owner(half) if self.kind == ControlKind.SHARED else self.ownership.answer


class AboutAFact(models.Model):
    """Points at exactly one fact: a cell, a duty, a control (or one half of it), or a layer over services.

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
    """An exam trap. Its answer is read from the fact it points at, never typed in."""

    slug = models.CharField(max_length=60, unique=True, validators=[slug_words])
    text = models.TextField(help_text="What happened, in one sentence that does not give the answer away.")
    why = models.TextField(help_text="The reason, shown with the answer.")
    position = models.PositiveSmallIntegerField(default=100)

    # From `matrix.editing.outdated_traps`: whether the reason argues for an owner that the fact no longer has.
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
        """What readers are told with the answer."""
        return self.REWRITING if self.outdated else self.why
