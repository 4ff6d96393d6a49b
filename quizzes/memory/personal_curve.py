"""How one learner forgets and how long they take, learnt from their own answers, with the published figures as prior.

FSRS's published weights fit a crowd. A plan that trusts them for everybody promises too much to those who forget
faster, and too little to others. So recall as FSRS predicts it is corrected by a logistic regression over the
learner's own reviews: four weights, each held near "FSRS is right" until answers say otherwise.
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
# How far a learner may well be from that in: level, slope, gain with each answer given, loss with the log of days.
SPREAD: Weights = (0.5, 0.4, 0.5, 0.3)
# Whatever the answers say, recall falls with time and an answer does no harm: a plan would exploit the opposite.
LEAST: Weights = (-5.0, 0.2, -1e-9, -1e-9)
NEWTON_STEPS, CLOSE_ENOUGH = 8, 0.001
# People misread what they know, and are right without knowing and without calling it a guess. Left out, the first
# would make every firm memory look weaker, and the second every weak one firmer.
SLIPS = 0.04
LUCK = 0.08
PASSED_IF_KNOWN_MORE = 1 - SLIPS - LUCK
SURELY = 0.999
SURE_ODDS = log(SURELY / (1 - SURELY))
# `Pace.recall` is the innermost step of every plan, so it spells the curve out.
FACTOR, DECAY = PUBLISHED.factor, PUBLISHED.decay

# Weighs as much as so many answers of one's own.
PRIOR_FIRSTS = (1, 6)
PRIOR_SECONDS = 10
SECONDS_RIGHT = 18.0
SECONDS_WRONG = 30.0
LONGEST_SECONDS = 120.0  # after that somebody left the desk


class Review(NamedTuple):
    """An answer to a cell that was met on an earlier day: what was known about the memory, and what became of it."""

    days: int
    stability: float
    answers: int
    recalled: bool


def reviews(exposures: Iterable[Exposure]) -> Iterable[Review]:
    """The reviews in one cell's history. First answers and answers of the same day say nothing about forgetting."""
    memory: Memory | None = None
    for exposure in in_order(exposures):
        if memory and (days := days_between(memory.last, exposure.moment)):
            yield Review(days, memory.stability, memory.answers, shows_knowledge(exposure))
        memory = remember(memory, exposure)


Place = tuple[int, int, int]


def place_of(review: Review) -> Place:
    """Where a review is counted: days, stability and answers in whole steps, finer where they matter more."""
    return (
        review.days if review.days < 8 else round(6 * log(review.days)),
        round(log(review.stability) / 0.3),
        min(review.answers, 8),
    )


@dataclass
class CurveTally:
    """Counts of a learner's answers, enough to learn their pace. Only whole numbers: any order adds up to the same."""

    recalled: Counter[Place] = field(default_factory=Counter)
    forgotten: Counter[Place] = field(default_factory=Counter)
    firsts_right: int = 0
    firsts: int = 0

    @property
    def evidence(self) -> int:
        """Reviews on a later day: those that show how the learner forgets."""
        return self.recalled.total() + self.forgotten.total()

    def add(self, review: Review) -> None:
        self.count(place_of(review), recalled=review.recalled)

    def count(self, place: Place, *, recalled: bool) -> None:
        (self.recalled if recalled else self.forgotten)[place] += 1

    def add_first(self, *, right: bool) -> None:
        """A first answer; `right` as it is rated, so a guess is not right."""
        self.firsts += 1
        self.firsts_right += right


@dataclass(frozen=True)
class Pace:
    """What planning needs to know about a person. Without arguments: somebody of whom nothing is known."""

    weights: Weights = FSRS_IS_RIGHT
    level_error: float = SPREAD[0]  # standard error of the level, in log-odds
    first_right: float = PRIOR_FIRSTS[0] / sum(PRIOR_FIRSTS)
    seconds_right: float = SECONDS_RIGHT
    seconds_wrong: float = SECONDS_WRONG
    evidence: int = 0

    def recall(self, days: float, stability: float, answers: int) -> float:
        """Probability that this learner recalls, `days` after the last of so many answers."""
        level, slope, gain, loss = self.weights
        expected = (1 + FACTOR * days / stability) ** DECAY
        odds = SURE_ODDS if expected > SURELY else log(expected / (1 - expected))
        return 1 / (1 + exp(-(level + slope * odds + gain * log(answers) - loss * log(1 + days))))

    def seconds(self, recall: float) -> float:
        """Expected seconds of a question recalled with this probability; a wrong answer has more to read after it."""
        return recall * self.seconds_right + (1 - recall) * self.seconds_wrong


def passing(recall: float) -> float:
    """Probability that an answer is rated as recalled, for a cell that is recalled with `recall`."""
    return LUCK + PASSED_IF_KNOWN_MORE * recall


def tally(histories: Iterable[Sequence[Exposure]]) -> CurveTally:
    """The counts of whole histories, one per cell."""
    counts = CurveTally()
    for history in histories:
        for review in reviews(history):
            counts.add(review)
        if history:
            counts.add_first(right=shows_knowledge(in_order(history)[0]))
    return counts


def learn_pace(counts: CurveTally, *, seconds: Iterable[tuple[bool, float]] = ()) -> Pace:
    """A learner's pace from their counts, and from (right, seconds from question to question) of their answers."""
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
    """Weights most probable after the reviews (Newton's method, Gaussian prior); standard error of the level."""
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
        # A weight at its bound stays there, and the others find their best beside it.
        free = [index for index in free if weights[index] > LEAST[index]]
        weights = [max(weight, least) for weight, least in zip(weights, LEAST, strict=True)]
        if max(abs(change) for change in step) < CLOSE_ENOUGH:
            break
    error = _solve(_slopes(weights, points)[1], [1.0, 0.0, 0.0, 0.0])[0] ** 0.5
    return (weights[0], weights[1], weights[2], weights[3]), error


Point = tuple[Weights, int, int]


@cache  # of a few thousand places at most; each costs two powers and as many logarithms
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
    """Gaussian elimination; the matrices here are positive definite, so no pivoting."""
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
