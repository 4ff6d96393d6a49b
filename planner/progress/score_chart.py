"""Coordinates of the score history, which planner/progress/score_chart.html draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from quizzes.models import Mode
from quizzes.models.attempts import PASS_CHECK

LAST = 20
NARROW, WIDE = 343, 780  # drawn for both widths, so that its text keeps its size
FIRST_X, MARGIN = 64, 32
TOP, BOTTOM = 26, 148
DATE_WIDTH, LABEL_WIDTH = 50, 66
LABEL_ROOM = 28  # below a point
MARK = 8  # half the width of the widest mark


class ChartedScore(Protocol):
    @property
    def date(self) -> date: ...
    @property
    def percent(self) -> int: ...
    @property
    def kind(self) -> Mode: ...


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    percent: int
    date: date
    kind: Mode
    dated: bool
    labeled: bool
    label_y: float

    @property
    def day(self) -> str:
        return f"{self.date:%b} {self.date.day}"

    @property
    def drawn(self) -> str:
        if self.kind == Mode.EXAM:
            mark = f'<path class="solid" d="M{self.x} {self.y}m0-7.5 7.5 7.5-7.5 7.5-7.5-7.5z"/>'
        elif self.kind == Mode.CHECK:
            mark = f'<path class="solid" d="M{self.x} {self.y}m-5-5h10v10h-10z"/>'
        else:
            mark = f'<circle class="dot" cx="{self.x}" cy="{self.y}" r="4"/>'
        if self.dated:
            mark += f'<text x="{self.x}" y="170" text-anchor="middle">{self.day}</text>'
        if self.labeled:
            at = f'class="v" x="{self.x}" y="{self.label_y}"'
            mark += f'<text {at} text-anchor="middle">Exam {self.percent}%</text>'
        return mark


@dataclass(frozen=True)
class ScoreChart:
    points: list[Point]
    line: str  # empty for one point
    width: int
    top: int = TOP
    bottom: int = BOTTOM
    target: int = PASS_CHECK

    @property
    def target_y(self) -> float:
        return _height(self.target)

    @property
    def marks(self) -> SafeString:
        """Drawn here, since a page has forty of them."""
        return mark_safe("".join([point.drawn for point in self.points]))  # noqa: S308  numbers and dates

    @property
    def sentence(self) -> str:
        first, last = self.points[0], self.points[-1]
        told = [f"Your score on {last.day}: {last.percent}%."]
        if len(self.points) > 1:
            span = f"{first.percent}% on {first.day} to {last.percent}% on {last.day}"
            told = [f"Your last {len(self.points)} scores, from {span}."]
        told += [f"Exam on {each.day}: {each.percent}%." for each in self.points if each.kind == Mode.EXAM]
        return " ".join([*told, f"The target is {self.target}%."])


def _height(percent: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * percent / 100, 1)


def score_chart(scores: Sequence[ChartedScore], *, width: int = NARROW) -> ScoreChart | None:
    shown = list(scores)[-LAST:]
    if not shown:
        return None
    step = (width - MARGIN - FIRST_X) / max(len(shown) - 1, 1)
    last = len(shown) - 1
    dated_every = ceil(DATE_WIDTH / step)
    labeled = _labeled([place for place, score in enumerate(shown) if score.kind == Mode.EXAM], step)
    heights = [_height(score.percent) for score in shown]
    points = [
        Point(
            x=round(FIRST_X + step * position, 1),
            y=heights[position],
            percent=score.percent,
            date=score.date,
            kind=score.kind,
            dated=(last - position) % dated_every == 0,
            labeled=position in labeled,
            label_y=_label_y(heights, position, step),
        )
        for position, score in enumerate(shown)
    ]
    line = "M" + "L".join(f"{point.x} {point.y}" for point in points) if last else ""
    return ScoreChart(points=points, line=line, width=width)


def _label_y(heights: Sequence[float], place: int, step: float) -> float:
    """Below all points that the label is wide enough to reach, or above them where there is no room."""
    reach = int((LABEL_WIDTH / 2 + MARK) / step)
    near = heights[max(place - reach, 0) : place + reach + 1]
    return max(near) + 22 if max(near) + LABEL_ROOM < BOTTOM else min(near) - 12


def _labeled(exams: Sequence[int], step: float) -> list[int]:
    """Return the places of the exams whose labels fit, the latest first."""
    labeled: list[int] = []
    for place in reversed(exams):
        if not labeled or (labeled[-1] - place) * step >= LABEL_WIDTH:
            labeled.append(place)
    return labeled
