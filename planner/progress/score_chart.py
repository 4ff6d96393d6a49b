"""Coordinates of the score history, which planner/progress/score_chart.html draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Protocol

LAST = 20
NARROW, WIDE = 343, 780  # drawn for both widths, so that its text keeps its size
FIRST_X, MARGIN = 64, 32
TOP, BOTTOM = 26, 148
DATE_WIDTH = 50


class ChartedScore(Protocol):
    @property
    def date(self) -> date: ...
    @property
    def percent(self) -> int: ...


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    percent: int
    date: date
    dated: bool
    marked: bool

    @property
    def label_y(self) -> float:
        return self.y - 12


@dataclass(frozen=True)
class ScoreChart:
    points: list[Point]
    line: str
    width: int
    top: int = TOP
    bottom: int = BOTTOM


def score_chart(scores: Sequence[ChartedScore], *, width: int = NARROW) -> ScoreChart | None:
    shown = list(scores)[-LAST:]
    if not shown:
        return None
    step = (width - MARGIN - FIRST_X) / max(len(shown) - 1, 1)
    last = len(shown) - 1
    dated_every = ceil(DATE_WIDTH / step)
    points = [
        Point(
            x=round(FIRST_X + step * position, 1),
            y=round(BOTTOM - (BOTTOM - TOP) * score.percent / 100, 1),
            percent=score.percent,
            date=score.date,
            dated=(last - position) % dated_every == 0,
            marked=position in (0, last),
        )
        for position, score in enumerate(shown)
    ]
    line = "M" + "L".join(f"{point.x} {point.y}" for point in points)
    return ScoreChart(points=points, line=line, width=width)
