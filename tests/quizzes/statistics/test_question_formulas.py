"""The figures of item analysis, against plain statistics over the single answers."""

import statistics
from collections import Counter
from itertools import permutations
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.statistics.question_formulas import (
    TIME_BOUNDS,
    discrimination_index,
    discriminative_efficiency,
    effective_weights,
    facility_index,
    guessing_chance,
    median_time,
    standard_deviation,
    strongest,
    sums_of,
    weakest,
)

# Six attempts at a quiz of three questions, marks in thousandths: worked through by hand below.
SHEET = [
    (1000, 1000, 1000),
    (1000, 1000, 500),
    (1000, 0, 500),
    (0, 1000, 500),
    (1000, 0, 0),
    (0, 0, 0),
]
ATTEMPTS = st.lists(
    st.tuples(*[st.sampled_from([0, 333, 500, 666, 1000])] * 4),
    min_size=2,
    max_size=40,
)


def counts_of(sheet, question: int) -> Counter:
    """What the database counts of one question: its mark and the sum of the others."""
    return Counter((marks[question], sum(marks) - marks[question]) for marks in sheet)


def plainly(sheet, question: int) -> tuple[list[float], list[float]]:
    marks = [row[question] / 1000 for row in sheet]
    return marks, [sum(row) / 1000 - mark for row, mark in zip(sheet, marks, strict=True)]


def test_a_sheet_of_six_attempts_gives_the_figures_worked_out_by_hand():
    """Question 1: mean 4/6. Deviations of the marks +1/3 four times and -2/3 twice, so their squares sum to 4/3.

    Rests 2, 1.5, 0.5, 1.5, 0, 0, mean 11/12; the squares of their deviations sum to 8.75 - 6 * (11/12)**2 = 89/24.
    Products: 4 - (4/6) * 5.5 = 1/3. Rests of the four best, paired best with best: 2 + 1.5 + 1.5 + 0.5 = 5.5,
    less 11/3: 11/6.
    """
    first = sums_of(counts_of(SHEET, 0))

    assert facility_index(first.n, first.x) == pytest.approx(4 / 6)
    assert standard_deviation(first.n, first.x, first.xx) == pytest.approx(sqrt(4 / 3 / 5))
    assert discrimination_index(first) == pytest.approx((1 / 3) / sqrt(4 / 3 * 89 / 24))
    assert discriminative_efficiency(first) == pytest.approx((1 / 3) / (11 / 6))


def test_the_weights_of_that_sheet_are_shares_of_the_roots_of_the_covariances_with_the_score():
    """Question 1 covaries with the score by (4/3 + 1/3) / 5: its squares and products as above."""
    totals = [sum(row) / 1000 for row in SHEET]
    roots = [sqrt(statistics.covariance([row[q] / 1000 for row in SHEET], totals)) for q in range(3)]

    weights = effective_weights([sums_of(counts_of(SHEET, question)) for question in range(3)])

    assert weights == pytest.approx([root / sum(roots) for root in roots])
    assert roots[0] == pytest.approx(sqrt((4 / 3 + 1 / 3) / 5))


@given(sheet=ATTEMPTS, question=st.integers(0, 3))
def test_the_figures_are_those_of_plain_statistics(sheet, question):
    sums = sums_of(counts_of(sheet, question))
    marks, rests = plainly(sheet, question)

    assert isclose(facility_index(sums.n, sums.x), statistics.mean(marks), abs_tol=1e-12)
    assert isclose(standard_deviation(sums.n, sums.x, sums.xx), statistics.stdev(marks), abs_tol=1e-9)
    if len(set(marks)) == 1 or len({round(rest, 6) for rest in rests}) == 1:
        assert discrimination_index(sums) is None
        assert discriminative_efficiency(sums) is None
    else:
        assert isclose(discrimination_index(sums), statistics.correlation(marks, rests), abs_tol=1e-9)
        greatest = statistics.covariance(sorted(marks), sorted(rests))
        efficiency = statistics.covariance(marks, rests) / greatest
        assert isclose(discriminative_efficiency(sums), efficiency, abs_tol=1e-9)


@given(sheet=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=2, max_size=6))
def test_no_other_pairing_has_a_greater_covariance(sheet):
    marks, rests = zip(*sheet, strict=True)

    greatest = max(sum(map(int.__mul__, marks, order)) for order in permutations(rests))

    assert sums_of(Counter(sheet)).greatest == greatest


@given(sheet=ATTEMPTS)
def test_the_weights_of_a_quiz_are_those_of_plain_statistics(sheet):
    totals = [sum(row) / 1000 for row in sheet]
    covariances = [statistics.covariance([row[q] / 1000 for row in sheet], totals) for q in range(4)]
    roots = [sqrt(max(covariance, 0)) for covariance in covariances]

    weights = effective_weights([sums_of(counts_of(sheet, question)) for question in range(4)])

    for weight, covariance, root in zip(weights, covariances, roots, strict=True):
        if covariance < -1e-9 or sum(roots) < 1e-6:
            assert weight is None
        elif covariance > 1e-9:
            assert isclose(weight, root / sum(roots), abs_tol=1e-6)


def test_without_answers_there_are_no_figures():
    sums = sums_of({})

    assert facility_index(0, 0) is None
    assert standard_deviation(0, 0, 0) is None
    assert discrimination_index(sums) is None
    assert discriminative_efficiency(sums) is None
    assert effective_weights([sums]) == [None]


def test_one_answer_has_a_facility_and_nothing_else():
    sums = sums_of({(1000, 3000): 1})

    assert facility_index(sums.n, sums.x) == 1
    assert standard_deviation(sums.n, sums.x, sums.xx) is None
    assert discrimination_index(sums) is None
    assert effective_weights([sums]) == [None]


def test_where_everybody_has_the_same_mark_nothing_is_told_apart():
    sums = sums_of({(1000, 3000): 5, (1000, 1000): 5})

    assert standard_deviation(sums.n, sums.x, sums.xx) == 0
    assert discrimination_index(sums) is None
    assert discriminative_efficiency(sums) is None


def test_a_question_that_the_strong_get_wrong_runs_against_the_score():
    sums = sums_of({(0, 9000): 5, (1000, 1000): 5})

    assert discrimination_index(sums) == -1
    assert discriminative_efficiency(sums) == -1
    assert effective_weights([sums, sums_of({(1000, 9000): 5, (0, 1000): 5})]) == [None, 1]


@pytest.mark.parametrize(
    ("form", "options", "keys", "chance"),
    [
        ("choose-one", 4, 1, 0.25),
        ("owner", 3, 1, 1 / 3),
        ("choose-n", 5, 2, 0.1),
        ("boundary", 6, 1, 1 / 6),
        ("sort", 6, 0, 0.5),
    ],
)
def test_what_guessing_gives_depends_on_the_form(form, options, keys, chance):
    assert guessing_chance(form, options, keys) == pytest.approx(chance)


def class_of(milliseconds: int) -> int:
    return sum(bound <= milliseconds for bound in TIME_BOUNDS)


@given(times=st.lists(st.integers(300, 3_000_000), min_size=1, max_size=60))
def test_the_median_from_classes_is_within_a_class_of_the_median(times):
    found = median_time(Counter(map(class_of, times)))

    assert statistics.median_low(times) / 1.2 <= found <= statistics.median_high(times) * 1.2


def test_without_times_there_is_no_median():
    assert median_time({}) is None


def test_an_hour_is_in_a_class_of_its_own_at_the_end():
    assert median_time({class_of(3_600_000): 3}) == TIME_BOUNDS[-1]


def test_the_groups_are_27_of_100_from_either_end():
    answers = {1: 10, 2: 20, 3: 30, 4: 20, 5: 20}

    assert strongest(answers).parts == {5: 1, 4: pytest.approx(7 / 20)}
    assert weakest(answers).parts == {1: 1, 2: pytest.approx(17 / 20)}
    assert strongest(answers).share({5: 10, 4: 20, 1: 9}) == pytest.approx((10 + 7) / 27)


@given(answers=st.dictionaries(st.integers(1, 5), st.integers(0, 50)))
def test_a_group_is_as_large_as_it_says(answers):
    group = strongest(answers)

    assert sum(part * answers[band] for band, part in group.parts.items()) == pytest.approx(group.size)
    assert group.share(answers) == (pytest.approx(1) if group.size else None)
