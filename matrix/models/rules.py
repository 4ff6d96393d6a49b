"""General rules: who owns a layer on most services, or on most services of one kind."""

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from matrix.models.choices import Owner
from matrix.models.content_rows import FromFile, address
from matrix.models.services import Layer, ServiceType
from matrix.triggers import renews_revision, tracked


@tracked
class Rule(FromFile):
    """Which cells follow it and which are exceptions is computed from the facts: `matrix.learnable.rules`."""

    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="rules")
    service_type = models.ForeignKey(
        ServiceType,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="rules",
        verbose_name="kind of service",
        help_text="Empty: the rule is about all services.",
    )
    owner = models.CharField(
        max_length=14, choices=[(owner.value, owner.label) for owner in (Owner.CUSTOMER, Owner.AWS, Owner.SHARED)]
    )
    sentence = models.TextField(
        help_text="The rule and its reason for a learner, in one or two short sentences that name the owner."
    )
    source_title = models.CharField(max_length=200, help_text="Title of the AWS page that this is based on.")
    source_url = models.URLField("source address", max_length=300)

    class Meta:
        ordering = ["layer__position", F("service_type__position").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "service_type"],
                nulls_distinct=False,
                name="matrix_one_rule_per_layer_and_kind",
                violation_error_message="There is a rule for this layer and kind of service already. Edit that one.",
            ),
            models.CheckConstraint(
                condition=Q(owner__in=[Owner.CUSTOMER, Owner.AWS, Owner.SHARED]), name="matrix_rule_owner_is_known"
            ),
            models.CheckConstraint(condition=~Q(sentence=""), name="matrix_rule_says_why"),
        ]
        triggers = [renews_revision()]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def slug(self) -> str:
        """Marks of questions and learners' memories name the rule by it: "guest-os", "managed/guest-os"."""
        return f"{self.service_type.slug}/{self.layer.slug}" if self.service_type else self.layer.slug

    @property
    def title(self) -> str:
        return f"{self.layer.short_name}, {self.service_type.name}" if self.service_type else self.layer.short_name

    @property
    def ownership(self) -> Owner:
        return Owner(self.owner)

    @property
    def anchor(self) -> str:
        return self.slug.replace("/", "-")

    def get_absolute_url(self) -> str:
        return f"{address('matrix:layer', self.layer.slug)}#rule-{self.anchor}"
