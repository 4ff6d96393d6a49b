"""Mails that a command sends, what teachers write, and addresses whose server takes none."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from accounts.models.cohorts import Cohort, Invitee
from accounts.models.people import Learner


class MailState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    CLAIMED = "claimed", "Being sent"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused for good"
    LOST = "lost", "Cut off, perhaps not sent"


class ClassMail(models.Model):
    """What a teacher wrote to people of a cohort. `event` is one preview, which is sent once.

    `text` has the placeholders as they were written. `recipients` counts the mails at first: a row of `Mail` goes with
    its account or invitation.
    """

    SUBJECT, TEXT = 120, 5000

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="class_mails")
    author = models.BigIntegerField(help_text="Id of the user.")
    event = models.UUIDField()
    audience = models.CharField(max_length=120, help_text="In words.")
    subject = models.CharField(max_length=SUBJECT)
    text = models.TextField(max_length=TEXT)
    recipients = models.PositiveIntegerField()
    sent_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "event"], name="accounts_class_mail_once_per_preview"),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(text="") & Q(recipients__gt=0), name="accounts_class_mail_says_something"
            ),
        ]
        indexes = [models.Index(fields=["author", "sent_at"], name="accounts_mails_of_author")]

    def __str__(self) -> str:
        return self.subject


class Mail(models.Model):
    """One mail to one person, who has an account or is on a roster. `key` is what a `kind` sends once to each, such as
    the day of a reminder.

    `email` and `subject` are empty until a sender claims it, and what it says is written then.
    """

    learner = models.ForeignKey(Learner, null=True, on_delete=models.PROTECT, related_name="mails")
    invitee = models.ForeignKey(Invitee, null=True, on_delete=models.CASCADE, related_name="mails")
    class_mail = models.ForeignKey(ClassMail, null=True, on_delete=models.CASCADE, related_name="mails")
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
            models.UniqueConstraint(fields=["invitee", "kind", "key"], name="accounts_each_mail_once_to_invitee"),
            models.CheckConstraint(
                condition=Q(learner=None, invitee__isnull=False) | Q(learner__isnull=False, invitee=None),
                name="accounts_mail_is_to_one_person",
            ),
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

    @property
    def name(self) -> str:
        """What the mail calls its reader, or an empty string."""
        if self.invitee:
            return self.invitee.name
        return self.learner.user.name if self.learner and self.learner.user else ""


class RefusedAddress(models.Model):
    """A mail server said for good that it takes nothing for `email`, so no mail goes there until its owner resumes."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="refused_address")
    email = models.EmailField(max_length=254)
    at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name_plural = "refused addresses"

    def __str__(self) -> str:
        return f"{self.learner_id} since {self.at:%Y-%m-%d}"
