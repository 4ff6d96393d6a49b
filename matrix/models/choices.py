"""The values of facts: owners, sides, kinds."""

from django.db import models


class Owner(models.TextChoices):
    CUSTOMER = "customer", "Customer"
    AWS = "aws", "AWS"
    SHARED = "shared", "Shared"
    INHERITED = "inherited", "AWS (inherited)"
    NOT_APPLICABLE = "not_applicable", "Does not apply"

    @property
    def answer(self) -> "Owner":
        """Return the owner as the exam answers: an inherited control is AWS's."""
        return Owner.AWS if self is Owner.INHERITED else self

    @property
    def is_aws(self) -> bool:
        return self.answer is Owner.AWS

    @property
    def whose(self) -> str:
        """As told to the customer."""
        return {"customer": "yours", "aws": "AWS’s", "shared": "shared"}.get(self, "not applicable")

    @property
    def icon(self) -> str:
        return {"customer": "person", "aws": "cloud", "shared": "venn", "inherited": "inherited"}.get(self, "dash")


class Side(models.TextChoices):
    AWS = "aws", "AWS"
    CUSTOMER = "customer", "Customer"


class FactConfidence(models.TextChoices):
    HIGH = "high", "High: an AWS document says so"
    MEDIUM = "medium", "Medium: summarized, or dependent on defaults"
    LOW = "low", "Low: documents are silent or disagree; never asked"


class ExamWeight(models.TextChoices):
    """How much the exam asks about a service; docs/decisions/0030 says which service has which, and why."""

    CORE = "core", "Core: practice begins with it"
    FURTHER = "further", "Further: the exam may ask about it"
    BEYOND = "beyond", "Beyond the exam: on request, or once the core is known"


class ControlKind(models.TextChoices):
    INHERITED = "inherited", "Inherited"
    SHARED = "shared", "Shared"
    CUSTOMER_SPECIFIC = "customer-specific", "Customer-specific"


class Skill(models.TextChoices):
    """The five skills that the exam guide lists under task 2.1."""

    COMPONENTS = "components", "The components of the model"
    CUSTOMER = "customer", "The customer's part"
    AWS = "aws", "AWS's part"
    SHARED = "shared", "What both share"
    SHIFT = "shift", "How it shifts with the service"
