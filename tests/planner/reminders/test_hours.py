"""At which hour a reminder comes."""

from datetime import UTC, datetime

import pytest

from accounts.models import Learner, Mail
from planner.models import Reminders
from planner.reminders.settings import keep_reminders, queue_reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_new_york(learner) -> Learner:
    Learner.objects.filter(pk=learner.pk).update(time_zone="America/New_York")
    return Learner.objects.get(pk=learner.pk)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def queued(*moments: str) -> list[str]:
    """At which of these moments (UTC) a mail is queued, for one learner."""
    found = []
    for moment in moments:
        before = Mail.objects.count()
        queue_reminders(utc(moment))
        found += [moment] * (Mail.objects.count() - before)
    return found


def test_the_hour_is_that_of_the_learners_clock(in_new_york):
    Reminders.objects.create(learner=in_new_york, review=True, hour=8)

    assert queued("2026-01-10T12:59", "2026-01-10T13:00", "2026-01-10T14:00") == ["2026-01-10T13:00"]
    assert queued("2026-07-10T11:59", "2026-07-10T12:00") == ["2026-07-10T12:00"]


def test_an_hour_that_summer_time_skips_comes_with_the_next_one(in_new_york):
    """On March 8, 2026, 2:00 AM does not exist: 6:59 UTC is 1:59 AM and 7:00 UTC is 3:00 AM."""
    Reminders.objects.create(learner=in_new_york, review=True, hour=2)

    assert queued("2026-03-08T06:59", "2026-03-08T07:00", "2026-03-08T08:00") == ["2026-03-08T07:00"]


def test_an_hour_that_exists_twice_comes_once(in_new_york):
    """On November 1, 2026, 1:00 AM is 5:00 UTC and again 6:00 UTC."""
    Reminders.objects.create(learner=in_new_york, review=True, hour=1)

    assert queued("2026-11-01T04:59", "2026-11-01T05:00", "2026-11-01T06:00") == ["2026-11-01T05:00"]


@pytest.mark.parametrize(
    ("first", "second", "same_day", "next_day"),
    [
        # Sent at 9:00 on the 28th in Tokyo, which is still the 27th in Honolulu.
        ("Asia/Tokyo", "Pacific/Honolulu", "2026-11-28T19:00", "2026-11-29T19:00"),
        # Sent at 9:00 on the 27th in Honolulu, which is 4:00 on the 28th in Tokyo.
        ("Pacific/Honolulu", "Asia/Tokyo", "2026-11-28T00:00", "2026-11-29T00:00"),
    ],
)
def test_who_moves_to_another_zone_gets_one_mail_a_day(learner, first, second, same_day, next_day):
    Reminders.objects.create(learner=learner, review=True, hour=9)
    Learner.objects.filter(pk=learner.pk).update(time_zone=first)
    sent = "2026-11-28T00:00" if first == "Asia/Tokyo" else "2026-11-27T19:00"
    assert queued(sent) == [sent]

    Learner.objects.filter(pk=learner.pk).update(time_zone=second)

    assert queued(same_day, next_day) == [next_day]


def test_who_chooses_an_hour_that_has_passed_hears_tomorrow(in_new_york):
    keep_reminders(in_new_york, hour=8, at=utc("2026-11-27T15:00"), review=True)

    assert queued("2026-11-27T15:01", "2026-11-28T13:00") == ["2026-11-28T13:00"]


def test_who_chooses_an_hour_to_come_hears_today(in_new_york):
    keep_reminders(in_new_york, hour=20, at=utc("2026-11-27T15:00"), review=True)

    assert queued("2026-11-27T15:01", "2026-11-28T01:00") == ["2026-11-28T01:00"]


def test_a_later_hour_on_the_same_day_brings_no_second_mail(in_new_york):
    keep_reminders(in_new_york, hour=8, at=utc("2026-11-26T15:00"), review=True)
    assert len(queued("2026-11-27T13:00")) == 1

    keep_reminders(in_new_york, hour=20, at=utc("2026-11-27T15:00"), review=True)

    assert queued("2026-11-28T01:00") == []
