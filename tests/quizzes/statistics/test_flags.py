"""What is flagged, what it says, and how it is drawn: tables of cases, no database."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.statistics.flags import Flag, FlaggedOption, ObservedQuestion, findings_of, letters, seconds
from quizzes.statistics.question_formulas import TIME_BOUNDS
from teach.items.item_page import BOTTOM, LETTER, TOP, Curve, spread_labels

EVEN = {1: 20, 2: 20, 3: 20, 4: 20, 5: 20}


def choices(*chosen: dict[int, int], key: int = 0) -> list[FlaggedOption]:
    """Options A, B and so on, by how often each was chosen in each band."""
    return [
        FlaggedOption(letter, f"Text {letter}", number == key, each | {0: sum(each.values())})
        for number, (letter, each) in enumerate(zip(letters(len(chosen)), chosen, strict=True))
    ]


def seen(facility: float = 0.6, answers: int = 100, form: str = "choose-one", **fields) -> ObservedQuestion:
    fields.setdefault("choices", choices(*[{1: 9, 5: 16}] * 4))
    return ObservedQuestion(form, answers, facility, **fields)


def flags_of(question: ObservedQuestion) -> list[Flag]:
    return [finding.flag for finding in findings_of(question)]


def test_a_sound_question_has_none():
    assert flags_of(seen(discrimination=0.3, attempts=100)) == []


def test_fewer_than_30_answers_say_nothing():
    assert flags_of(seen(facility=0.99, answers=29, discrimination=-0.5, attempts=29)) == []
    assert flags_of(seen(facility=0.99, answers=30)) == [Flag.TOO_EASY]


@pytest.mark.parametrize(
    ("discrimination", "attempts", "found"),
    [
        (-0.01, 30, [Flag.CHECK_KEY]),
        (-0.01, 29, []),
        (0.09, 100, [Flag.CHECK_KEY]),
        (0.09, 99, []),
        (0.10, 1000, []),
        (None, 1000, []),
    ],
)
def test_a_key_is_to_be_checked_where_the_strong_do_not_do_better(discrimination, attempts, found):
    assert flags_of(seen(discrimination=discrimination, attempts=attempts)) == found


def test_an_easy_question_need_not_tell_strong_from_weak():
    assert flags_of(seen(facility=0.97, discrimination=0.05, attempts=1000)) == [Flag.TOO_EASY]


def test_a_key_is_to_be_checked_where_strong_learners_prefer_another_option():
    key, other = {1: 15, 2: 15, 3: 10, 4: 5, 5: 5}, {1: 5, 2: 5, 3: 10, 4: 15, 5: 15}

    [finding] = findings_of(seen(choices=choices(key, other), banded=EVEN))

    assert finding.flag == Flag.CHECK_KEY
    assert finding.evidence == "Strong learners pick B more often than A: 75% and 25%."


def test_as_often_is_told_too():
    [finding] = findings_of(seen(choices=choices({5: 10, 1: 40}, {5: 10, 1: 40}), banded=EVEN))

    assert finding.evidence.startswith("Strong learners pick B as often as A")


def test_of_several_keys_the_one_chosen_least_is_compared():
    three = [
        FlaggedOption("A", "", True, {5: 18}),
        FlaggedOption("B", "", True, {5: 4}),
        FlaggedOption("C", "", False, {5: 9}),
    ]

    [finding] = findings_of(seen(form="choose-n", choices=three, banded=EVEN, answers=99))

    assert finding.evidence.startswith("Strong learners pick C more often than B")


def test_a_handful_of_strong_learners_proves_nothing():
    key, other = {1: 9}, {5: 9}

    assert flags_of(seen(answers=30, choices=choices(key, other), banded={1: 9, 5: 9})) == []


@pytest.mark.parametrize(
    ("form", "options", "facility", "found"),
    [
        ("choose-one", 4, 0.24, [Flag.GUESSING]),
        ("choose-one", 4, 0.25, []),
        ("boundary", 6, 0.16, [Flag.GUESSING]),
        ("boundary", 6, 0.17, []),
        ("owner", 3, 0.32, [Flag.GUESSING]),
    ],
)
def test_near_guessing_depends_on_the_form(form, options, facility, found):
    assert flags_of(seen(facility, form=form, choices=choices(*[{1: 20}] * options))) == found


def test_two_of_five_are_hit_by_chance_once_in_ten():
    five = [FlaggedOption(letter, "", letter in "AB", {0: 40}) for letter in "ABCDE"]

    assert flags_of(seen(0.09, form="choose-n", choices=five)) == [Flag.GUESSING]
    assert flags_of(seen(0.11, form="choose-n", choices=five)) == []


def test_rows_sorted_by_chance_are_near_guessing():
    rows = [FlaggedOption(letter, "", False, {0: 50}, is_row=True) for letter in "ABCDEF"]

    assert flags_of(seen(0.49, form="sort", choices=rows)) == [Flag.GUESSING]
    assert flags_of(seen(0.51, form="sort", choices=rows)) == []


def test_an_option_that_nobody_takes_is_named():
    [finding] = findings_of(seen(answers=400, choices=choices({1: 200}, {1: 197}, {1: 3}, {})))

    assert finding.label == "C and D never chosen"
    assert "C 3 times, D 0 times" in finding.evidence


@pytest.mark.parametrize(("answers", "form"), [(99, "choose-one"), (400, "boundary"), (400, "owner")])
def test_it_is_not_where_there_are_few_answers_or_the_options_are_given(answers, form):
    assert flags_of(seen(answers=answers, form=form, choices=choices({1: 99}, {1: 50}, {}))) == []


def test_the_options_of_a_question_that_is_too_easy_are_not_blamed():
    assert flags_of(seen(facility=0.99, answers=400, choices=choices({1: 399}, {}, {}))) == [Flag.TOO_EASY]


def lasting(milliseconds: int, answers: int) -> dict[int, int]:
    return {sum(bound <= milliseconds for bound in TIME_BOUNDS): answers}


@pytest.mark.parametrize(
    ("before", "since", "label"),
    [
        (lasting(20_000, 30), lasting(40_000, 30), ["Slower since the edit"]),
        (lasting(40_000, 30), lasting(20_000, 30), ["Quicker since the edit"]),
        (lasting(20_000, 30), lasting(24_000, 30), []),
        (lasting(20_000, 29), lasting(90_000, 30), []),
        ({}, lasting(90_000, 30), []),
    ],
)
def test_a_time_that_jumped_after_an_edit_is_told(before, since, label):
    assert [finding.label for finding in findings_of(seen(times=(before, since)))] == label


@pytest.mark.parametrize(("milliseconds", "words"), [(400, "1 s"), (34_200, "34 s"), (64_000, "1 min 4 s")])
def test_times_are_told_in_words(milliseconds, words):
    assert seconds(milliseconds) == words


@given(heights=st.lists(st.floats(TOP, BOTTOM), max_size=8))
def test_the_letters_of_curves_stand_apart_and_in_order(heights):
    drawn = spread_labels([Curve(letter, False, "", (300, y)) for letter, y in zip(letters(8), heights, strict=False)])

    ends = [curve.end[1] for curve in drawn]
    assert sorted(curve.letter for curve in drawn) == letters(len(heights))
    assert all(below - above >= LETTER - 1e-6 for above, below in pairwise(ends))
    assert all(end >= TOP for end in ends)
    if len(heights) == 1:
        assert ends == heights
