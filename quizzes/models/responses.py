"""Answers and flags, as they were sent."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from pgtrigger import After, Insert, Trigger
from pgtrigger import Q as Condition

from quizzes.models.attempts import AttemptItem
from serving.insert_only import insert_only, received_now


class ResponseKind(models.TextChoices):
    CHECK = "check", "Checked for a verdict"
    SAVE = "save", "Saved in an exam"
    FLAG = "flag", "Flagged, or the flag removed"


class Confidence(models.TextChoices):
    GUESS = "guess", "Guessing"
    THINK_SO = "think-so", "Fairly sure"
    SURE = "sure", "Sure"


def marks_attempt() -> Trigger:
    """Return a trigger by which an attempt knows that a flag was set in it: a learner's flags are looked for there."""
    return Trigger(
        name="marks_attempt",
        when=After,
        operation=Insert,
        condition=Condition(new__kind=ResponseKind.FLAG),
        func="""
            UPDATE quizzes_attempt SET has_flags = true
            WHERE id = (SELECT attempt_id FROM quizzes_attemptitem WHERE id = NEW.attempt_item_id) AND NOT has_flags;
            RETURN NULL;
        """,
    )


class Response(models.Model):
    """An answer, never changed. The server signed its `event` when it served the form.

    `answer` is one of {"chosen": [option keys]}, {"sorted": {option key: owner}}, {"unsure": true} and, for flags,
    {"flag": true or false}. `took_ms` is the database's time minus the time in the event, capped. `utc_offset` is how
    many minutes the learner's clock was ahead of UTC: a zone chosen later changes no night that has passed.
    """

    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="responses")
    event = models.UUIDField()
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=ResponseKind)
    answer = models.JSONField()
    confidence = models.CharField(max_length=8, choices=Confidence, blank=True)
    took_ms = models.PositiveIntegerField()
    late = models.BooleanField(default=False)
    received_at = models.DateTimeField(db_default=TransactionNow())
    utc_offset = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ["attempt_item", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["attempt_item", "event"], name="quizzes_one_response_per_event"),
            models.UniqueConstraint(fields=["attempt_item", "sequence"], name="quizzes_one_response_per_sequence"),
            models.CheckConstraint(
                condition=Q(kind=ResponseKind.FLAG, answer__has_key="flag")
                | Q(kind__in=[ResponseKind.CHECK, ResponseKind.SAVE])
                & Q(answer__has_any_keys=["chosen", "sorted", "unsure"]),
                name="quizzes_response_is_of_a_known_shape",
            ),
            models.CheckConstraint(
                condition=Q(confidence="") | Q(confidence__in=Confidence.values),
                name="quizzes_confidence_is_known",
            ),
        ]
        triggers = [insert_only(), received_now(), marks_attempt()]

    def __str__(self) -> str:
        if self.is_unsure:
            return "I don’t know"
        return ", ".join(self.chosen or (f"{row}: {owner}" for row, owner in self.rows.items()))

    @property
    def chosen(self) -> list[str]:
        return self.answer.get("chosen", [])

    @property
    def rows(self) -> dict[str, str]:
        return self.answer.get("sorted", {})

    @property
    def is_unsure(self) -> bool:
        return bool(self.answer.get("unsure"))
