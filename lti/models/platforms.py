"""A school's platform as registered by a superuser, and the keys with which this site signs."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lti.platform_requests import is_allowed


class Platform(models.Model):
    """`keys` is the platform's own JWK set as it was read at `keys_read_at`."""

    name = models.CharField(max_length=80, help_text="Its people read it, for example: Springfield College.")
    issuer = models.URLField(max_length=255)
    client_id = models.CharField("client ID", max_length=255)
    login_url = models.URLField("authentication request URL", max_length=500)
    token_url = models.URLField("access token URL", max_length=500)
    keys_url = models.URLField("public keyset URL", max_length=500)
    other_hosts = models.CharField(
        "other hosts",
        max_length=500,
        blank=True,
        help_text="Names of more hosts of this platform, with spaces between them. Needed only if grades or courses "
        "are on another host than the addresses above, as with Canvas: school.instructure.com",
    )
    keys: Any = models.JSONField(default=dict, editable=False)
    keys_read_at = models.DateTimeField(null=True, editable=False)
    is_on = models.BooleanField(
        "accept launches", default=True, db_default=True, help_text="If this is off, nothing comes or goes."
    )
    made_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "client_id"],
                name="lti_one_platform_per_client",
                violation_error_message="This issuer and client ID are registered already.",
            ),
            models.CheckConstraint(condition=~Q(issuer="") & ~Q(client_id=""), name="lti_platform_has_a_name_for_us"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("lti:platform", args=[self.pk])

    @property
    def hosts(self) -> set[str]:
        own = (urlsplit(url).netloc for url in (self.issuer, self.login_url, self.token_url, self.keys_url))
        return {host.lower() for host in (*own, *self.other_hosts.split())}

    def owns(self, url: str) -> bool:
        """Whether scores, people's names and access tokens may go there."""
        return is_allowed(url) and urlsplit(url).netloc.lower() in self.hosts


class Deployment(models.Model):
    """One installation of this tool within a platform. Without one, no launch is accepted."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="deployments")
    name = models.CharField("deployment ID", max_length=255)

    class Meta:
        ordering = ["platform", "name"]
        constraints = [models.UniqueConstraint(fields=["platform", "name"], name="lti_deployment_once_per_platform")]

    def __str__(self) -> str:
        return self.name


def new_token() -> str:
    return secrets.token_urlsafe(24)


class RegistrationLink(models.Model):
    """An address that a superuser gives to a platform's administrator, good for one registration."""

    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    name = models.CharField(max_length=80)
    made_by = models.BigIntegerField(help_text="Id of the user.")
    made_at = models.DateTimeField(db_default=TransactionNow())
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Registration of {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("lti-registration", args=[self.token])


class ToolKey(models.Model):
    """`private` is encrypted with SECRET_KEY. One key signs; a retired one is published for older signatures."""

    kid = models.CharField(max_length=43, unique=True)
    private = models.TextField()
    public = models.JSONField(help_text="As a JWK.")
    made_at = models.DateTimeField(db_default=TransactionNow())
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["retired_at"], condition=Q(retired_at=None), nulls_distinct=False, name="lti_one_key_signs"
            )
        ]

    def __str__(self) -> str:
        return f"Key {self.kid}"
