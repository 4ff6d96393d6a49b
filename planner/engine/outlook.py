"""The forecast: what will be known on the exam day if the days that are left are spent as today is.

Future answers are unknown, so groups of facts split by probability: of a group with recall 0.7, seven tenths continue
as right and three tenths as wrong. Similar groups are merged, which limits the arithmetic. Each stretch of days asks
what gains most per second with one more answer, which is quicker to reckon than the plan's programs and promises less.
It shares the plan's caution: what is promised should come.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log
from typing import NamedTuple

from planner.engine.draw import share_of_rows
from planner.engine.facts import ANSWERS, DAYS, Facts, FactState, Stack
from planner.engine.learnt import Learnt
from planner.engine.prospects import ANSWERS_ALIKE, Prospects, outcomes
from planner.engine.worths import TOO_EARLY
from quizzes.memory.personal_curve import Pace

SPREAD_80 = 1.2816  # 80% of a normal distribution lie within so many standard deviations
# Uncertainty of memories beyond the learner's curve, in log-odds. Chosen so that the bounds hold in 8 of 10 cases for
# simulated learners; docs/learning.md has the results.
UNSEEN = 0.4
LONGEST_STRETCH = 32
UNRIPE = 0.7  # a review of what is recalled better waits, as in the plan
LEAST_GAIN = 0.001


class ForecastSpan(NamedTuple):
    """Consecutive days of the forecast, from `starts_in` days after today. All figures are expectations."""

    starts_in: int
    days: int
    minutes: float
    answers: float
    new: float


@dataclass(frozen=True)
class Outlook:
    """Cells known on the exam day. `low` and `high` should hold in 8 of 10 cases."""

    known: float
    low: float
    high: float
    share: float  # of the exam, by weight, with rules and controls
    stretches: tuple[ForecastSpan, ...]


class FactGroup(NamedTuple):
    like: FactState  # each of its facts; `days` is as of the day the group was created
    sight: float
    size: float
    weight: float  # of all its facts together
    since: int  # days from today when the group was created


def outlook(
    facts: Facts, learnt: Learnt, *, horizon: int, seconds: float, keeps: float, stacks: Sequence[Stack] = ()
) -> Outlook:
    """Forecasts `horizon` days ahead, at `seconds` of practice a day on a share `keeps` of the days.

    Resting facts are not asked, but count. Facts of no stack are asked one by one.
    """
    learnt = learnt.cautious
    in_rows = {number for stack in stacks for number in stack.facts}
    share = 1 - (1 - share_of_rows(learnt)) * len(in_rows) / max(1, len(facts))
    groups = _grouped(facts, learnt)
    stretches = []
    for starts_in, days in stretches_of(horizon):
        groups, stretch = _practice(groups, learnt, share, horizon, starts_in, days, seconds * days * keeps)
        stretches.append(stretch)
    return _summed(groups, learnt.pace, horizon, tuple(stretches))


def stretches_of(horizon: int) -> list[tuple[int, int]]:
    ends: list[int] = []
    while 4 * sum(ends) < horizon and 2 ** len(ends) <= LONGEST_STRETCH:
        ends.append(min(2 ** len(ends), horizon - 2 * sum(ends)))
    lengths: list[int] = []
    for length in [*ends, max(0, horizon - 2 * sum(ends)), *reversed(ends)]:
        lengths.append(min(length, horizon - sum(lengths)))
    starts = accumulate(lengths, initial=0)
    return [(start, length) for start, length in zip(starts, lengths, strict=False) if length > 0]


def _grouped(facts: Facts, learnt: Learnt) -> list[FactGroup]:
    sums: defaultdict[tuple[FactState, float], list[float]] = defaultdict(lambda: [0.0, 0.0])
    sights = [learnt.sight.known(fact) for fact in facts]
    bands: defaultdict[int, list[float]] = defaultdict(list)
    for sight in sights:
        bands[round(4 * sight)].append(sight)
    means = {band: sum(within) / len(within) for band, within in bands.items()}
    for fact, sight in zip(facts, sights, strict=True):
        of_alike = sums[_rounded(fact), means[round(4 * sight)]]
        of_alike[0] += 1
        of_alike[1] += fact.weight
    return [FactGroup(*alike, size, weight, 0) for alike, (size, weight) in sums.items()]


def _rounded(fact: FactState) -> FactState:
    weight = exp(round(log(fact.weight))) if fact.weight else 0.0
    alike = FactState(0, weight, service=min(fact.service, 0), resting=fact.resting)
    if not fact.answers:
        return alike
    return _answered(alike, fact.answers, fact.stability, fact.difficulty, fact.days)


def _answered(like: FactState, answers: int, stability: float, difficulty: float, days: int = 0) -> FactState:
    card = (
        ANSWERS_ALIKE[min(answers, 7)],
        exp(round(log(stability) * 2) / 2),
        max(1.0, round(difficulty / 5) * 5.0),
        days if days < 3 else round(exp(round(log(days) * 2.5) / 2.5)),
    )
    return FactState._make((*like[:ANSWERS], *card, *like[DAYS + 1 :]))


class Valued(NamedTuple):
    rate: float
    seconds: float
    recall: float
    group: FactGroup
    moved: FactState


def _practice(
    groups: Iterable[FactGroup],
    learnt: Learnt,
    share: float,
    horizon: int,
    starts_in: int,
    days: int,
    seconds: float,
) -> tuple[list[FactGroup], ForecastSpan]:
    middle = starts_in + (days - 1) // 2
    prospects = Prospects(learnt, horizon - middle, more=0)
    valued = sorted((_valued(group, prospects, middle, share) for group in groups), key=lambda each: -each.rate)
    left, answers, new = seconds, 0.0, 0.0
    after: dict[tuple[FactState, float], list[float]] = defaultdict(lambda: [0.0, 0.0])
    kept: list[FactGroup] = []
    for rate, each, recall, group, moved in valued:
        asked = min(group.size, left / each) if rate > 0 and left > 0 else 0.0
        part = asked / group.size if group.size else 0.0
        if not asked:
            kept.append(group)
        else:
            if part < 1:
                kept.append(group._replace(size=group.size - asked, weight=group.weight * (1 - part)))
            left -= asked * each
            answers += asked
            new += 0 if moved.answers else asked
            for chance, (stability, difficulty) in outcomes(moved, recall):
                sums = after[_answered(moved, moved.answers + 1, stability, difficulty), group.sight]
                sums[0] += asked * chance
                sums[1] += group.weight * part * chance
    kept += [FactGroup(*alike, size, weight, middle) for alike, (size, weight) in after.items() if size]
    return kept, ForecastSpan(starts_in, days, (seconds - left) / 60, answers, new)


def _valued(group: FactGroup, prospects: Prospects, middle: int, share: float) -> Valued:
    like = group.like
    moved = like.after(middle - group.since) if like.answers else like
    recall = prospects.known(moved, group.sight)
    each = prospects.pace.seconds(recall) * share
    if moved.resting or moved.asked_today:
        return Valued(0.0, each, recall, group, moved)
    gain = prospects.of(moved, group.sight)[0].gain
    rate = moved.weight * gain * (1 - group.sight) / each if gain > LEAST_GAIN else 0.0
    if moved.answers and recall > UNRIPE and prospects.horizon > 1:
        rate *= TOO_EARLY
    return Valued(rate, each, recall, group, moved)


def _summed(groups: Sequence[FactGroup], pace: Pace, horizon: int, stretches: tuple[ForecastSpan, ...]) -> Outlook:
    known = weighted = chance = cells = 0.0
    for like, sight, size, weight, since in groups:
        recall = sight
        if like.answers:
            recall = max(sight, pace.expected(like.days + horizon - since, like.stability, like.answers))
        weighted += weight * recall
        if like.service >= 0:
            cells += size
            known += size * recall
            chance += size * recall * (1 - recall)
    # The variance of each cell, and the common error in the learner's level for all together.
    spread = SPREAD_80 * (chance + chance**2 * (pace.level_error**2 + UNSEEN**2)) ** 0.5
    total = sum(group.weight for group in groups)
    low, high = max(0.0, known - spread), min(cells, known + spread)
    return Outlook(known, low, high, weighted / total if total else 0.0, stretches)
