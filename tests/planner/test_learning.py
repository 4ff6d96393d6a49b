"""A quick form of the benchmark: few learners, but the same seed gives the same figures every time."""

from random import Random
from statistics import fmean

import pytest

from benchmarks.learning.learners import MINDS
from benchmarks.learning.strategies import FixedRetention, PlanStrategy, RandomOrder
from benchmarks.learning.trial import Setting, advantage, practise, run
from planner.calibration import expected_calibration_error, reliability


@pytest.mark.parametrize("mind", ["FSRS", "traces"])
def test_learners_with_a_plan_know_more_on_the_exam_day(mind):
    setting = Setting(mind, days=10, minutes=30)

    outcomes = run(setting, [PlanStrategy, RandomOrder, FixedRetention], learners=6, seed=1)

    known = {name: fmean(outcome.known for outcome in learners) for name, learners in outcomes.items()}
    assert known[PlanStrategy.name] > 1.08 * known[RandomOrder.name]
    assert known[PlanStrategy.name] > 1.2 * known[FixedRetention.name]


def test_cells_that_the_exam_asks_more_are_known_first():
    weights = [3.0 if cell % 2 else 1.0 for cell in range(585)]

    weighted = practise(Setting("FSRS", 10, 5), 1, 1, PlanStrategy, weights)
    even = practise(Setting("FSRS", 10, 5), 1, 1, PlanStrategy)

    assert weighted.share > 1.3 * even.share


def test_predictions_of_the_plan_come_true_as_often_as_it_says():
    outcomes = [practise(Setting("FSRS", 30, 15), learner, 1, PlanStrategy) for learner in range(6)]

    predictions = [pair for outcome in outcomes for pair in outcome.predictions.learnt]

    assert expected_calibration_error(reliability(predictions)) < 0.05


def test_the_same_seed_gives_the_same_figures():
    setting = Setting("traces", 10, 15)

    assert practise(setting, 3, 7, PlanStrategy) == practise(setting, 3, 7, PlanStrategy)
    assert practise(setting, 3, 7, PlanStrategy) != practise(setting, 3, 8, PlanStrategy)


@pytest.mark.parametrize("mind", MINDS.values())
def test_reading_a_mind_does_not_change_it(mind):
    read = mind.draw(Random(1), cells=5)
    read.study(2, day=0, second=0, recalled=False)
    before = read.recall(2, 9)

    imagined = read.imagine(2, day=4, exam=9)

    assert imagined > before == read.recall(2, 9)
    assert not read.met(1)


@pytest.mark.parametrize("mind", MINDS.values())
def test_minds_forget_with_time(mind):
    read = mind.draw(Random(1), cells=5)
    read.study(2, day=0, second=0, recalled=True)

    recalls = [read.recall(2, day) for day in (1, 5, 20, 60)]

    assert recalls == sorted(recalls, reverse=True)
    assert 0 < recalls[-1] < recalls[0] < 1


def test_an_advantage_is_a_ratio_of_means_and_pairs_narrow_its_interval():
    theirs = [10.0, 20.0, 30.0, 40.0]

    exact, loose = advantage([12.0, 24.0, 36.0, 48.0], theirs), advantage([48.0, 36.0, 24.0, 12.0], theirs)

    assert (exact.mean, exact.margin) == pytest.approx((0.2, 0))
    assert loose.mean == pytest.approx(0.2)
    assert loose.margin == pytest.approx(1.215, abs=0.001)
