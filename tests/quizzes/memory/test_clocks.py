"""An answer keeps the clock of its learner, and so does what is remembered of it."""

from datetime import UTC, datetime

import pytest

from accounts.leaving.merge import merge
from accounts.models import Learner
from quizzes.models import CellMemory, Response
from quizzes.rebuild import differences
from tests.helpers.past_answers import Given, sat
from tests.helpers.practices import give, practice_of, versions_on

pytestmark = pytest.mark.django_db

CELL = "ec2/guest-os"
EVENING, MORNING = datetime(2026, 11, 25, 1, tzinfo=UTC), datetime(2026, 11, 25, 12, tzinfo=UTC)  # 20:00, 7:00 there
NEW_YORK, TOKYO = "America/New_York", "Asia/Tokyo"


def live_in(zone: str, learner: Learner) -> Learner:
    Learner.objects.filter(pk=learner.pk).update(time_zone=zone)
    return Learner.objects.get(pk=learner.pk)


def asked() -> Given:
    return Given(*versions_on(CELL, generator="who-does-this"))


def nights_remembered(learner: Learner) -> list[int]:
    return [review[0] for row in CellMemory.objects.filter(learner=learner) for review in row.reviews]


def clocks_of(learner: Learner) -> list[int]:
    [row] = CellMemory.objects.filter(learner=learner)
    return [entry[4] for entry in row.history]


def test_an_answer_keeps_how_far_the_learners_clock_is_ahead(learner):
    live_in("Asia/Kolkata", learner)

    give(practice_of(learner, *versions_on(CELL, generator="who-does-this")), 1)

    assert Response.objects.get().utc_offset == 330
    assert clocks_of(learner) == [330]
    assert differences() == []


def test_evening_and_morning_are_two_days_where_the_learner_lives_and_one_elsewhere(learner, stranger):
    for somebody in (live_in(NEW_YORK, learner), live_in(TOKYO, stranger)):
        for moment in (EVENING, MORNING):
            sat(somebody, moment, [asked()])

    assert nights_remembered(learner) == [1]
    assert nights_remembered(stranger) == []


def test_a_zone_chosen_later_changes_no_night_that_has_passed(learner):
    for moment in (EVENING, MORNING):
        sat(live_in(NEW_YORK, learner), moment, [asked()])

    live_in(TOKYO, learner)

    assert differences() == []
    give(practice_of(learner, *versions_on(CELL, generator="who-does-this")), 1)
    assert clocks_of(learner) == [-300, -300, 540]
    assert nights_remembered(learner)[0] == 1
    assert differences() == []


def test_a_merge_leaves_each_answer_its_clock(learner):
    guest = live_in(NEW_YORK, Learner.objects.create(is_guest=True))
    sat(guest, EVENING, [asked()])
    sat(live_in(TOKYO, learner), MORNING, [asked()])

    merge(guest.pk, learner)

    assert clocks_of(learner) == [-300, 540]
    assert differences() == []


def test_summer_time_is_that_of_the_day_of_the_answer(learner):
    live_in(NEW_YORK, learner)

    for month in (7, 12):
        sat(Learner.objects.get(pk=learner.pk), datetime(2025, month, 1, tzinfo=UTC), [asked()])

    assert clocks_of(learner) == [-240, -300]
