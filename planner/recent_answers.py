"""How long the latest answers took, from one question to the next."""

from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from bank.grading import FULL_MARKS


class RecentAnswer(NamedTuple):
    """`at` and `took` are in seconds."""

    attempt: str
    at: float
    took: float
    right: bool


def recent_answer(told: dict[str, Any]) -> RecentAnswer:
    return RecentAnswer(told["attempt"], told["at"], told["took"] / 1000, told["marks"] == FULL_MARKS)


def seconds_of(recent: Iterable[RecentAnswer]) -> list[tuple[bool, float]]:
    """Pairs of (right, seconds until the next question), without the last answer of each attempt."""
    taken = []
    for _, group in groupby(sorted(recent), key=lambda answer: answer.attempt):
        answers = list(group)
        for one, following in pairwise(answers):
            taken.append((one.right, (following.at - following.took) - (one.at - one.took)))
    return taken
