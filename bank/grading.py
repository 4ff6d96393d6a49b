"""Grading arithmetic: whole thousandths of an item's maximum."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

FULL_MARKS = 1000
LEAST_SCALED, MOST_SCALED, PASS_SCALED = 100, 1000, 700


class Graded(Protocol):
    key: str
    is_key: bool
    expected: str


def marks(answer: dict[str, Any], options: Collection[Graded], *, late: bool = False) -> int:
    """Return the marks of an answer shaped as `Response.answer`, by the keys of `options`.

    Chosen options are graded all or nothing, sorted rows one by one, rounded down. "Not sure" counts as not known. A
    late answer gets 0.
    """
    if late:
        return 0
    rows = answer.get("sorted", {})
    if rows:
        return FULL_MARKS * sum(rows.get(row.key) == row.expected for row in options) // len(options)
    chosen = set(answer.get("chosen", ()))
    return FULL_MARKS if chosen and chosen == {option.key for option in options if option.is_key} else 0


def percent(marks: int, maximum: int) -> int:
    """Round halves up; 0 if the maximum is 0."""
    return (200 * marks + maximum) // (2 * maximum) if maximum else 0


@dataclass(frozen=True)
class ScoreText:
    """A score as every page and file words it: "12 right, 3 partly right: 65%".

    `left_after` is the number of answers of an unfinished attempt, which has no meaningful percentage.
    """

    right: int
    partly: int
    percent: int
    left_after: int | None = None

    @property
    def rest(self) -> str:
        partly = f", {self.partly} partly right" if self.partly else ""
        if self.left_after is None:
            return f" right{partly}: {self.percent}%"
        return f" right{partly}, left after {self.left_after} answer{'' if self.left_after == 1 else 's'}"

    def __str__(self) -> str:
        return f"{self.right}{self.rest}"


def scaled(marks: int, maximum: int) -> int:
    """Estimate a score from 100 to 1000: linear, with 700 at 70 %, rounded down so that 700 is a pass.

    AWS does not publish its scaling.
    """
    return max(MOST_SCALED * marks // maximum, LEAST_SCALED) if maximum else LEAST_SCALED
