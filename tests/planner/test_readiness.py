import pytest

from planner.calibration import expected_calibration_error, reliability
from planner.readiness import FIRST_ANSWERS, FirstAnswer, first_by_skill

SKILLS = ["components", "customer", "aws", "shared", "shift"]


def first_answers(right: int, of: int) -> list[FirstAnswer]:
    """Spread evenly over the skills."""
    return [FirstAnswer(SKILLS[n % 5], n // 5 < right // 5) for n in range(of)]


def test_below_the_floor_it_says_how_many_are_missing():
    told = first_by_skill(first_answers(10, 20), SKILLS)

    assert (told.answered, told.missing) == (20, FIRST_ANSWERS - 20)


def test_with_no_answers_all_are_missing():
    assert first_by_skill([], SKILLS).missing == FIRST_ANSWERS


def test_answers_in_one_skill_are_enough():
    told = first_by_skill([FirstAnswer("aws", True)] * FIRST_ANSWERS, SKILLS)

    assert told.missing == 0
    assert told.by_skill["shared"] == (0, 0)


def test_enough_answers_are_counted_by_skill():
    told = first_by_skill(first_answers(40, 50), SKILLS)

    assert told.missing == 0
    assert told.by_skill["aws"] == (8, 10)


def test_only_the_latest_hundred_count():
    told = first_by_skill([*[FirstAnswer("aws", False)] * 200, *first_answers(100, 100)], SKILLS)

    assert told.by_skill["aws"] == (20, 20)


def test_an_answer_of_another_task_is_refused():
    with pytest.raises(ValueError, match="no skill of this task"):
        first_by_skill([FirstAnswer("pricing", True)], SKILLS)


def test_predictions_that_come_true_as_said_have_no_error():
    kept = [(0.75, True)] * 3 + [(0.75, False)] + [(0.25, True)] + [(0.25, False)] * 3

    assert expected_calibration_error(reliability(kept)) == 0


def test_an_error_is_weighted_by_how_often_it_was_made():
    points = reliability([(0.9, True)] * 3 + [(0.5, False)])

    assert expected_calibration_error(points) == pytest.approx((3 * 0.1 + 0.5) / 4)


def test_certainty_belongs_to_the_last_bin():
    (point,) = reliability([(1.0, True), (0.95, True)])

    assert (point.low, point.high, point.size) == (0.9, 1.0, 2)


def test_what_is_no_probability_is_refused():
    with pytest.raises(ValueError, match="not a probability"):
        reliability([(1.2, True)])


def test_nothing_predicted_has_no_error_to_tell():
    with pytest.raises(ValueError, match="no predictions"):
        expected_calibration_error([])
