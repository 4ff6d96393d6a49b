"""What learners remember: a projection of the ledger, cell by cell."""

from django.db import models

from accounts.models import Learner
from matrix.models import Responsibility
from quizzes.memory.mastery import IN_A_ROW, TRIES


class CellMemory(models.Model):
    """Projection: what one learner's answers tell about one cell. `history` is what the rest is folded from.

    One entry of `history` is [attempt item's id, moment in microseconds since 1970, right, confidence], oldest first.
    One of `reviews` is [days, stability, answers, recalled], grouped as `personal_curve.Place` says.
    """

    # Found by the constraint below and by the last answer: an index of its own would be a third one.
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="memories", db_index=False)
    cell = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="+")
    history = models.JSONField()
    # The card, as FSRS defines it (quizzes.memory.card.Memory).
    stability = models.FloatField(help_text="Days until recall has fallen to 90 %.")
    difficulty = models.FloatField(help_text="From 1 to 10.")
    last = models.DateTimeField()
    due = models.DateTimeField()
    answers = models.PositiveIntegerField()
    missed = models.BooleanField(help_text="The last answer was not right, or a guess.")
    # The way to mastery (quizzes.memory.mastery.Track).
    tries = models.PositiveIntegerField(help_text="Answers since it was last secure.")
    in_a_row = models.PositiveIntegerField()
    run_began = models.DateTimeField(null=True)
    known = models.BooleanField(help_text="Some answer was right, and no guess.")
    guessed_right = models.BooleanField(help_text="The last answer was right, by whatever means.")
    # What it adds to the learner's pace (quizzes.memory.personal_curve.CurveTally).
    reviews = models.JSONField(default=list)
    first_right = models.BooleanField()

    class Meta:
        verbose_name_plural = "cell memories"
        constraints = [
            models.UniqueConstraint(fields=["learner", "cell"], name="quizzes_one_memory_per_learner_and_cell"),
        ]
        # Few rows of very many: what instructors see of stuck cells costs no more with more learners.
        indexes = [
            models.Index(fields=["cell"], condition=models.Q(tries__gte=TRIES), name="quizzes_stuck_memories"),
            models.Index(fields=["learner"], condition=models.Q(in_a_row__gte=IN_A_ROW), name="quizzes_held_memories"),
            # When somebody answered last, without reading all that they know.
            models.Index(fields=["learner", "last"], name="quizzes_memories_by_last"),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id}: {self.answers} answers"
