"""Stores the settings of a learner's plan."""

import secrets
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Learner
from planner.daily import Day
from planner.models import Forecast, StudyPlan
from planner.stored_plans import day_of, store_day
from quizzes.attempt_start import locked_learner

TOKEN_BYTES = 24


@transaction.atomic
def keep_settings(learner: Learner, *, exam_on: date | None, minutes: int | None) -> Day:
    learner = locked_learner(learner)
    told = {"exam_on": exam_on, "minutes": minutes, "changed_at": Now()}
    StudyPlan.objects.update_or_create(learner=learner, defaults=told)
    day = day_of(learner)
    Forecast.objects.filter(learner=learner, day=day.today).delete()
    store_day(learner, day)
    return day


@transaction.atomic
def renew_calendar(learner: Learner) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    StudyPlan.objects.update_or_create(learner=locked_learner(learner), defaults={"token": token, "changed_at": Now()})
    return token


def close_calendar(learner: Learner) -> None:
    StudyPlan.objects.filter(learner=learner).update(token=None)
