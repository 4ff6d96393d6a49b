from django.db import models

from accounts.models import Learner


class WeeklyDigest(models.Model):
    """Whether an instructor wants the weekly summary; without a row they do.

    `settled_on` is the last Monday whose summary was queued.
    """

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="weekly_digest")
    wanted = models.BooleanField(default=True)
    settled_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "weekly digests"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.learner_id}: {'on' if self.wanted else 'off'}"
