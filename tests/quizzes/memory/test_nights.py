from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory.nights import minutes_ahead, nights_between, on_clock, since_epoch

NEW_YORK, LONDON, TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")
HONOLULU, AUCKLAND = ZoneInfo("Pacific/Honolulu"), ZoneInfo("Pacific/Auckland")
SPRING, FALL = date(2026, 3, 8), date(2026, 11, 1)  # when the clocks of New York change, at 2:00
anywhere = st.sampled_from(
    ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"]
).map(ZoneInfo)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))


def at(day: date, clock: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone)


def stored(moment: datetime) -> datetime:
    """As the ledger gives it back: with an offset in place of a zone."""
    return on_clock(moment.astimezone(UTC), minutes_ahead(moment))


DAY, NEXT = date(2026, 11, 25), date(2026, 11, 26)


@pytest.mark.parametrize(
    ("earlier", "later", "nights"),
    [
        (at(DAY, "08:00"), at(DAY, "16:00"), 0),
        (at(DAY, "06:00"), at(DAY, "23:59"), 0),
        (at(DAY, "23:00"), at(NEXT, "07:00"), 1),
        (at(DAY, "23:58"), at(NEXT, "00:03"), 0),
        (at(DAY, "22:00"), at(NEXT, "01:59"), 0),
        (at(NEXT, "01:59"), at(NEXT, "02:00"), 1),
        (at(DAY, "17:30"), at(NEXT, "01:30"), 1),
        (at(DAY, "17:31"), at(NEXT, "01:30"), 0),
        (at(DAY, "08:00"), at(NEXT, "08:00"), 1),
        (at(DAY, "08:00"), at(DAY + timedelta(days=9), "07:00"), 9),
        (at(DAY, "20:00"), at(DAY + timedelta(days=9), "01:00"), 8),
        (at(NEXT, "07:00"), at(DAY, "23:00"), 0),
    ],
)
def test_a_night_has_passed_with_two_in_the_morning_or_with_eight_hours_over_midnight(earlier, later, nights):
    assert nights_between(earlier, later) == nights
    assert nights_between(stored(earlier), stored(later)) == nights


@pytest.mark.parametrize("changes", [SPRING, FALL])
@pytest.mark.parametrize("clock", ["00:30", "01:30", "03:30", "12:00", "23:30"])
def test_a_change_of_the_clocks_neither_makes_nor_loses_a_night(changes, clock):
    days = [at(changes + timedelta(days=day), clock) for day in range(-2, 3)]

    assert [nights_between(days[0], each) for each in days] == [0, 1, 2, 3, 4]
    assert [nights_between(stored(days[0]), stored(each)) for each in days] == [0, 1, 2, 3, 4]


def test_the_hour_that_comes_twice_is_one_evening():
    first = at(FALL, "01:30")
    second = first.replace(fold=1)

    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert nights_between(stored(first), stored(second)) == 0
    assert nights_between(stored(first), stored(at(FALL, "02:00"))) == 1


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Asia/Kathmandu", "Australia/Adelaide", "America/St_Johns"])
def test_a_zone_off_the_hour_has_its_own_two_in_the_morning(zone):
    before, after = at(NEXT, "01:59", ZoneInfo(zone)), at(NEXT, "02:00", ZoneInfo(zone))

    assert minutes_ahead(before) % 60
    assert nights_between(stored(before), stored(after)) == 1
    assert nights_between(stored(after), stored(after + timedelta(hours=20))) == 0


@pytest.mark.parametrize(
    ("journey", "earlier", "later", "nights"),
    [
        ("overnight to the east", at(DAY, "20:00"), at(NEXT, "09:00", LONDON), 1),
        ("by day to the east", at(DAY, "08:00"), at(DAY, "20:00", LONDON), 0),
        ("with the sun to the west", at(DAY, "11:00", LONDON), at(DAY, "20:00"), 0),
        ("back over the date line", at(NEXT, "09:00", AUCKLAND), at(NEXT, "08:00", HONOLULU), 1),
        ("ahead over the date line", at(DAY, "12:00", HONOLULU), at(NEXT, "20:00", AUCKLAND), 0),
        ("none: the zone was chosen late", at(DAY, "23:00"), at(NEXT, "13:05", TOKYO), 0),
    ],
)
def test_a_learner_who_travels_has_the_nights_of_the_place_where_they_answer(journey, earlier, later, nights):
    assert nights_between(stored(earlier), stored(later)) == nights


@given(moments, moments, anywhere)
def test_days_that_begin_at_two_are_counted_wherever_the_learner_lives(one, other, zone):
    earlier, later = sorted([one.astimezone(zone), other.astimezone(zone)], key=lambda moment: moment.astimezone(UTC))

    nights = nights_between(earlier, later)

    assert nights == nights_between(stored(earlier), stored(later))
    assert nights - (later - earlier).days in (0, 1)
    midnights = later.toordinal() - earlier.toordinal()
    assert midnights - 1 <= nights <= midnights + 1


@given(moments, anywhere)
def test_a_stored_moment_comes_back_with_its_clock(moment, zone):
    moment = moment.astimezone(zone)
    microseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)

    again = since_epoch(microseconds, minutes_ahead(moment))

    assert again == moment
    assert again.utcoffset() == moment.utcoffset()


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        nights_between(datetime(2026, 11, 25), datetime(2026, 11, 26, tzinfo=UTC))
