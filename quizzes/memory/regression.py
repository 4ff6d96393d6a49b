"""Regression with a Gaussian prior, for answers that are also right by luck and wrong by a slip."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log, sumprod
from typing import NamedTuple

# Learners misread facts they know, and are right by luck without calling it a guess. Without these rates, firm
# memories would look weaker and weak ones firmer.
SLIPS = 0.04
LUCK = 0.08
FIRST_LUCK = (
    0.12  # of what is met first or drawn to measure: most is not known, and half of those who guess don't say so
)
PASSED_IF_KNOWN_MORE = 1 - SLIPS - LUCK
ROW_LUCK = 0.4  # of two sides, one is right; nobody says of one row that it is a guess
NEWTON_STEPS, CLOSE_ENOUGH = 8, 0.01


class Counted(NamedTuple):
    """Answers with equal features."""

    features: Sequence[float]
    recalled: int
    asked: int
    luck: float = LUCK


class Prior(NamedTuple):
    """Mean and standard deviation of each weight, and the least that it may be."""

    means: Sequence[float]
    spread: Sequence[float]
    least: Sequence[float]


def passing(recall: float, luck: float = LUCK) -> float:
    """Probability that an answer is rated as recalled."""
    return luck + (1 - SLIPS - luck) * recall


def recalled(passes: float) -> float:
    """The recall that `passing` makes this probability of."""
    return min(max((passes - LUCK) / PASSED_IF_KNOWN_MORE, 0.0), 1.0)


Link = Callable[[float], tuple[float, float]]


def logistic(odds: float) -> tuple[float, float]:
    """Recall and its slope at these log-odds."""
    recall = 1 / (1 + exp(-odds))
    return recall, recall * (1 - recall)


def fading(hazard: float) -> tuple[float, float]:
    """Recall that decays exponentially, and its slope, at the logarithm of time in mean lives."""
    lives = exp(min(hazard, 5.0))
    recall = exp(-lives)
    return recall, -lives * recall


@dataclass(frozen=True)
class Fit:
    """`weights` are the most probable ones. `first_error` is the standard error of the first of them. `evidence` is
    the logarithm of the probability of all answers under this kind of regression (Laplace's approximation)."""

    weights: list[float]
    first_error: float
    evidence: float


def fit(points: Sequence[Counted], prior: Prior, link: Link = logistic) -> Fit:
    """Newton's method. Error and evidence are those of the last step but one, which is as good."""
    weights, free = list(prior.means), list(range(len(prior.means)))
    columns = list(zip(*(point.features for point in points), strict=True)) or [()] * len(weights)
    gradient, curvature, likelihood = _slopes(weights, points, columns, prior, link)
    for _ in range(NEWTON_STEPS if points else 0):
        step = _solve([[curvature[i][j] for j in free] for i in free], [gradient[i] for i in free])
        for index, change in zip(free, step, strict=True):
            weights[index] += max(-1.0, min(1.0, change))
        # A weight at its bound stays there while the others are optimized.
        free = [index for index in free if weights[index] > prior.least[index]]
        weights = [max(weight, least) for weight, least in zip(weights, prior.least, strict=True)]
        if max(map(abs, step)) < CLOSE_ENOUGH:
            break
        gradient, curvature, likelihood = _slopes(weights, points, columns, prior, link)
    first = _solve(curvature, [1.0, *(0.0 for _ in weights[1:])])[0]
    return Fit(weights, first**0.5, likelihood - 0.5 * _log_determinant(curvature))


def _slopes(
    weights: Sequence[float],
    points: Sequence[Counted],
    columns: Sequence[Sequence[float]],
    prior: Prior,
    link: Link,
) -> tuple[list[float], list[list[float]], float]:
    """Gradient and expected negated curvature (Fisher's) of the log posterior at these weights, and its value.
    `columns` has the features of all points, by feature.
    """
    size = len(weights)
    off = [(weight - mean) / spread for weight, mean, spread in zip(weights, prior.means, prior.spread, strict=True)]
    surprises, certainties = [], []
    value = -sum(each**2 / 2 + log(spread) for each, spread in zip(off, prior.spread, strict=True))
    for features, recalled, asked, luck in points:
        recall, steepness = link(sumprod(weights, features))
        chance = passing(recall, luck)
        value += recalled * log(chance) + (asked - recalled) * log(1 - chance)
        slope = (1 - SLIPS - luck) * steepness
        steep = slope / (chance * (1 - chance))
        surprises.append((recalled - asked * chance) * steep)
        certainties.append(asked * slope * steep)
    gradient = [
        sumprod(surprises, column) - each / spread
        for column, each, spread in zip(columns, off, prior.spread, strict=True)
    ]
    curvature = [[0.0] * size for _ in range(size)]
    for i, column in enumerate(columns):
        shares = [certainty * feature for certainty, feature in zip(certainties, column, strict=True)]
        for j in range(i + 1):
            curvature[i][j] = curvature[j][i] = sumprod(shares, columns[j])
        curvature[i][i] += 1 / prior.spread[i] ** 2
    return gradient, curvature, value


def _log_determinant(matrix: Sequence[Sequence[float]]) -> float:
    rows = [list(row) for row in matrix]
    total = 0.0
    for i, row in enumerate(rows):
        total += log(row[i])
        for below in rows[i + 1 :]:
            factor = below[i] / row[i]
            below[i:] = [value - factor * above for value, above in zip(below[i:], row[i:], strict=True)]
    return total


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
