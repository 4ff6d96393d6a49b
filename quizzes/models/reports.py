"""Problems that learners report about questions."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from accounts.models import Learner
from bank.models.items import ItemVersion
from quizzes.models.attempts import AttemptItem


class ProblemReport(models.Model):
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="problem_reports")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="problem_reports")
    attempt_item = models.ForeignKey(AttemptItem, null=True, on_delete=models.PROTECT, related_name="problem_reports")
    text = models.TextField("what is wrong", max_length=2000)
    suggestion = models.TextField("what you would write instead", max_length=2000, blank=True)
    created_at = models.DateTimeField("reported", db_default=TransactionNow())
    answer = models.TextField(blank=True)
    answered_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user.")
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    seen_at = models.DateTimeField("answer seen", null=True, blank=True)

    class Meta:
        ordering = [models.F("answered_at").desc(nulls_first=True), "-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="quizzes_answered_report_has_an_answer",
            ),
            models.UniqueConstraint(
                fields=["learner", "version"],
                condition=Q(answered_at__isnull=True),
                name="quizzes_one_open_report_per_learner_and_version",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
