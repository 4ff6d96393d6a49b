"""What a plan leads to: the same rule that picks today's cells, played forward over the days that are left.

Nobody knows which answers will be right, so cells move on as shares: of a group that is recalled with 0.7, seven
tenths go one way and three tenths the other. Groups that come to stand alike are joined, which keeps the arithmetic
small.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log
from typing import NamedTuple

from planner.gain import CellGain, CellState, GainEstimator, first_outcomes, outcomes
from quizzes.memory.personal_curve import Pace

SPREAD_80 = 1.2816  # standard deviations on either side that hold 8 of 10 outcomes
# Log-odds by which memories may still turn out to grow better or worse than the learner's curve says. Chosen so that
# the bounds hold in 8 of 10 cases for simulated learners; docs/learning.md says how often they did.
UNSEEN = 0.4
LONGEST_STRETCH = 32
LEAST_GAIN = 0.001
ANSWERS_ALIKE = (0, 1, 2, 3, 5, 5, 5, 8)


class ForecastSpan(NamedTuple):
    """Some days of the forecast, the first of them so many days from today. All figures are expectations."""

    starts_in: int
    days: int
    minutes: float
    answers: float
    new: float


class CellGroup(NamedTuple):
    standing: CellState  # of each of its cells; `days` at the moment the group was made
    size: float
    since: int  # days from today when the group was made


@dataclass(frozen=True)
class Outlook:
    """Cells known on the day: the expected number, and bounds that should hold in 8 of 10 cases."""

    known: float
    low: float
    high: float
    share: float  # of the exam, by weight
    stretches: tuple[ForecastSpan, ...]


def outlook(
    standings: Sequence[CellState],
    pace: Pace,
    *,
    horizon: int,
    seconds: float,
    keeps: float,
    resting: frozenset[int],
    spent: float = 0.0,
) -> Outlook:
    """The forecast for a day `horizon` days ahead, at `seconds` of practice a day on a share `keeps` of the days.

    Cells in `resting` are not asked, but count as they stand. `spent` seconds of today are used already.
    """
    groups = _grouped(standings, resting)
    rested = _grouped([standing for standing in standings if standing.cell in resting], frozenset())
    stretches = []
    for starts_in, days in _stretches(horizon):
        there_is = seconds * days * keeps if starts_in else max(0.0, seconds * days * keeps - spent)
        groups, stretch = _practise(groups, pace, horizon, starts_in, days, there_is)
        stretches.append(stretch)
    return _summed([*groups, *rested], pace, horizon, tuple(stretches))


def _stretches(horizon: int) -> list[tuple[int, int]]:
    """(first day, number of days): single days now and before the exam, ever longer ones towards the middle."""
    ends: list[int] = []
    while 4 * sum(ends) < horizon and 2 ** len(ends) <= LONGEST_STRETCH:
        ends.append(min(2 ** len(ends), horizon - 2 * sum(ends)))
    lengths: list[int] = []
    for length in [*ends, max(0, horizon - 2 * sum(ends)), *reversed(ends)]:
        lengths.append(min(length, horizon - sum(lengths)))
    starts = accumulate(lengths, initial=0)
    return [(start, length) for start, length in zip(starts, lengths, strict=False) if length > 0]


def _grouped(standings: Iterable[CellState], without: frozenset[int]) -> list[CellGroup]:
    alike = Counter(_rounded(standing) for standing in standings if standing.cell not in without)
    return [CellGroup(standing, size, 0) for standing, size in alike.items()]


def _rounded(standing: CellState) -> CellState:
    """Coarse enough that cells meet in groups, fine enough that their sum is hardly moved (a test compares)."""
    if not standing.answers:
        return CellState(0, standing.weight)
    return CellState(
        cell=0,
        weight=standing.weight,
        answers=ANSWERS_ALIKE[min(standing.answers, 7)],
        stability=exp(round(log(standing.stability) * 2) / 2),
        difficulty=max(1.0, round(standing.difficulty / 2.5) * 2.5),
        days=_rounded_days(standing.days),
    )


def _rounded_days(days: int) -> int:
    return days if days < 3 else round(exp(round(log(days) * 2.5) / 2.5))


def _practise(
    groups: list[CellGroup], pace: Pace, horizon: int, starts_in: int, days: int, seconds: float
) -> tuple[list[CellGroup], ForecastSpan]:
    """The groups after a stretch, asked in the middle of it, and what was done in it."""
    middle = starts_in + (days - 1) // 2
    appraiser = GainEstimator(pace, horizon - middle)
    appraised = [(appraiser.worth(moved), group, moved) for group, moved in ((g, _moved(g, middle)) for g in groups)]
    appraised.sort(key=lambda entry: -entry[0].rate)
    left, answers, new = seconds, 0.0, 0.0
    after: dict[CellState, float] = defaultdict(float)
    kept: list[CellGroup] = []
    for worth, group, standing in appraised:
        asked = _asked(worth, group, standing, left)
        if asked < group.size:
            kept.append(group._replace(size=group.size - asked))
        if asked:
            left -= asked * worth.seconds
            answers += asked
            new += asked if worth.new else 0
            for share, (stability, difficulty) in _outcomes(standing, worth, pace):
                answered = CellState(0, standing.weight, standing.answers + 1, stability, difficulty)
                after[_rounded(answered)] += asked * share
    kept += [CellGroup(standing, size, middle) for standing, size in after.items()]
    return kept, ForecastSpan(starts_in, days, (seconds - left) / 60, answers, new)


def _moved(group: CellGroup, day: int) -> CellState:
    return group.standing._replace(days=group.standing.days + day - group.since)


def _asked(worth: CellGain, group: CellGroup, standing: CellState, left: float) -> float:
    """How many of a group there is time and reason to ask."""
    if left <= 0 or worth.gain < LEAST_GAIN or (standing.answers and not standing.days):
        return 0.0
    return min(group.size, left / worth.seconds)


def _outcomes(standing: CellState, worth: CellGain, pace: Pace) -> tuple[tuple[float, tuple[float, float]], ...]:
    return outcomes(standing, worth.recall) if standing.answers else first_outcomes(pace.first_right)


def _summed(groups: Sequence[CellGroup], pace: Pace, horizon: int, stretches: tuple[ForecastSpan, ...]) -> Outlook:
    known = weighted = chance = 0.0
    total = sum(group.size * group.standing.weight for group in groups)
    for (_, weight, answers, stability, _, days), size, since in groups:
        if answers:
            recall = pace.recall(days + horizon - since, stability, answers)
            known += size * recall
            weighted += size * recall * weight
            chance += size * recall * (1 - recall)
    # Chance for each cell, and for all of them together the doubt about this learner's level.
    spread = SPREAD_80 * (chance + chance**2 * (pace.level_error**2 + UNSEEN**2)) ** 0.5
    cells = sum(group.size for group in groups)
    low, high = max(0.0, known - spread), min(cells, known + spread)
    return Outlook(known, low, high, weighted / total if total else 0.0, stretches)
