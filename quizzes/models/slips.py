"""Answers that their learner took back as evidence."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models

from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.responses import Response
from serving.insert_only import insert_only, received_now


class SlippedAnswer(models.Model):
    """That the learner pressed another option than they meant: the answer counts, and is no evidence.

    `attempt` is the response's own: so the last slip of a learner is found without reading their answers. `again` asks
    the question once more, and is null if the attempt had ended.
    """

    response = models.OneToOneField(Response, on_delete=models.PROTECT, related_name="slip")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="slips")
    again = models.OneToOneField(AttemptItem, null=True, on_delete=models.PROTECT, related_name="again_after")
    received_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        triggers = [insert_only(), received_now()]

    def __str__(self) -> str:
        return f"Slip: {self.response}"
