from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizzes.memory.card import Exposure
from quizzes.memory.mastery import MemoryState, track

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


def answers(word: str, *, gap: timedelta = timedelta(days=1)) -> list[Exposure]:
    """r right, w wrong, g right by guess: one after the other."""
    return [
        Exposure(MORNING + place * gap, letter != "w", "guess" if letter == "g" else None)
        for place, letter in enumerate(word)
    ]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("", MemoryState.NEW),
        ("g", MemoryState.LEARNING),
        ("wg", MemoryState.LEARNING),
        ("w", MemoryState.LEARNING),
        ("r", MemoryState.LEARNING),
        ("wr", MemoryState.LEARNING),
        ("rrrw", MemoryState.LEARNING),
        ("rg", MemoryState.LEARNING),
        ("rr", MemoryState.LEARNING),
        ("wrr", MemoryState.LEARNING),
        ("rrr", MemoryState.KNOWN),
        ("rrgrr", MemoryState.LEARNING),
        ("wwrrrr", MemoryState.KNOWN),
    ],
)
def test_the_state_follows_from_the_last_right_answers(word, state):
    assert track(answers(word)).state(BERLIN) == state


def test_three_right_on_one_day_are_not_yet_secure():
    assert track(answers("rrr", gap=timedelta(minutes=5))).state(BERLIN) == MemoryState.LEARNING


def test_days_are_those_of_the_learner():
    around_midnight_utc = [
        Exposure(datetime(2026, 11, 2, 23, 30, tzinfo=UTC) + timedelta(minutes=20 * n), True) for n in range(3)
    ]

    assert track(around_midnight_utc).state(ZoneInfo("UTC")) == MemoryState.KNOWN
    assert track(around_midnight_utc).state(BERLIN) == MemoryState.LEARNING


@pytest.mark.parametrize("night", [datetime(2026, 3, 29), datetime(2026, 10, 25)])
def test_a_change_of_the_clocks_neither_makes_nor_loses_a_day(night):
    """Both are one calendar day of Berlin, of 23 and of 25 hours."""
    start = night.replace(tzinfo=BERLIN).astimezone(UTC)
    hours = 22.9 if night.month == 3 else 24.9
    within = [Exposure(start + timedelta(hours=hours * n / 2), True) for n in range(3)]
    beyond = [*within[:2], Exposure(start + timedelta(hours=hours + 0.2), True)]

    assert track(within).state(BERLIN) == MemoryState.LEARNING
    assert track(beyond).state(BERLIN) == MemoryState.KNOWN


@pytest.mark.parametrize(
    ("word", "recall", "state"),
    [
        ("rrr", 0.8, MemoryState.KNOWN),
        ("rrr", 0.79, MemoryState.DUE),
        ("rrr", 0.69, MemoryState.FORGOTTEN),
        ("rr", 0.7, MemoryState.DUE),
        ("rr", 0.69, MemoryState.FORGOTTEN),
        ("r", 0.79, MemoryState.DUE),
        ("r", 0.2, MemoryState.DUE),  # once right may be luck: nothing was firm enough to be forgotten
        ("rrrw", 0.2, MemoryState.LEARNING),
        ("rrrg", 0.2, MemoryState.LEARNING),
    ],
)
def test_a_right_answer_is_due_or_forgotten_after_a_night_when_recall_has_fallen(word, recall, state):
    assert track(answers(word)).state(BERLIN, recall=recall, nights=1) == state


@pytest.mark.parametrize("word", ["r", "rr", "rrr"])
def test_nothing_is_due_or_forgotten_before_the_first_night(word):
    found = track(answers(word))

    assert found.state(BERLIN, recall=0.1, nights=0) == found.state(BERLIN)


def test_what_is_secure_stays_so_when_it_is_forgotten():
    assert track(answers("rrr")).is_secure(BERLIN)
    assert not track(answers("rrrw")).is_secure(BERLIN)


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
