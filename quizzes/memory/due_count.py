"""The count in the header: cells planned for today, without those answered since it was stored."""

from django.db.models import F
from django.db.models.functions import Greatest

from accounts.models import Learner
from quizzes.models import Attempt


def lower(attempt: Attempt, position: int) -> None:
    """The caller has locked the attempt with its learner."""
    if attempt.learner.due_count and (cells := _planned(attempt, position)):
        Learner.objects.filter(pk=attempt.learner_id).update(due_count=Greatest(F("due_count") - cells, 0))


def put_back(attempt: Attempt, position: int) -> None:
    """After a slip whose question is not asked again in its session. The caller has locked them likewise."""
    if cells := _planned(attempt, position):
        Learner.objects.filter(pk=attempt.learner_id).update(due_count=F("due_count") + cells)


def _planned(attempt: Attempt, position: int) -> int:
    return len(attempt.selection.get("cells", {}).get(str(position), ()))
