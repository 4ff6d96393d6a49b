"""One learner's forgetting and speed, fitted to their own answers with the published figures as prior.

FSRS's published weights fit a crowd, so a plan would promise too much to learners who forget faster. A logistic
regression over the learner's own reviews corrects the predicted recall: four weights, each near "FSRS is right" until
answers say otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, log, sumprod
from typing import NamedTuple

from quizzes.memory.card import PUBLISHED, Exposure, Memory, days_between, in_order, remember, shows_knowledge

Weights = tuple[float, float, float, float]

FSRS_IS_RIGHT: Weights = (0.0, 1.0, 0.0, 0.0)
# Standard deviations of the prior: level, slope, gain per answer given, loss per log of days.
SPREAD: Weights = (0.5, 0.4, 0.5, 0.3)
# Bounds: recall falls with time and an answer does no harm, or a plan would exploit the opposite.
LEAST: Weights = (-5.0, 0.2, -1e-9, -1e-9)
NEWTON_STEPS, CLOSE_ENOUGH = 8, 0.001
# Learners misread facts they know, and are right by luck without calling it a guess. Without these rates, firm
# memories would look weaker and weak ones firmer.
SLIPS = 0.04
LUCK = 0.08
PASSED_IF_KNOWN_MORE = 1 - SLIPS - LUCK
SURELY = 0.999
SURE_ODDS = log(SURELY / (1 - SURELY))
# `Pace.recall` is the innermost step of every plan, so it repeats the formula.
FACTOR, DECAY = PUBLISHED.factor, PUBLISHED.decay

# The prior counts as this many of the learner's own answers.
PRIOR_FIRSTS = (1, 6)
PRIOR_SECONDS = 10
SECONDS_RIGHT = 18.0
SECONDS_WRONG = 30.0
LONGEST_SECONDS = 120.0  # longer times are breaks


class Review(NamedTuple):
    days: int
    stability: float
    answers: int
    recalled: bool


def reviews(exposures: Iterable[Exposure]) -> Iterable[Review]:
    memory: Memory | None = None
    for exposure in in_order(exposures):
        if memory and (days := days_between(memory.last, exposure.moment)):
            yield Review(days, memory.stability, memory.answers, shows_knowledge(exposure))
        memory = remember(memory, exposure)


Place = tuple[int, int, int]


def place_of(review: Review) -> Place:
    return (
        review.days if review.days < 8 else round(6 * log(review.days)),
        round(log(review.stability) / 0.3),
        min(review.answers, 8),
    )


@dataclass
class CurveTally:
    """Counts of a learner's answers. Whole numbers only, so the order of adding does not matter."""

    recalled: Counter[Place] = field(default_factory=Counter)
    forgotten: Counter[Place] = field(default_factory=Counter)
    firsts_right: int = 0
    firsts: int = 0

    @property
    def evidence(self) -> int:
        return self.recalled.total() + self.forgotten.total()

    def add(self, review: Review) -> None:
        self.count(place_of(review), recalled=review.recalled)

    def count(self, place: Place, *, recalled: bool) -> None:
        (self.recalled if recalled else self.forgotten)[place] += 1

    def add_first(self, *, right: bool) -> None:
        self.firsts += 1
        self.firsts_right += right


@dataclass(frozen=True)
class Pace:
    weights: Weights = FSRS_IS_RIGHT
    level_error: float = SPREAD[0]  # standard error of the level, in log-odds
    first_right: float = PRIOR_FIRSTS[0] / sum(PRIOR_FIRSTS)
    seconds_right: float = SECONDS_RIGHT
    seconds_wrong: float = SECONDS_WRONG
    evidence: int = 0

    def recall(self, days: float, stability: float, answers: int) -> float:
        level, slope, gain, loss = self.weights
        expected = (1 + FACTOR * days / stability) ** DECAY
        odds = SURE_ODDS if expected > SURELY else log(expected / (1 - expected))
        return 1 / (1 + exp(-(level + slope * odds + gain * log(answers) - loss * log(1 + days))))

    def seconds(self, recall: float) -> float:
        return recall * self.seconds_right + (1 - recall) * self.seconds_wrong


def passing(recall: float) -> float:
    """Probability that an answer is rated as recalled."""
    return LUCK + PASSED_IF_KNOWN_MORE * recall


def tally(histories: Iterable[Sequence[Exposure]]) -> CurveTally:
    counts = CurveTally()
    for history in histories:
        for review in reviews(history):
            counts.add(review)
        if history:
            counts.add_first(right=shows_knowledge(in_order(history)[0]))
    return counts


def learn_pace(counts: CurveTally, *, seconds: Iterable[tuple[bool, float]] = ()) -> Pace:
    """`seconds` has pairs of (right, seconds from question to question)."""
    weights, level_error = _fit(counts)
    right, wrong = _typical_seconds(seconds)
    return Pace(
        weights=weights,
        level_error=level_error,
        first_right=(PRIOR_FIRSTS[0] + counts.firsts_right) / (sum(PRIOR_FIRSTS) + counts.firsts),
        seconds_right=right,
        seconds_wrong=wrong,
        evidence=counts.evidence,
    )


def _typical_seconds(seconds: Iterable[tuple[bool, float]]) -> tuple[float, float]:
    sums = {True: PRIOR_SECONDS * SECONDS_RIGHT, False: PRIOR_SECONDS * SECONDS_WRONG}
    counts = {True: PRIOR_SECONDS, False: PRIOR_SECONDS}
    for right, taken in seconds:
        sums[right] += min(max(taken, 1.0), LONGEST_SECONDS)
        counts[right] += 1
    return sums[True] / counts[True], sums[False] / counts[False]


def _fit(counts: CurveTally) -> tuple[Weights, float]:
    """Returns the most probable weights (Newton's method, Gaussian prior) and the standard error of the level."""
    points = [
        (_features(place), counts.recalled[place], counts.recalled[place] + counts.forgotten[place])
        for place in sorted(counts.recalled.keys() | counts.forgotten.keys())
    ]
    weights, free = list(FSRS_IS_RIGHT), [0, 1, 2, 3]
    for _ in range(NEWTON_STEPS if points else 0):
        gradient, curvature = _slopes(weights, points)
        step = _solve([[curvature[i][j] for j in free] for i in free], [gradient[i] for i in free])
        for index, change in zip(free, step, strict=True):
            weights[index] += max(-1.0, min(1.0, change))
        # A weight at its bound stays there while the others are optimized.
        free = [index for index in free if weights[index] > LEAST[index]]
        weights = [max(weight, least) for weight, least in zip(weights, LEAST, strict=True)]
        if max(abs(change) for change in step) < CLOSE_ENOUGH:
            break
    error = _solve(_slopes(weights, points)[1], [1.0, 0.0, 0.0, 0.0])[0] ** 0.5
    return (weights[0], weights[1], weights[2], weights[3]), error


Point = tuple[Weights, int, int]


@cache  # a few thousand places at most; each costs two powers and two logarithms
def _features(place: Place) -> Weights:
    days, stability, answers = place
    elapsed = days if days < 8 else exp(days / 6)
    expected = min(PUBLISHED.recall(elapsed, exp(0.3 * stability)), SURELY)
    return 1.0, log(expected / (1 - expected)), log(answers), -log(1 + elapsed)


def _slopes(weights: Sequence[float], points: Sequence[Point]) -> tuple[list[float], list[list[float]]]:
    """Gradient and expected negated curvature (Fisher's) of the log posterior at these weights."""
    gradient = [
        -(weight - prior) / spread**2 for weight, prior, spread in zip(weights, FSRS_IS_RIGHT, SPREAD, strict=True)
    ]
    curvature = [[1 / spread**2 if i == j else 0.0 for j in range(4)] for i, spread in enumerate(SPREAD)]
    for features, recalled, asked in points:
        recall = 1 / (1 + exp(-sumprod(weights, features)))
        chance = passing(recall)
        slope = PASSED_IF_KNOWN_MORE * recall * (1 - recall)
        surprise = (recalled - asked * chance) * slope / (chance * (1 - chance))
        certainty = asked * slope**2 / (chance * (1 - chance))
        for i, feature in enumerate(features):
            gradient[i] += surprise * feature
            share = certainty * feature
            for j in range(i + 1):
                curvature[i][j] += share * features[j]
    for i in range(4):
        for j in range(i):
            curvature[j][i] = curvature[i][j]
    return gradient, curvature


def _solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Gaussian elimination without pivoting, since the matrices here are positive definite."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        for j in range(i + 1, size):
            factor = rows[j][i] / rows[i][i]
            rows[j] = [value - factor * above for value, above in zip(rows[j], rows[i], strict=True)]
    solution = [0.0] * size
    for i in reversed(range(size)):
        rest = sum(rows[i][k] * solution[k] for k in range(i + 1, size))
        solution[i] = (rows[i][size] - rest) / rows[i][i]
    return solution
