"""The gain of one more answer: the recall it adds on the exam day, per second it takes.

This is the rule behind the plan. It looks one answer ahead; docs/decisions/0022 compares rules that look further.
"""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from fsrs import Rating

from quizzes.memory.card import PUBLISHED
from quizzes.memory.personal_curve import Pace

# Until this many reviews show how the learner forgets, a tenth of each session goes to reviews even if new cells look
# better: new cells alone would never show that they do not last.
ENOUGH_EVIDENCE = 30
SHARE_FOR_EVIDENCE = 0.1
MOST_FOR_EVIDENCE = 0.05  # share of all answers that time allows, since in a short plan evidence does not pay off


class CellState(NamedTuple):
    """The numbers of a cell today. With 0 `answers` the fields after it mean nothing."""

    cell: int
    weight: float = 1.0
    answers: int = 0
    stability: float = 0.0
    difficulty: float = 0.0
    days: int = 0  # since the last answer


class CellGain(NamedTuple):
    cell: int
    gain: float  # weighted recall added on the exam day
    seconds: float
    recall: float  # today; 0 for a cell without answers
    new: bool

    @property
    def rate(self) -> float:
        return self.gain / self.seconds


class GainEstimator:
    def __init__(self, pace: Pace, horizon: int) -> None:
        self.pace, self.horizon = pace, horizon
        self._known: dict[tuple[int, float, float, int], tuple[float, float, float]] = {}

    def worth(self, standing: CellState) -> CellGain:
        key = standing[2:]
        if key not in self._known:
            self._known[key] = self._review(standing) if standing.answers else self._first()
        gain, seconds, recall = self._known[key]
        return CellGain(standing.cell, standing.weight * gain, seconds, recall, not standing.answers)

    def _review(self, standing: CellState) -> tuple[float, float, float]:
        recall = self.pace.recall(standing.days, standing.stability, standing.answers)
        then = sum(share * self._later(*state, standing.answers + 1) for share, state in outcomes(standing, recall))
        never = self.pace.recall(standing.days + self.horizon, standing.stability, standing.answers)
        return then - never, self.pace.seconds(recall), recall

    def _first(self) -> tuple[float, float, float]:
        then = sum(share * self._later(*state, 1) for share, state in first_outcomes(self.pace.first_right))
        return then, self.pace.seconds(self.pace.first_right), 0.0

    def _later(self, stability: float, _difficulty: float, answers: int) -> float:
        return self.pace.recall(self.horizon, stability, answers)


def outcomes(standing: CellState, recall: float) -> tuple[tuple[float, tuple[float, float]], ...]:
    """Pairs of (probability, (stability, difficulty)) after a right and a wrong answer today."""
    return tuple(
        (share, PUBLISHED.after(standing.stability, standing.difficulty, standing.days, rated))
        for share, rated in ((recall, Rating.Good), (1 - recall, Rating.Again))
    )


def first_outcomes(right: float) -> tuple[tuple[float, tuple[float, float]], ...]:
    return (right, PUBLISHED.first(Rating.Good)), (1 - right, PUBLISHED.first(Rating.Again))


def ranked(
    standings: Iterable[CellState], pace: Pace, *, horizon: int, seconds: float, ahead: float
) -> list[CellGain]:
    """Sorts the cells for today, best first.

    `horizon` is in days and at least 1, `seconds` is today's time and `ahead` that of all later days. Cells answered
    today are left out, since a second answer on one day adds next to nothing.
    """
    appraiser = GainEstimator(pace, horizon)
    worths = [appraiser.worth(standing) for standing in standings if not standing.answers or standing.days]
    worths.sort(key=lambda worth: (-worth.rate, worth.cell))
    wanted = _wanted_for_evidence(pace, seconds, ahead)
    return _with_reviews(worths, wanted) if wanted else worths


def _wanted_for_evidence(pace: Pace, seconds: float, ahead: float) -> int:
    each = (pace.seconds_right + pace.seconds_wrong) / 2
    enough = min(ENOUGH_EVIDENCE, MOST_FOR_EVIDENCE * (seconds + ahead) / each)
    return ceil(SHARE_FOR_EVIDENCE * seconds / each) if pace.evidence < enough else 0


def _with_reviews(worths: Sequence[CellGain], wanted: int) -> list[CellGain]:
    reviews = [worth for worth in worths if not worth.new][:wanted]
    taken = {worth.cell for worth in reviews}
    return reviews + [worth for worth in worths if worth.cell not in taken]
