"""Logistic regression with a Gaussian prior, for answers that are also right by luck and wrong by a slip."""

from collections.abc import Iterable, Sequence
from math import exp, sumprod
from typing import NamedTuple

# Learners misread facts they know, and are right by luck without calling it a guess. Without these rates, firm
# memories would look weaker and weak ones firmer.
SLIPS = 0.04
LUCK = 0.08
PASSED_IF_KNOWN_MORE = 1 - SLIPS - LUCK
NEWTON_STEPS, CLOSE_ENOUGH = 8, 0.001


class Point(NamedTuple):
    """Answers with equal features."""

    features: Sequence[float]
    recalled: int
    asked: int


class Prior(NamedTuple):
    """Mean and standard deviation of each weight, and the least that it may be."""

    means: Sequence[float]
    spread: Sequence[float]
    least: Sequence[float]


def passing(recall: float) -> float:
    """Probability that an answer is rated as recalled."""
    return LUCK + PASSED_IF_KNOWN_MORE * recall


def fit(points: Sequence[Point], prior: Prior) -> tuple[list[float], list[float]]:
    """Returns the most probable weights (Newton's method), and the standard error of the first one in each."""
    weights, free = list(prior.means), list(range(len(prior.means)))
    for _ in range(NEWTON_STEPS if points else 0):
        gradient, curvature = _slopes(weights, points, prior)
        step = _solve([[curvature[i][j] for j in free] for i in free], [gradient[i] for i in free])
        for index, change in zip(free, step, strict=True):
            weights[index] += max(-1.0, min(1.0, change))
        # A weight at its bound stays there while the others are optimized.
        free = [index for index in free if weights[index] > prior.least[index]]
        weights = [max(weight, least) for weight, least in zip(weights, prior.least, strict=True)]
        if max(map(abs, step)) < CLOSE_ENOUGH:
            break
    first = [1.0, *(0.0 for _ in weights[1:])]
    return weights, _solve(_slopes(weights, points, prior)[1], first)


def _slopes(weights: Sequence[float], points: Iterable[Point], prior: Prior) -> tuple[list[float], list[list[float]]]:
    """Gradient and expected negated curvature (Fisher's) of the log posterior at these weights."""
    size = len(weights)
    gradient = [
        -(weight - mean) / spread**2 for weight, mean, spread in zip(weights, prior.means, prior.spread, strict=True)
    ]
    curvature = [[1 / spread**2 if i == j else 0.0 for j in range(size)] for i, spread in enumerate(prior.spread)]
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
    for i in range(size):
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
