"""Figures of a check against published examples, and against other ways to compute the same."""

from collections import Counter
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.statistics.check_formulas import Distribution, Reliability, of_correlation, reliability, wilson

# The example in Microsoft's help for Excel's SKEW (0.359543) and KURT (-0.151800), which are the same estimators.
MICROSOFT = [3, 4, 5, 2, 3, 4, 5, 6, 4, 7]

# D. J. Denis, "Applied Univariate, Bivariate, and Multivariate Statistics", on Cronbach's alpha: ten people, five
# items. SPSS gives alpha 0.633, and item 2 a standard deviation of 5.05085.
DENIS = [
    (10, 12, 15, 11, 12),
    (12, 18, 12, 12, 1),
    (8, 16, 14, 14, 4),
    (6, 8, 16, 8, 6),
    (4, 7, 8, 7, 5),
    (6, 6, 3, 7, 3),
    (3, 4, 6, 5, 8),
    (7, 3, 7, 9, 9),
    (8, 9, 4, 10, 10),
    (9, 5, 6, 11, 12),
]


def shares(scores, maximum: float = 1) -> Distribution:
    return Distribution(Counter(score / maximum for score in scores))


def reliability_of(people) -> Reliability | None:
    items = [shares(item) for item in zip(*people, strict=True)]
    totals = shares([sum(person) for person in people])
    return reliability(
        n=len(people),
        questions=len(items),
        item_variances=sum(item.variance or 0 for item in items),
        total_variance=totals.variance or 0,
        deviation=totals.deviation or 0,
    )


def alpha_by_covariances(people) -> float:
    """k squared times the mean covariance of two items, over the sum of all covariances: no variance of a total."""
    items, n = list(zip(*people, strict=True)), len(people)
    k = len(items)

    def covariance(one, other) -> float:
        return sum((a - sum(one) / n) * (b - sum(other) / n) for a, b in zip(one, other, strict=True)) / (n - 1)

    pairs = [covariance(items[i], items[j]) for i in range(k) for j in range(k) if i != j]
    every = [covariance(one, other) for one in items for other in items]
    return k * k * (sum(pairs) / len(pairs)) / sum(every)


@pytest.mark.parametrize(
    ("right", "answers", "low", "high"),
    [
        # R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 1998,
        # table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(right, answers, low, high):
    assert wilson(right, answers) == pytest.approx((low, high), abs=0.00005)


def test_five_of_six_right_are_44_to_97_percent():
    low, high = wilson(5, 6)

    assert (round(100 * low), round(100 * high)) == (44, 97)


def test_no_answers_have_no_interval():
    assert wilson(0, 0) is None


@given(st.integers(2, 500).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_the_limits_are_where_a_test_of_the_share_just_rejects(counts):
    right, answers = counts

    for limit in wilson(right, answers):
        z = (right / answers - limit) / sqrt(limit * (1 - limit) / answers)
        assert abs(z) == pytest.approx(1.959964)


def test_skewness_and_kurtosis_are_those_of_the_published_example():
    scores = shares(MICROSOFT)

    assert scores.skewness == pytest.approx(0.359543, abs=1e-6)
    assert scores.kurtosis == pytest.approx(-0.151800, abs=1e-6)


def test_mean_and_spread_are_those_computed_by_hand():
    """2, 4, 4, 4, 5, 5, 7, 9: the sum is 40; the squared differences from 5 are 9, 1, 1, 1, 0, 0, 4 and 16."""
    scores = shares([2, 4, 4, 4, 5, 5, 7, 9], 10)

    assert scores.mean == pytest.approx(0.5)
    assert scores.median == pytest.approx(0.45)
    assert scores.deviation == pytest.approx(sqrt(32 / 7) / 10)


def test_the_interval_of_a_mean_uses_students_distribution():
    """With five scores t is 2.776: 0.5 plus or minus 2.776 times 0.1581 over the root of 5."""
    low, high = shares([3, 4, 5, 6, 7], 10).mean_interval

    assert (low, high) == pytest.approx((0.5 - 0.19629, 0.5 + 0.19629), abs=1e-4)


def test_few_scores_have_the_figures_that_they_can_have():
    assert shares([]).mean is None
    assert shares([4]).deviation is None
    assert shares([4]).mean_interval is None
    assert shares([4, 5]).skewness is None
    assert shares([4, 5, 7]).kurtosis is None
    for same in (shares([4, 4, 4, 4]), Distribution({0.8: 6}), Distribution({0.2: 3, 1.0: 0})):
        assert same.deviation == 0
        assert same.skewness is same.kurtosis is None


def test_alpha_is_that_of_the_published_example():
    found = reliability_of(DENIS)

    assert found.alpha == pytest.approx(0.633, abs=0.0005)
    assert shares(item[1] for item in DENIS).deviation == pytest.approx(5.05085, abs=1e-5)


@given(
    st.integers(2, 6).flatmap(
        lambda k: st.lists(st.tuples(*[st.integers(0, 4)] * k), min_size=3, max_size=12).filter(
            lambda people: len({sum(person) for person in people}) > 1
        )
    )
)
def test_alpha_is_the_same_by_covariances(people):
    assert reliability_of(people).alpha == pytest.approx(alpha_by_covariances(people))


def test_the_standard_error_of_alpha_is_that_of_the_published_example():
    """D. G. Bonett's R package statpsych, `ci.cronbach(.05, .85, 7, 89)`: SE 0.02456518."""
    assert Reliability(89, 7, 0.85, 1.0).error == pytest.approx(0.02456518, abs=1e-8)


def test_the_interval_of_alpha_has_the_width_that_bonetts_sample_size_asks_for():
    """Bonett 2002: n = 8k / (k - 1) * (z / ln(e))^2 + 2, where e is (1 - lower limit) / (1 - upper limit)."""
    low, high = Reliability(50, 10, 0.7, 1.0).interval

    assert low < 0.7 < high
    assert 8 * 10 / 9 * (1.959964 / log((1 - low) / (1 - high))) ** 2 + 2 == pytest.approx(50)


def test_error_ratio_and_standard_error_are_moodles():
    """An alpha of 0.75 leaves a quarter of the variance, so half of the deviation, to chance."""
    found = Reliability(20, 10, 0.75, 0.18)

    assert (found.error_ratio, found.standard_error) == pytest.approx((0.5, 0.09))
    assert found.least_difference == pytest.approx(1.96 * 2**0.5 * 0.09, abs=1e-4)


def test_reliability_needs_three_attempts_two_questions_and_a_difference():
    figures = {"item_variances": 1.0, "total_variance": 2.0, "deviation": 1.0}

    assert reliability(n=2, questions=5, **figures) is None
    assert reliability(n=9, questions=1, **figures) is None
    assert reliability(n=9, questions=5, **(figures | {"total_variance": 0.0})) is None


def test_the_interval_of_a_correlation_is_fishers():
    """r = 0.5 with 19 pairs: half the logarithm of 3, plus or minus 1.96 / 4."""
    low, high = of_correlation(0.5, 19)

    middle, half = log(3) / 2, 1.959964 / 4
    back = [(exp(2 * z) - 1) / (exp(2 * z) + 1) for z in (middle - half, middle + half)]
    assert (low, high) == pytest.approx(tuple(back))
    assert of_correlation(0.5, 3) is None
    assert of_correlation(1.0, 9) is None


def test_scores_are_counted_by_tenths_and_the_full_score_is_in_the_last():
    assert shares([0, 0.05, 0.1, 0.3, 0.7, 0.95, 1]).bars() == [2, 1, 0, 1, 0, 0, 0, 1, 0, 2]
