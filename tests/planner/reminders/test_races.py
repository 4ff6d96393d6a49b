"""Two runs of the command at once, with connections that commit."""

import pytest
from django.utils import timezone

from accounts.models import Mail
from planner.models import Reminders
from planner.reminders.settings import KIND, queue_reminders
from tests.conftest import make_user
from tests.helpers.races import at_once
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db(transaction=True)

LEARNERS = 30


def queue() -> None:
    with as_application():
        queue_reminders(timezone.now())


def test_two_runs_at_once_queue_one_mail_for_each(monkeypatch):
    monkeypatch.setattr("planner.reminders.settings.AT_ONCE", 4)
    learners = [make_user(f"queue{number}@example.com").learner for number in range(LEARNERS)]
    Reminders.objects.bulk_create(Reminders(learner=learner, review=True, hour=0) for learner in learners)

    at_once(queue, queue)

    mails = Mail.objects.filter(kind=KIND, learner__in=learners)
    assert mails.count() == LEARNERS
    assert mails.values("learner").distinct().count() == LEARNERS
