"""Compares predicted probabilities with outcomes: did 8 of 10 predictions of 0.8 come true?"""

from collections.abc import Iterable
from typing import NamedTuple

BINS = 10


class Bin(NamedTuple):
    """Predictions between `low` and `high`: their number, their mean, and the share that came true."""

    low: float
    high: float
    size: int
    predicted: float
    observed: float


def reliability(predictions: Iterable[tuple[float, bool]], *, bins: int = BINS) -> list[Bin]:
    """Points of a reliability diagram from (predicted probability, outcome), without empty bins.

    Raises ValueError for a prediction that is not a probability.
    """
    counts, said, held = [0] * bins, [0.0] * bins, [0] * bins
    for predicted, came_true in predictions:
        if not 0 <= predicted <= 1:
            raise ValueError(f"{predicted} is not a probability")
        place = min(int(predicted * bins), bins - 1)
        counts[place] += 1
        said[place] += predicted
        held[place] += came_true
    return [
        Bin(place / bins, (place + 1) / bins, count, said[place] / count, held[place] / count)
        for place, count in enumerate(counts)
        if count
    ]


def expected_calibration_error(points: Iterable[Bin]) -> float:
    """Mean distance between prediction and outcome, weighted by the number of predictions. 0.0 is perfect.

    Raises ValueError without predictions. Source: Naeini, Cooper & Hauskrecht 2015.
    """
    points = list(points)
    total = sum(point.size for point in points)
    if not total:
        raise ValueError("no predictions, so nothing to compare")
    return sum(point.size * abs(point.predicted - point.observed) for point in points) / total
