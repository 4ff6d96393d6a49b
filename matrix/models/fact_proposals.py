"""Proposed changes of cells, which wait for a content editor."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, OuterRef, Q
from django.http import QueryDict


class ProposalOutcome(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class FactProposalQuerySet(models.QuerySet["FactProposal"]):
    def open(self) -> "FactProposalQuerySet":
        return self.filter(closed_at=None)

    def decided_unseen(self, *proposers: int | OuterRef | None) -> "FactProposalQuerySet":
        decided = (ProposalOutcome.ACCEPTED, ProposalOutcome.DECLINED)
        return self.filter(proposed_by__in=proposers, outcome__in=decided, seen_at=None)


class FactProposal(models.Model):
    """`typed` is the posted form of a change set, as lists by name. Each cell names the edit it was opened on."""

    typed = models.JSONField()
    title = models.CharField(max_length=200, help_text="The cells that it changes.")
    reason = models.CharField(max_length=200)
    proposed_by = models.BigIntegerField(help_text="Id of the user who proposed it.")
    opened_at = models.DateTimeField(db_default=TransactionNow())
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True, help_text="Id of the user who accepted, declined or withdrew it.")
    outcome = models.CharField(max_length=10, choices=ProposalOutcome, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    change = models.CharField(max_length=80, blank=True, help_text="The key of the change that it became.")

    seen_at = models.DateTimeField(null=True, help_text="When the proposer dismissed the note about the decision.")

    objects = FactProposalQuerySet.as_manager()

    class Meta:
        ordering = [F("closed_at").desc(nulls_first=True), "-opened_at", "-pk"]
        indexes = [models.Index(fields=["proposed_by"], name="matrix_proposals_by_proposer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(closed_at__isnull=False, outcome__in=ProposalOutcome.values),
                name="matrix_closed_proposal_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=ProposalOutcome.DECLINED) | ~Q(answer=""),
                name="matrix_declined_proposal_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=ProposalOutcome.ACCEPTED) | ~Q(closed_by=F("proposed_by")),
                name="matrix_nobody_accepts_their_own_proposal",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def decision(self) -> str:
        return f"your proposed change was {self.get_outcome_display().lower()}"

    @property
    def data(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, values in self.typed.items():
            data.setlist(name, values)
        return data
