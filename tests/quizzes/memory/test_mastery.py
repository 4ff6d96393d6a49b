from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizzes.memory.card import Exposure
from quizzes.memory.mastery import MemoryState, track

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)
NO_NIGHT = [Exposure(MORNING + n * timedelta(hours=1), True) for n in range(3)]


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
    assert track(answers(word)).state() == state


def test_three_right_on_one_day_are_not_yet_secure():
    assert track(answers("rrr", gap=timedelta(minutes=5))).state() == MemoryState.LEARNING


@pytest.mark.parametrize("nights_after", [1, 2])
def test_one_night_between_any_two_of_them_is_enough(nights_after):
    history = [Exposure(MORNING + timedelta(hours=1 if n < nights_after else 24), True) for n in range(3)]

    assert track(history).state() == MemoryState.KNOWN


def test_a_night_before_a_miss_does_not_count():
    history = [*answers("rrw"), *[each._replace(moment=each.moment + timedelta(days=4)) for each in NO_NIGHT]]

    assert not track(history).is_secure


def test_midnight_alone_is_no_night():
    around_midnight = [
        Exposure(datetime(2026, 11, 2, 23, 30, tzinfo=UTC) + n * timedelta(minutes=20), True) for n in range(3)
    ]

    assert track(around_midnight).state() == MemoryState.LEARNING


def test_nights_are_those_of_the_learner():
    """From 23:30 to 1:30 UTC, two o'clock passes in Berlin."""
    history = [Exposure(datetime(2026, 11, 2, 23, 30, tzinfo=UTC) + n * timedelta(hours=1), True) for n in range(3)]
    in_berlin = [each._replace(moment=each.moment.astimezone(BERLIN)) for each in history]

    assert not track(history).is_secure
    assert track(in_berlin).is_secure


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
    assert track(answers(word)).state(recall=recall, nights=1) == state


@pytest.mark.parametrize("word", ["r", "rr", "rrr"])
def test_nothing_is_due_or_forgotten_before_the_first_night(word):
    found = track(answers(word))

    assert found.state(recall=0.1, nights=0) == found.state()


def test_what_is_secure_stays_so_when_it_is_forgotten():
    assert track(answers("rrr")).is_secure
    assert not track(answers("rrrw")).is_secure


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
