"""The columns and rows of the matrix: services with their types, and layers."""

import pghistory
from django.db import models
from django.db.models import Q

from matrix.models.choices import ExamWeight
from matrix.models.content_rows import FromFile, Named, address, slug_words
from matrix.triggers import renews_revision

HYBRID = "hybrid"  # the type of services with hardware at the customer's site


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
    exam_weight = models.CharField(
        max_length=8,
        choices=ExamWeight,
        help_text="How much the exam asks about it. A new learner meets core services first, and those beyond the "
        "exam only when they choose them or know the core.",
    )
    summary = models.TextField(help_text="One sentence that says what the service is.")
    opening = models.BooleanField(
        "in the opening view", default=False, help_text="Shown when the matrix is opened without a filter."
    )
    variant_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="variants")
    note = models.TextField(blank=True, help_text="Shown under the service where it needs a caveat.")

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(exam_weight__in=ExamWeight.values), name="matrix_service_weight_is_known"
            )
        ]
        triggers = [renews_revision()]

    def get_absolute_url(self) -> str:
        return address("matrix:service", self.slug)

    @property
    def matrix_url(self) -> str:
        return f"{address('matrix:grid')}?service={self.slug}"

    @property
    def is_hybrid(self) -> bool:
        return self.service_type.slug == HYBRID


@pghistory.track()
class Layer(Named):
    short_name = models.CharField(max_length=32)
    definition = models.TextField(help_text="What belongs to this layer, in one sentence.")
    exam_words = models.CharField(
        "words of the exam",
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="The box of AWS's own figure that holds this layer, in AWS's words. Empty: the figure lacks it.",
    )

    class Meta:
        ordering = ["position", "name"]
        triggers = [renews_revision()]

    def get_absolute_url(self) -> str:
        return address("matrix:layer", self.slug)

    @property
    def phrase(self) -> str:
        return self.short_name[0].lower() + self.short_name[1:]


@pghistory.track()
class CommonTask(FromFile):
    """A task that many services need, done by AWS on some of them and by the customer on others.

    Who does it on a service is the owner of the duty that names it there.
    """

    slug = models.CharField(max_length=60, unique=True, validators=[slug_words])
    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="common_tasks")
    phrase = models.CharField(
        max_length=80, help_text="An imperative that names no owner: Turn on encryption at rest."
    )
    situation = models.CharField(
        max_length=160,
        blank=True,
        help_text="A sentence on what calls for it, without service or owner: An auditor asks …",
    )
    question = models.CharField(
        max_length=80, blank=True, help_text="Asks who does it in that situation: Who turns on the encryption?"
    )
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["position", "slug"]
        triggers = [renews_revision()]

    def __str__(self) -> str:
        return self.phrase
