"""Which reminders a learner wants, and whose hour has come.

The hour is one of the learner's own clock: an hour that a change to summer time skips comes with the next one, and one
that exists twice comes the first time.
"""

from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Learner, Mail
from planner.models import Reminders
from quizzes.attempt_start import locked_learner

KIND = "reminder"
AT_ONCE = 500


@transaction.atomic
def keep_reminders(learner: Learner, *, hour: int, at: datetime, **wanted: bool) -> None:
    """If the hour has passed today, the first mail comes tomorrow, and not at once."""
    learner = locked_learner(learner)
    told: dict[str, object] = {"hour": hour, "changed_at": at, **wanted}
    local = at.astimezone(ZoneInfo(learner.time_zone))
    if hour <= local.hour:
        told |= {"settled_on": local.date(), "settled_at": at}
    Reminders.objects.update_or_create(learner=learner, defaults=told)


def stop_kind(kind: str) -> Callable[[Learner], None]:
    def stop(learner: Learner) -> None:
        Reminders.objects.filter(learner=learner).update(**{kind: False})

    return stop


def may_be_offered(learner: Learner | None) -> bool:
    """Once: who has answered, with yes or no, has a row."""
    return bool(learner and learner.user_id) and not Reminders.objects.filter(learner=learner).exists()


def due(zone: str, at: datetime) -> QuerySet[Reminders]:
    local = at.astimezone(ZoneInfo(zone))
    midnight = datetime.combine(local.date(), time.min, local.tzinfo)
    return Reminders.objects.filter(
        Q(review=True) | Q(due_dates=True) | Q(answers=True),
        Q(settled_on=None) | Q(settled_on__lt=local.date(), settled_at__lt=midnight),
        learner__time_zone=zone,
        learner__user__isnull=False,
        hour__lte=local.hour,
    )


def queue_reminders(at: datetime) -> None:
    zones = Reminders.objects.values_list("learner__time_zone", flat=True).order_by("learner__time_zone").distinct()
    for zone in zones:
        while _queue_some(zone, at):
            pass


@transaction.atomic
def _queue_some(zone: str, at: datetime) -> int:
    """Of two runs at once each takes others."""
    today = at.astimezone(ZoneInfo(zone)).date()
    some = list(due(zone, at).select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:AT_ONCE])
    mails = [Mail(learner_id=each.learner_id, kind=KIND, key=today.isoformat()) for each in some]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    Reminders.objects.filter(pk__in=[each.pk for each in some]).update(settled_on=today, settled_at=at)
    return len(some)
