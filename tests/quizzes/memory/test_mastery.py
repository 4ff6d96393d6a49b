from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizzes.memory.card import Exposure
from quizzes.memory.mastery import Level, track

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


def answers(word: str, *, gap: timedelta = timedelta(days=1)) -> list[Exposure]:
    """r right, w wrong, g right by guess: one after the other."""
    return [
        Exposure(MORNING + place * gap, letter != "w", "guess" if letter == "g" else None)
        for place, letter in enumerate(word)
    ]


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("", Level.NOT_SEEN),
        ("g", Level.STARTED),
        ("wg", Level.STARTED),
        ("w", Level.SHAKY),
        ("r", Level.SHAKY),
        ("wr", Level.SHAKY),
        ("rrrw", Level.SHAKY),
        ("rg", Level.SHAKY),
        ("rr", Level.NEARLY),
        ("wrr", Level.NEARLY),
        ("rrr", Level.SECURE),
        ("rrgrr", Level.NEARLY),
        ("wwrrrr", Level.SECURE),
    ],
)
def test_the_level_follows_from_the_last_right_answers(word, level):
    assert track(answers(word)).level(BERLIN) == level


def test_three_right_on_one_day_are_not_yet_secure():
    assert track(answers("rrr", gap=timedelta(minutes=5))).level(BERLIN) == Level.NEARLY


def test_days_are_those_of_the_learner():
    around_midnight_utc = [
        Exposure(datetime(2026, 11, 2, 23, 30, tzinfo=UTC) + timedelta(minutes=20 * n), True) for n in range(3)
    ]

    assert track(around_midnight_utc).level(ZoneInfo("UTC")) == Level.SECURE
    assert track(around_midnight_utc).level(BERLIN) == Level.NEARLY


@pytest.mark.parametrize("night", [datetime(2026, 3, 29), datetime(2026, 10, 25)])
def test_a_change_of_the_clocks_neither_makes_nor_loses_a_day(night):
    """Both are one calendar day of Berlin, of 23 and of 25 hours."""
    start = night.replace(tzinfo=BERLIN).astimezone(UTC)
    hours = 22.9 if night.month == 3 else 24.9
    within = [Exposure(start + timedelta(hours=hours * n / 2), True) for n in range(3)]
    beyond = [*within[:2], Exposure(start + timedelta(hours=hours + 0.2), True)]

    assert track(within).level(BERLIN) == Level.NEARLY
    assert track(beyond).level(BERLIN) == Level.SECURE


@pytest.mark.parametrize(("recall", "level"), [(0.69, Level.FADED), (0.7, Level.SECURE), (None, Level.SECURE)])
def test_what_was_secure_fades(recall, level):
    assert track(answers("rrr")).level(BERLIN, recall) == level


def test_what_was_never_firm_cannot_fade():
    assert track(answers("w")).level(BERLIN, 0.2) == Level.SHAKY


@pytest.mark.parametrize(
    ("word", "stuck"),
    [
        ("wrwrwrw", False),
        ("wrwrwrwr", True),
        ("wwwwwrrr", False),
        ("wwwwwwwwrrr", False),
        ("rrrwwwwwww", False),
        ("rrrwwwwwwww", True),
        ("gggggggg", True),
    ],
)
def test_eight_tries_without_three_in_a_row_are_stuck(word, stuck):
    assert track(answers(word)).is_stuck is stuck


def test_the_order_of_arrival_does_not_matter():
    history = answers("wrrr")

    assert track(reversed(history)) == track(history)


def test_tries_and_run_are_told():
    told = track(answers("wrwrr"))

    assert (told.tries, told.in_a_row) == (5, 2)
