"""Plans that learners made."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Learner
from planner.models import StudyPlan
from planner.stored_plans import day_of, store_day


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def let_plan(learner: Learner, *, minutes: int | None = 20, exam_in: int | None = 30) -> StudyPlan:
    """In place of an earlier plan."""
    exam_on = in_days(exam_in) if exam_in is not None else None
    return StudyPlan.objects.update_or_create(learner=learner, defaults={"minutes": minutes, "exam_on": exam_on})[0]


def make_plan(learner: Learner) -> None:
    """As the night run does."""
    store_day(learner, day_of(learner))
