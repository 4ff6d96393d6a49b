"""Launches on their way, and whom a platform means by a subject."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Learner
from lti.models.platforms import Platform
from serving.uuid7 import uuid7


class Launch(models.Model):
    """From the platform's first request to the page that was asked for; deleted soon after `expires_at`.

    `state` and `nonce` are accepted once, from the browser with the cookie `browser`. `claims` is what a verified
    token said, and `learner` who was signed in with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="launches")
    state = models.CharField(max_length=43, unique=True)
    nonce = models.CharField(max_length=43, unique=True)
    browser = models.CharField(max_length=32, help_text="A keyed hash of the cookie.")
    began_at = models.DateTimeField(db_default=TransactionNow())
    expires_at = models.DateTimeField()
    claims: Any = models.JSONField(null=True)
    learner = models.ForeignKey(Learner, null=True, on_delete=models.PROTECT, related_name="launches")

    class Meta:
        verbose_name_plural = "launches"
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("began_at")), name="lti_launch_ends_after_its_start"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="lti_launches_by_end")]

    def __str__(self) -> str:
        return f"Launch {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("lti-launch", args=[self.pk])


class Identity(models.Model):
    """A person on a platform, by issuer and subject and never by an address."""

    issuer = models.URLField(max_length=255)
    subject = models.CharField(max_length=255)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="identities")
    made_at = models.DateTimeField(db_default=TransactionNow())
    launched_at = models.DateTimeField(db_default=TransactionNow())

    learner_id: UUID

    class Meta:
        verbose_name_plural = "school sign-ins"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="lti_one_person_per_subject"),
            models.UniqueConstraint(fields=["issuer", "learner"], name="lti_one_subject_per_learner"),
            models.CheckConstraint(condition=~Q(subject=""), name="lti_identity_names_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} of {self.issuer}"
