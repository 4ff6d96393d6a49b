from datetime import UTC, datetime, timedelta, timezone
from itertools import accumulate

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory.card import (
    PUBLISHED,
    SAME_DAY_STEP,
    Exposure,
    in_order,
    rating,
    remember,
    replay,
)
from quizzes.memory.fsrs import Forgetting

START = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)

exposures = st.lists(
    st.builds(
        Exposure,
        moment=st.integers(0, 100 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
        right=st.booleans(),
        confidence=st.sampled_from([None, "", "guess", "think-so", "sure"]),
    ),
    min_size=1,
    max_size=20,
)


def good(*days: float) -> list[Exposure]:
    return [Exposure(START + timedelta(days=day), right=True, confidence="sure") for day in days]


def missed(day: float) -> Exposure:
    return Exposure(START + timedelta(days=day), right=False)


@pytest.mark.parametrize(
    ("right", "confidence", "rated"),
    [
        (False, "sure", Rating.Again),
        (False, None, Rating.Again),
        (True, "guess", Rating.Again),
        (True, "think-so", Rating.Hard),
        (True, "sure", Rating.Good),
        (True, None, Rating.Good),
        (True, "", Rating.Good),
    ],
)
def test_confidence_decides_what_an_answer_tells_of_memory(right, confidence, rated):
    assert rating(right=right, confidence=confidence) == rated


def test_the_published_memory_state_comes_out():
    """py-fsrs `test_memo_state`: Again, then Good after 0, 1, 3, 8 and 21 days."""
    memory = replay([missed(0), *good(*accumulate([0.001, 1, 3, 8, 21]))])

    assert memory is not None
    assert memory.stability == pytest.approx(53.62691, abs=1e-4)
    assert memory.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_the_published_intervals_come_out():
    """py-fsrs `test_review_card`: six times Good, twice Again, five times Good, each when due.

    Its own steps put 10 minutes where the interval is 0 days; the memory behind is the same with ours.
    """
    published = [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]
    rated_right = [True] * 6 + [False] * 2 + [True] * 5
    memory, moment, intervals = None, START, []

    for right, days in zip(rated_right, published, strict=True):
        memory = remember(memory, Exposure(moment, right, "sure" if right else None))
        intervals.append(round(PUBLISHED.interval(memory.stability, 0.9)) if days else 0)
        moment += timedelta(days=days) if days else timedelta(minutes=10)

    assert intervals == published


@given(exposures)
def test_replaying_gives_what_adding_one_by_one_gave(history):
    memory = None
    for exposure in in_order(history):
        memory = remember(memory, exposure)

    assert replay(history) == memory
    assert replay(reversed(history)) == memory


@given(exposures)
def test_recall_falls_with_time_and_stays_a_probability(history):
    memory = replay(history)
    assert memory is not None

    recalls = [memory.recall(memory.last + timedelta(days=days)) for days in (0, 1, 5, 50, 5000)]

    assert recalls[0] == 1
    assert recalls == sorted(recalls, reverse=True)
    assert recalls[-1] > 0


@given(st.lists(st.tuples(st.sampled_from([0, 0, 1, 2, 7, 40, 400]), st.sampled_from(list(Rating))), min_size=1))
def test_our_arithmetic_is_that_of_py_fsrs(history):
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, moment = Card(card_id=1, due=START), START
    ours = None

    for days, rated in history:
        moment += timedelta(days=days)
        card, _ = scheduler.review_card(card, rated, moment)
        ours = PUBLISHED.after(*ours, days, rated) if ours else PUBLISHED.first(rated)

    assert ours == pytest.approx((card.stability, card.difficulty))
    later = moment + timedelta(days=9)
    assert PUBLISHED.recall(9, ours[0]) == pytest.approx(scheduler.get_card_retrievability(card, later))


def test_a_memory_of_given_stability_is_recalled_by_nine_in_ten_after_as_many_days():
    assert PUBLISHED.recall(12, 12) == pytest.approx(0.9)
    assert PUBLISHED.interval(12, 0.9) == pytest.approx(12)


def test_other_weights_forget_otherwise():
    faster = Forgetting((*PUBLISHED.weights[:20], 0.5))

    assert faster.recall(30, 2) < PUBLISHED.recall(30, 2)


def test_evening_practice_counts_even_where_24_hours_have_not_passed():
    evening_and_an_hour_earlier = replay(good(0, 23 / 24))

    assert evening_and_an_hour_earlier.stability == pytest.approx(replay(good(0, 1)).stability)


def test_what_was_missed_returns_once_on_the_same_day():
    first = remember(None, missed(0))
    second = remember(first, missed(0.01))
    next_day = remember(second, missed(1))

    assert first.due == first.last + SAME_DAY_STEP
    assert second.due >= second.last + timedelta(days=1)
    assert next_day.due == next_day.last + SAME_DAY_STEP


def test_the_step_of_another_day_is_not_spent():
    next_day = replay([missed(0), missed(1)])

    assert next_day.due == next_day.last + SAME_DAY_STEP


def test_a_cell_rated_hard_leaves_its_first_day():
    memory = replay([Exposure(START, right=True, confidence="think-so")])

    assert memory.due >= START + timedelta(days=1)


def test_a_night_is_one_where_the_learner_is():
    """From 12:30 to 18:30 UTC a night passes in Tokyo, and none in London."""
    history = [Exposure(START, right=True), Exposure(START + timedelta(hours=6), right=True)]
    tokyo = timezone(timedelta(hours=9))
    there = [each._replace(moment=each.moment.astimezone(tokyo)) for each in history]

    assert replay(there[:1]) == replay(history[:1])
    assert replay(there).stability > replay(history).stability


def test_an_answer_that_comes_late_asks_for_a_replay():
    memory = replay(good(5))

    with pytest.raises(ValueError, match="replay the cell"):
        remember(memory, missed(4))


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        replay([Exposure(START.replace(tzinfo=None), right=True)])


def test_no_answers_leave_no_memory():
    assert replay([]) is None
