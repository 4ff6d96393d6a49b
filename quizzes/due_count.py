"""The count in the header: cells planned for today, without those answered since it was stored."""

from django.db.models import F
from django.db.models.functions import Greatest

from accounts.models import Learner
from quizzes.models import Attempt


def lower(attempt: Attempt, position: int) -> None:
    """The caller has locked the attempt with its learner."""
    cells = attempt.selection.get("cells", {}).get(str(position))
    if cells and attempt.learner.due_count:
        Learner.objects.filter(pk=attempt.learner_id).update(due_count=Greatest(F("due_count") - len(cells), 0))
