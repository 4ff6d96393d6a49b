"""Who wants the weekly digest, and whose Monday morning has come.

The hour is one of the instructor's own clock, as for the learners' reminders.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.leaving.belongings import personal_rows
from accounts.models import CohortTeacher, Learner, Mail
from teach.models import WeeklyDigest

KIND = "digest"
MONDAY, HOUR = 0, 7
A_WEEK = timedelta(days=7)


def wants_digest(learner: Learner) -> bool:
    return not WeeklyDigest.objects.filter(learner=learner, wanted=False).exists()


def keep_digest(learner: Learner, *, wanted: bool) -> None:
    WeeklyDigest.objects.update_or_create(learner=learner, defaults={"wanted": wanted})


def stop_digest(learner: Learner) -> None:
    keep_digest(learner, wanted=False)


def teachers(**since: datetime) -> QuerySet[Learner]:
    """Those with a class that is not archived."""
    running = CohortTeacher.objects.in_force().filter(user=OuterRef("user"), cohort__archived_at=None, **since)
    return Learner.objects.filter(Exists(running), user__is_active=True)


def queue_digests(at: datetime) -> None:
    for zone in teachers().values_list("time_zone", flat=True).order_by("time_zone").distinct():
        local = at.astimezone(ZoneInfo(zone))
        if local.weekday() == MONDAY and local.hour >= HOUR:
            _queue(zone, local.date())


@transaction.atomic
def _queue(zone: str, monday: date) -> None:
    """Of two runs at once each takes others. Who began to teach today hears of it in a week."""
    learners = teachers(since__lt=datetime.combine(monday, time.min, ZoneInfo(zone))).filter(time_zone=zone)
    new = [WeeklyDigest(learner=learner) for learner in learners.filter(weekly_digest=None)]
    WeeklyDigest.objects.bulk_create(new, ignore_conflicts=True)
    unsettled = Q(settled_on=None) | Q(settled_on__lt=monday)
    due = WeeklyDigest.objects.filter(unsettled, wanted=True, learner__in=learners)
    some = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
    mails = [Mail(learner_id=each.learner_id, kind=KIND, key=monday.isoformat()) for each in some]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    WeeklyDigest.objects.filter(pk__in=[each.pk for each in some]).update(settled_on=monday)


DIGESTS = personal_rows(WeeklyDigest, "wanted", "settled_on")
