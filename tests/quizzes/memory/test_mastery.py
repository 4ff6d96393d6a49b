from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizzes.memory.card import Exposure
from quizzes.memory.mastery import Level, mastery

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
    assert mastery(answers(word), zone=BERLIN).level == level


def test_three_right_on_one_day_are_not_yet_secure():
    assert mastery(answers("rrr", gap=timedelta(minutes=5)), zone=BERLIN).level == Level.NEARLY


def test_days_are_those_of_the_learner():
    around_midnight_utc = [
        Exposure(datetime(2026, 11, 2, 23, 30, tzinfo=UTC) + timedelta(minutes=20 * n), True) for n in range(3)
    ]

    assert mastery(around_midnight_utc, zone=ZoneInfo("UTC")).level == Level.SECURE
    assert mastery(around_midnight_utc, zone=BERLIN).level == Level.NEARLY


@pytest.mark.parametrize("night", [datetime(2026, 3, 29), datetime(2026, 10, 25)])
def test_a_change_of_the_clocks_neither_makes_nor_loses_a_day(night):
    """Both are one calendar day of Berlin, of 23 and of 25 hours."""
    start = night.replace(tzinfo=BERLIN).astimezone(UTC)
    hours = 22.9 if night.month == 3 else 24.9
    within = [Exposure(start + timedelta(hours=hours * n / 2), True) for n in range(3)]
    beyond = [*within[:2], Exposure(start + timedelta(hours=hours + 0.2), True)]

    assert mastery(within, zone=BERLIN).level == Level.NEARLY
    assert mastery(beyond, zone=BERLIN).level == Level.SECURE


@pytest.mark.parametrize(("recall", "level"), [(0.69, Level.FADED), (0.7, Level.SECURE), (None, Level.SECURE)])
def test_what_was_secure_fades(recall, level):
    assert mastery(answers("rrr"), zone=BERLIN, recall=recall).level == level


def test_what_was_never_firm_cannot_fade():
    assert mastery(answers("w"), zone=BERLIN, recall=0.2).level == Level.SHAKY


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
    assert mastery(answers(word), zone=BERLIN).stuck is stuck


def test_the_order_of_arrival_does_not_matter():
    history = answers("wrrr")

    assert mastery(reversed(history), zone=BERLIN) == mastery(history, zone=BERLIN)


def test_tries_and_run_are_told():
    told = mastery(answers("wrwrr"), zone=BERLIN)

    assert (told.tries, told.in_a_row) == (5, 2)
