"""What learners write for themselves."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from accounts.models import Learner
from bank.models import Item
from lessons.models import Lesson
from matrix.models import Responsibility


class LearnerNote(models.Model):
    """A learner's own note on a question, a fact or a section of a lesson. Nobody else reads it."""

    # The constraint below serves queries by learner.
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="notes", db_index=False)
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Responsibility, null=True, on_delete=models.PROTECT, related_name="+")
    lesson = models.ForeignKey(Lesson, null=True, on_delete=models.PROTECT, related_name="+")
    anchor = models.CharField(max_length=60, blank=True, help_text="The section of the lesson.")
    text = models.TextField()
    changed_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name = "note"
        ordering = ["-changed_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(item__isnull=False, cell=None, lesson=None, anchor="")
                    | Q(item=None, cell__isnull=False, lesson=None, anchor="")
                    | Q(item=None, cell=None, lesson__isnull=False) & ~Q(anchor="")
                ),
                name="quizzes_note_is_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="quizzes_note_says_something"),
            models.UniqueConstraint(
                fields=["learner", "item", "cell", "lesson", "anchor"],
                nulls_distinct=False,
                name="quizzes_one_note_per_learner_and_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
