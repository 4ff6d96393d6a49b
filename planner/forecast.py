"""The forecast of a plan: the rule that picks today's cells, applied to the days that are left.

Future answers are unknown, so groups of cells split by probability: of a group with recall 0.7, seven tenths continue
as right and three tenths as wrong. Similar groups are merged, which limits the arithmetic.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import exp, log
from typing import NamedTuple

from planner.engine.outlook import LEAST_GAIN, SPREAD_80, UNSEEN, ForecastSpan, Outlook, stretches_of
from planner.engine.prospects import ANSWERS_ALIKE
from planner.gain import CellGain, CellState, GainEstimator, first_outcomes, outcomes
from quizzes.memory.personal_curve import Pace


class CellGroup(NamedTuple):
    standing: CellState  # of each of its cells; `days` is as of the day the group was created
    size: float
    since: int  # days from today when the group was created


def outlook(
    standings: Sequence[CellState],
    pace: Pace,
    *,
    horizon: int,
    seconds: float,
    keeps: float,
    resting: frozenset[int],
) -> Outlook:
    """Forecasts `horizon` days ahead, at `seconds` of practice a day on a share `keeps` of the days.

    Cells in `resting` are not asked, but count.
    """
    groups = _grouped(standings, resting)
    rested = _grouped([standing for standing in standings if standing.cell in resting], frozenset())
    stretches = []
    for starts_in, days in stretches_of(horizon):
        groups, stretch = _practise(groups, pace, horizon, starts_in, days, seconds * days * keeps)
        stretches.append(stretch)
    return _summed([*groups, *rested], pace, horizon, tuple(stretches))


def _grouped(standings: Iterable[CellState], without: frozenset[int]) -> list[CellGroup]:
    alike = Counter(_rounded(standing) for standing in standings if standing.cell not in without)
    return [CellGroup(standing, size, 0) for standing, size in alike.items()]


def _rounded(standing: CellState) -> CellState:
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
    # The variance of each cell, and the common error in the learner's level for all together.
    spread = SPREAD_80 * (chance + chance**2 * (pace.level_error**2 + UNSEEN**2)) ** 0.5
    cells = sum(group.size for group in groups)
    low, high = max(0.0, known - spread), min(cells, known + spread)
    return Outlook(known, low, high, weighted / total if total else 0.0, stretches)
