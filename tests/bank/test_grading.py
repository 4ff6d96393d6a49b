from dataclasses import dataclass

import pytest

from bank.grading import marks, percent


@dataclass(frozen=True)
class Row:
    key: str
    is_key: bool = False
    expected: str = ""


ONE = [Row("a"), Row("b", is_key=True), Row("c")]
TWO = [Row("a", is_key=True), Row("b"), Row("c", is_key=True), Row("d")]
ROWS = [Row("patch", expected="customer"), Row("cool", expected="aws"), Row("guard", expected="aws")]


@pytest.mark.parametrize(
    ("options", "answer", "worth"),
    [
        (ONE, {"chosen": ["b"]}, 1000),
        (ONE, {"chosen": ["a"]}, 0),
        (ONE, {"chosen": []}, 0),
        (ONE, {"unsure": True}, 0),
        (ONE, {"chosen": ["gone"]}, 0),
        (TWO, {"chosen": ["a", "c"]}, 1000),
        (TWO, {"chosen": ["c", "a"]}, 1000),
        (TWO, {"chosen": ["a"]}, 0),
        (TWO, {"chosen": ["a", "b"]}, 0),
        (TWO, {"chosen": ["a", "c", "d"]}, 0),
        (ROWS, {"sorted": {"patch": "customer", "cool": "aws", "guard": "aws"}}, 1000),
        (ROWS, {"sorted": {"patch": "customer", "cool": "aws", "guard": "customer"}}, 666),
        (ROWS, {"sorted": {"patch": "aws", "cool": "customer", "guard": "customer"}}, 0),
        (ROWS, {"sorted": {"cool": "aws"}}, 333),
        (ROWS, {"unsure": True}, 0),
    ],
)
def test_an_answer_is_worth_what_its_form_says(options, answer, worth):
    assert marks(answer, options) == worth


def test_a_late_answer_is_worth_nothing():
    assert marks({"chosen": ["b"]}, ONE, late=True) == 0


@pytest.mark.parametrize(
    ("got", "maximum", "shown"), [(0, 0, 0), (1000, 3000, 33), (2000, 3000, 67), (500, 100000, 1), (1, 1, 100)]
)
def test_a_percentage_is_whole_with_halves_rounded_up(got, maximum, shown):
    assert percent(got, maximum) == shown
