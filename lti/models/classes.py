"""The class of a platform's course, and the course's roster as the platform gave it last."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models

from accounts.models import Cohort, CohortInvite, Learner
from lti.models.platforms import Deployment


class LinkedClass(models.Model):
    """`context` names the course on the platform. Its learners join by `invite`, which nobody else has.

    The addresses of services are those of the last verified launch; empty ones are not offered to this site.
    """

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="classes")
    context = models.CharField(max_length=255)
    title = models.CharField(max_length=120, blank=True, help_text="As the platform calls the course.")
    cohort = models.OneToOneField(Cohort, on_delete=models.PROTECT, related_name="linked")
    invite = models.OneToOneField(CohortInvite, on_delete=models.PROTECT, related_name="linked")
    line_items_url = models.URLField(max_length=1000, blank=True)
    may_add_line_items = models.BooleanField(default=False)
    roster_url = models.URLField(max_length=1000, blank=True)
    roster_read_at = models.DateTimeField(null=True)
    roster_tried_at = models.DateTimeField(null=True)
    roster_failure = models.CharField(max_length=300, blank=True)
    made_by = models.BigIntegerField(help_text="Id of the user.")
    made_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name_plural = "linked classes"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["deployment", "context"], name="lti_one_class_per_course"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort} of {self.title or self.context}"


class RosterEntry(models.Model):
    """A learner of the course. `learner` is null until they have opened this site from it."""

    linked = models.ForeignKey(LinkedClass, on_delete=models.CASCADE, related_name="roster")
    subject = models.CharField(max_length=255)
    name = models.CharField(max_length=80, blank=True)
    learner = models.ForeignKey(Learner, null=True, on_delete=models.PROTECT, related_name="roster_entries")
    seen_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name_plural = "school rosters"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["linked", "subject"], name="lti_one_roster_entry_per_subject"),
        ]

    def __str__(self) -> str:
        return self.name or "Someone without a name"
