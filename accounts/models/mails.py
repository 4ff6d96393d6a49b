"""Mails that a command sends, and addresses whose server takes none."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from accounts.models.people import Learner


class MailState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    CLAIMED = "claimed", "Being sent"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused for good"
    LOST = "lost", "Cut off, perhaps not sent"


class Mail(models.Model):
    """One mail to one person. `key` is what a `kind` sends once to each, such as the day of a reminder.

    `email` and `subject` are empty until a sender claims it, and what it says is written then.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=7, choices=MailState, default=MailState.WAITING)
    queued_at = models.DateTimeField(db_default=TransactionNow())
    claimed_at = models.DateTimeField(null=True)
    email = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)

    to: str | None  # set by `claims.waiting`

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "kind", "key"], name="accounts_each_mail_once"),
            models.CheckConstraint(
                condition=Q(state=MailState.WAITING, claimed_at=None, email="")
                | Q(~Q(state=MailState.WAITING), ~Q(email=""), claimed_at__isnull=False),
                name="accounts_claimed_mail_says_to_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "id"], condition=Q(state=MailState.WAITING), name="accounts_mails_to_send"),
            models.Index(
                fields=["claimed_at"],
                condition=Q(state__in=[MailState.CLAIMED, MailState.LOST]),
                name="accounts_mails_in_doubt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class RefusedAddress(models.Model):
    """A mail server said for good that it takes nothing for `email`, so no mail goes there until its owner resumes."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="refused_address")
    email = models.EmailField(max_length=254)
    at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name_plural = "refused addresses"

    def __str__(self) -> str:
        return f"{self.learner_id} since {self.at:%Y-%m-%d}"
