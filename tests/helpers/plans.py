"""Plans that learners made."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Learner
from planner.models import StudyPlan
from planner.stored_plans import day_of, store_day


def let_plan(learner: Learner, *, minutes: int | None = 20, exam_in: int | None = 30) -> StudyPlan:
    exam_on = timezone.localdate() + timedelta(days=exam_in) if exam_in is not None else None
    return StudyPlan.objects.create(learner=learner, minutes=minutes, exam_on=exam_on)


def make_plan(learner: Learner) -> None:
    """As the night run does."""
    store_day(learner, day_of(learner))
