"""How the demo's learners answer: human times, confidence that fits, and errors that stand for misconceptions."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from bank.models import Form, ItemVersion, Option
from quizzes.models import Attempt, Confidence
from quizzes.seeding import SeededAnswer

UNSURE_INSTEAD_OF_WRONG = 0.12
SURE, THINK_SO, GUESS = Confidence.SURE, Confidence.THINK_SO, Confidence.GUESS
CONFIDENCE = {True: (SURE, SURE, SURE, SURE, THINK_SO, THINK_SO, THINK_SO, GUESS), False: (THINK_SO, GUESS, GUESS)}


def answered(version: ItemVersion, *, knows: float, mode: str, chance: Random) -> SeededAnswer:
    """`knows` is the probability of a right answer."""
    right = chance.random() < knows
    took = min(max(chance.gauss(18, 4) if right else chance.gauss(27, 6), 10), 40)
    reads_on = min(max(chance.gauss(4, 1) if right else chance.gauss(9, 3), 1), 20)
    asked = Attempt(mode=mode)
    if not right and not asked.hides_verdicts and chance.random() < UNSURE_INSTEAD_OF_WRONG:
        return SeededAnswer({"unsure": True}, took=took, after=took + reads_on)
    options = list(version.options.all())
    answer = right_answer(version.form, options) if right else wrong_answer(version.form, options, chance)
    confidence = "" if asked.hides_verdicts else chance.choice(CONFIDENCE[right])
    return SeededAnswer(answer, confidence, took, took + reads_on)


def right_answer(form: str, options: Sequence[Option]) -> dict[str, Any]:
    if form == Form.SORT:
        return {"sorted": {row.key: row.expected for row in options}}
    return {"chosen": [option.key for option in options if option.is_key]}


def wrong_answer(form: str, options: Sequence[Option], chance: Random) -> dict[str, Any]:
    if form == Form.SORT:
        mistaken = _most_tempting(options, chance)
        other = "customer" if mistaken.expected == "aws" else "aws"
        return {"sorted": {row.key: other if row == mistaken else row.expected for row in options}}
    keys = [option.key for option in options if option.is_key]
    tempting = _most_tempting((option for option in options if not option.is_key), chance)
    return {"chosen": [*keys[1:], tempting.key]}


def _most_tempting(options: Iterable[Option], chance: Random) -> Option:
    return min(options, key=lambda option: (not option.misconception, chance.random()))
