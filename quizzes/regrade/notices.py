"""Notices to learners about scores that a regrade changed."""

from collections.abc import Mapping
from uuid import UUID

from quizzes.attempt_state import ScoreSums
from quizzes.models import Attempt, AttemptScore, Correction, GradingRun


def scores_before(attempts) -> dict[UUID, AttemptScore]:
    return {score.attempt_id: score for score in AttemptScore.objects.filter(attempt__in=attempts)}


def note_corrections(run: GradingRun, before: Mapping[UUID, AttemptScore], after: Mapping[UUID, ScoreSums]) -> None:
    """Stores a notice for each finished attempt whose score the run changed.

    A run may grade an attempt more than once; the notice keeps the score from before the first time.
    """
    closed = set(Attempt.objects.filter(pk__in=after).exclude(closed_at=None).values_list("pk", flat=True))
    Correction.objects.bulk_create(
        (
            Correction(
                run=run,
                attempt_id=attempt,
                marks_before=before[attempt].marks,
                maximum_before=before[attempt].maximum,
                marks_after=score.marks,
                maximum_after=score.maximum,
            )
            for attempt, score in after.items()
            if attempt in closed and (score.marks, score.maximum) != (before[attempt].marks, before[attempt].maximum)
        ),
        update_conflicts=True,
        unique_fields=["run", "attempt"],
        update_fields=["marks_after", "maximum_after"],
        batch_size=1000,
    )
