"""The order of a session: near-twins apart, no two neighbors of one kind, few questions with the same options."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bank.near_twins import NO_LIKENESS, QuestionLikeness
from bank.session_order import MOST_OF_OWNERS, OWNERS, WINDOW, KindMix, faults, kept_apart, kind_of

KINDS = st.lists(st.sampled_from([OWNERS, "a", "b", "c", "d"]), max_size=65)


def in_order(kinds, **rules) -> list[str]:
    return kept_apart(kinds, lambda kind: NO_LIKENESS, lambda kind: kind, **rules)


def neighbors(kinds) -> int:
    return sum(one == other for one, other in pairwise(kinds))


def test_whose_it_is_is_one_kind_whoever_asks_and_a_written_question_goes_by_its_form():
    assert kind_of("who-does-this", "owner") == kind_of("", "owner") == OWNERS
    assert kind_of("two-tasks", "choose-one") == "two-tasks"
    assert kind_of("", "choose-n") == "choose-n"


@given(KINDS)
def test_a_pool_of_few_questions_of_one_kind_has_as_few_neighbors_as_there_can_be(kinds):
    kinds = [kind for kind in kinds if kind != OWNERS]

    ordered = in_order(kinds)

    assert Counter(ordered) == Counter(kinds)
    most = max(Counter(kinds).values(), default=0)
    assert neighbors(ordered) == max(0, 2 * most - len(kinds) - 1)


@given(KINDS)
def test_what_was_drawn_in_a_mix_has_an_order_without_a_fault(kinds):
    """A draw passes over a kind that has had its share."""
    mix, drawn = KindMix(), []
    for kind in kinds:
        if not mix.is_full(kind):
            mix.add(kind)
            drawn.append(kind)

    ordered = in_order(drawn)

    assert Counter(ordered) == Counter(drawn)
    assert faults(ordered) == (0, 0)
    windows = [ordered[place : place + WINDOW] for place in range(len(ordered))]
    assert all(window.count(OWNERS) <= MOST_OF_OWNERS for window in windows)


@given(KINDS)
def test_an_order_without_a_fault_stays_as_it_is(kinds):
    ordered = in_order(kinds)

    assert in_order(ordered) == ordered or faults(ordered) != (0, 0)


def test_a_class_s_own_bank_of_one_kind_is_asked_as_it_comes():
    assert in_order(["a"] * 8) == ["a"] * 8


def test_near_twins_come_before_kinds():
    questions = [("twin", "a"), ("twin", "b"), *((str(number), "a") for number in range(10))]

    ordered = kept_apart(questions, lambda each: QuestionLikeness(frozenset({each[0]})), lambda each: each[1])

    first, second = (place for place, each in enumerate(ordered) if each[0] == "twin")
    assert second - first > WINDOW


def test_the_question_answered_last_does_not_come_first():
    assert in_order(["a", "b", "b", "c"], not_first=lambda kind: kind == "a")[0] != "a"
