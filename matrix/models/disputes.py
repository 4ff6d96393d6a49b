"""Disputes: a learner says that a cell is wrong, and an instructor answers."""

from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator, URLValidator
from django.db import models
from django.db.models import Q


class DisputeOutcome(models.TextChoices):
    AGREED = "agreed", "Agreed: the fact has been changed"
    NOT_AGREED = "not-agreed", "Not agreed: the fact stays as it is"
    WITHDRAWN = "withdrawn", "Withdrawn by the learner"


ANSWERS = (DisputeOutcome.AGREED, DisputeOutcome.NOT_AGREED)

_https_address = URLValidator(schemes=["https"], message="Give a whole address that begins with https://.")


def is_public_page(address: str) -> None:
    """Raises ValidationError unless it is an https address of a public page, because instructors open it."""
    _https_address(address)
    host = address.removeprefix("https://").partition("/")[0].partition("?")[0]
    if "@" in host:
        raise ValidationError("Leave out the name and password before the @.")
    if "." not in host or host.rpartition(":")[0].startswith("[") or host.replace(".", "").split(":")[0].isdecimal():
        raise ValidationError("Give the address of a public page, by its name.")


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def open(self) -> "DisputeQuerySet":
        return self.filter(closed_at=None)

    def answered_unread(self, learner: models.Model | models.OuterRef) -> "DisputeQuerySet":
        return self.filter(learner=learner, outcome__in=ANSWERS, read_at=None)


class Dispute(models.Model):
    cell = models.ForeignKey("matrix.Responsibility", on_delete=models.PROTECT, related_name="disputes")
    learner = models.ForeignKey("accounts.Learner", on_delete=models.PROTECT, related_name="disputes")
    text = models.TextField("this is wrong because", max_length=2000, validators=[MinLengthValidator(15)])
    link = models.CharField("page that says so", max_length=500, blank=True, validators=[is_public_page])
    opened_at = models.DateTimeField("opened", db_default=TransactionNow())
    closed_at = models.DateTimeField("answered", null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=DisputeOutcome, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user who answered.")
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = [models.F("closed_at").desc(nulls_first=True), "opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "cell"],
                condition=Q(closed_at__isnull=True),
                name="matrix_one_open_dispute_per_learner_and_cell",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(closed_at__isnull=False, outcome__in=DisputeOutcome.values),
                name="matrix_closed_dispute_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[each.value for each in ANSWERS]) | ~Q(answer=""),
                name="matrix_answered_dispute_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.cell)
