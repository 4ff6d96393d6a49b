"""What a learner owns in this app: a plan, as said and as made, its forecasts, and reminders."""

from accounts.leaving.belongings import Belonging, move_rows, values_of
from accounts.models import Learner
from planner.models import Forecast, Reminders, StoredPlan, StudyPlan


def leave_behind(guest: Learner, _: Learner) -> None:
    """Neither list knows of the other's answers: the next review makes the account's again."""
    StoredPlan.objects.filter(learner=guest).delete()


# At log-in the plan of the account stays, and a guest's is taken over if there is none.
PLANS = Belonging(
    StudyPlan,
    move=move_rows(StudyPlan, once_per=[]),
    tell=values_of(StudyPlan, "exam_on", "minutes", "token", "changed_at"),
    used=["study_plan__changed_at"],
    forget=lambda learner: StudyPlan.objects.filter(learner=learner).delete(),
)
STORED_PLANS = Belonging(
    StoredPlan,
    move=leave_behind,
    tell=values_of(StoredPlan, "day", "made_at", "told"),
    used=[],  # the night run stores them too
    forget=lambda learner: StoredPlan.objects.filter(learner=learner).delete(),
)
FORECASTS = Belonging(
    Forecast,
    move=move_rows(Forecast, once_per=["day"]),
    tell=values_of(Forecast, "day", "exam_on", "expected", "low", "high", "cells"),
    used=[],  # a command creates them too, so they do not show that the learner was here
    forget=lambda learner: Forecast.objects.filter(learner=learner).delete(),
)
REMINDERS = Belonging(
    Reminders,
    # Guests have none.
    move=move_rows(Reminders, once_per=[]),
    tell=values_of(Reminders, *Reminders.KINDS, "hour", "changed_at", "settled_on", "settled_at"),
    used=[],
    forget=lambda learner: Reminders.objects.filter(learner=learner).delete(),
)
