"""What a learner has in this app: a plan, and the forecasts that were made of it."""

from accounts.leaving.belongings import Belonging, move_rows, values_of
from planner.models import Forecast, StudyPlan

# Who logs in keeps the plan of the account; a guest's is taken over where there is none.
PLANS = Belonging(
    StudyPlan,
    move=move_rows(StudyPlan, once_per=[]),
    tell=values_of(StudyPlan, "exam_on", "minutes", "token", "changed_at"),
    used=["study_plan__changed_at"],
    forget=lambda learner: StudyPlan.objects.filter(learner=learner).delete(),
)
FORECASTS = Belonging(
    Forecast,
    move=move_rows(Forecast, once_per=["day"]),
    tell=values_of(Forecast, "day", "exam_on", "expected", "low", "high", "cells"),
    used=[],  # made by a command too, so they show nobody's presence
    forget=lambda learner: Forecast.objects.filter(learner=learner).delete(),
)
