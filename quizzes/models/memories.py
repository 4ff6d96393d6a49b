"""Learners' memories, one for each cell, rule and control. They are a projection of the stored answers."""

from django.db import models

from accounts.models import Learner
from matrix.models import Responsibility
from quizzes.memory.mastery import TRIES


class MemoryRow(models.Model):
    """Projection: one learner's memory of one fact. All other fields follow from `history`.

    An entry of `history` is [attempt item's id, microseconds since 1970, right, confidence], oldest first, and a fifth
    where the learner's clock was not UTC's: the minutes that it was ahead. One of `reviews` is [days, stability,
    answers, recalled], grouped as in `personal_curve.Place`.
    """

    # The constraints of both models serve queries by learner.
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, db_index=False)
    history = models.JSONField()
    # The card, as FSRS defines it (quizzes.memory.card.Memory).
    stability = models.FloatField(help_text="Days until recall has fallen to 90 %.")
    difficulty = models.FloatField(help_text="From 1 to 10.")
    last = models.DateTimeField()
    due = models.DateTimeField()
    answers = models.PositiveIntegerField()
    missed = models.BooleanField(help_text="The last answer was not right, or a guess.")
    # The track to mastery (quizzes.memory.mastery.Track).
    tries = models.PositiveIntegerField(help_text="Answers since it was last secure.")
    in_a_row = models.PositiveIntegerField()
    overnight = models.BooleanField(
        default=False, db_default=False, help_text="A night lies between two of those in a row."
    )
    known = models.BooleanField(help_text="Some answer was right, and no guess.")
    guessed_right = models.BooleanField(help_text="The last answer was right, by whatever means.")
    # Its part of the learner's pace (quizzes.memory.personal_curve.CurveTally).
    reviews = models.JSONField(default=list)
    first_right = models.BooleanField()

    class Meta:
        abstract = True


class CellMemory(MemoryRow):
    cell = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "cell memories"
        # With what a class's map and figures count, so that its index answers them alone.
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "cell"],
                include=["tries", "in_a_row", "overnight"],
                name="quizzes_one_memory_per_learner_and_cell",
            ),
        ]
        indexes = [
            # Few rows, so that instructors' figures of stuck cells do not slow down with more learners.
            models.Index(fields=["cell"], condition=models.Q(tries__gte=TRIES), name="quizzes_stuck_memories"),
            # The moment of a learner's last answer, without reading all memories.
            models.Index(fields=["learner", "last"], name="quizzes_memories_by_last"),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id}: {self.answers} answers"


class RuleMemory(MemoryRow):
    """The same of a rule or a control. Its slug is that of a question's mark, so a replay needs answers alone."""

    rule = models.CharField(
        max_length=120, help_text="As `matrix.learnable.rules` names it: control/patch-management."
    )

    class Meta:
        verbose_name_plural = "rule memories"
        constraints = [
            models.UniqueConstraint(fields=["learner", "rule"], name="quizzes_one_memory_per_learner_and_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.answers} answers"
