from django.contrib.postgres.functions import TransactionNow
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from accounts.models.people import User


class Session(AbstractBaseSession):
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True)

    @classmethod
    def get_session_store_class(cls):
        from accounts.login.sessions import SessionStore  # knows this model

        return SessionStore


class LogIn(models.Model):
    """For a superuser who is asked whether it was the owner; deleted after 90 days."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="log_ins")
    at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    network = models.CharField(max_length=43, help_text="As `serving.origins.network_of` names it.")
    browser = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = "log-in"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-at"], name="accounts_log_ins_of_user"),
            models.Index(fields=["at"], name="accounts_log_ins_by_age"),
        ]

    def __str__(self) -> str:
        return f"Log-in {self.pk}"
