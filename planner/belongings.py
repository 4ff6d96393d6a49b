"""What a learner owns in this app: a plan, as said and as made, its forecasts, and reminders."""

from accounts.leaving.belongings import personal_rows
from accounts.models import Learner
from planner.models import Forecast, Reminders, StoredPlan, StudyPlan


def leave_behind(guest: Learner, _: Learner) -> None:
    """Neither list knows of the other's answers: the next review makes the account's again."""
    StoredPlan.objects.filter(learner=guest).delete()


# At log-in the plan of the account stays, and a guest's is taken over if there is none.
PLANS = personal_rows(StudyPlan, "exam_on", "minutes", "token", "changed_at", used=["study_plan__changed_at"])
# Commands create stored plans and forecasts too, so they do not show that the learner was here.
STORED_PLANS = personal_rows(StoredPlan, "day", "made_at", "told", move=leave_behind)
FORECASTS = personal_rows(Forecast, "day", "exam_on", "expected", "low", "high", "cells", once_per=["day"])
REMINDERS = personal_rows(Reminders, *Reminders.KINDS, "hour", "changed_at", "settled_on", "settled_at")
