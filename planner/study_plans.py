"""What a learner tells the plan, stored."""

import secrets
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Learner
from planner.daily import Day, day_of, store_day
from planner.models import Forecast, StudyPlan

TOKEN_BYTES = 24


@transaction.atomic
def keep_settings(learner: Learner, *, exam_on: date | None, minutes: int | None) -> Day:
    """Stores both, and the day that follows from them. Today's forecast becomes that of the new settings."""
    learner = locked(learner)
    told = {"exam_on": exam_on, "minutes": minutes, "changed_at": Now()}
    StudyPlan.objects.update_or_create(learner=learner, defaults=told)
    day = day_of(learner)
    Forecast.objects.filter(learner=learner, day=day.today).delete()
    store_day(learner, day)
    return day


@transaction.atomic
def renew_calendar(learner: Learner) -> str:
    """A new secret for the calendar's address; the one before leads nowhere from now on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    StudyPlan.objects.update_or_create(learner=locked(learner), defaults={"token": token, "changed_at": Now()})
    return token


def close_calendar(learner: Learner) -> None:
    StudyPlan.objects.filter(learner=learner).update(token=None)


def locked(learner: Learner) -> Learner:
    """The learner, locked, so that two forms come one after the other; the account's for a guest who has logged in."""
    found = Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)
    return locked(found.merged_into) if found.merged_into else found
