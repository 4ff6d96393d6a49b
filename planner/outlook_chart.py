"""Coordinates of the forecast chart, which planner/outlook_chart.html draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.forecast_accuracy import PastForecast

NARROW, WIDE = 343, 780  # drawn for both widths, so that its text keeps its size
LEFT, RIGHT = 44, 56
TOP, BOTTOM = 26, 168
MOST_POINTS = {NARROW: 12, WIDE: 30}


@dataclass(frozen=True)
class OutlookBar:
    x: float
    y: float
    low: float
    high: float
    value: int


@dataclass(frozen=True)
class OutlookChart:
    width: int
    cells: int
    exam: OutlookBar | None  # today's forecast for the exam day; None after it
    earlier: list[OutlookBar]
    now_x: float
    now_y: float
    now: int
    first: date
    last: date
    bottom: int = BOTTOM
    top: int = TOP

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def now_label_y(self) -> float:
        return self.now_y - 10 if self.now_y > TOP + 14 else self.now_y + 20


def outlook_chart(
    earlier: Sequence[PastForecast],
    *,
    today: date,
    exam_on: date,
    now: float,
    expected: tuple[float, float, float] | None,
    cells: int,
    width: int = NARROW,
) -> OutlookChart:
    """`now` are the cells known today or on a past exam day; `expected` is (known, low, high)."""
    first = min([today, exam_on, *(each.day for each in earlier)])
    span = max((exam_on - first).days, 1)

    def x(day: date) -> float:
        return round(LEFT + (width - LEFT - RIGHT) * (min(day, exam_on) - first).days / span, 1)

    def y(known: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * known / max(cells, 1), 1)

    def bar(day: date, known: float, low: float, high: float) -> OutlookBar:
        return OutlookBar(x(day), y(known), y(low), y(high), round(known))

    return OutlookChart(
        width=width,
        cells=cells,
        exam=bar(exam_on, *expected) if expected else None,
        earlier=[bar(each.day, each.expected, each.low, each.high) for each in thinned(earlier, MOST_POINTS[width])],
        now_x=x(today),
        now_y=y(now),
        now=round(now),
        first=first,
        last=exam_on,
    )


def thinned(earlier: Sequence[PastForecast], most: int) -> list[PastForecast]:
    step = -(-len(earlier) // most) or 1
    return list(earlier[::-1][::step][::-1])
