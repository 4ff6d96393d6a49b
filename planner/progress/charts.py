"""Coordinates of the charts on the progress pages, which templates draw as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.calibration import Bin
from planner.progress.breakdowns import RightShare, Week
from planner.progress.score_chart import NARROW, WIDE

GAP = 0.25  # share of a bar's step
TOP, BOTTOM = 44, 148
LEFT, RIGHT = 44, 16
NAMES = 76  # width of the row names
SQUARE = 480  # a diagonal needs a square chart
ROW = 44
SMALLEST, LARGEST = 4, 11  # radius of a point


@dataclass(frozen=True)
class ChartBar:
    x: float
    y: float
    width: float
    height: float
    label: str
    start: date
    dated: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def label_y(self) -> float:
        return self.y - 6


@dataclass(frozen=True)
class WeekChart:
    bars: list[ChartBar]
    width: int
    bottom: int = BOTTOM


def week_chart(weeks: Sequence[Week], *, width: int = NARROW) -> WeekChart:
    most = max(week.seconds for week in weeks) or 1
    step = width / len(weeks)
    bars = []
    for place, week in enumerate(weeks):
        height = max(2.0, (BOTTOM - TOP) * week.seconds / most) if week.seconds else 0.0
        bars.append(
            ChartBar(
                x=round(place * step + step * GAP / 2, 1),
                y=round(BOTTOM - height, 1),
                width=round(step * (1 - GAP), 1),
                height=round(height, 1),
                label=str(round(week.seconds / 60)) if week.seconds >= 60 else "<1" if week.seconds else "",
                start=week.start,
                dated=width > NARROW or (len(weeks) - 1 - place) % 2 == 0,
            )
        )
    return WeekChart(bars, width)


@dataclass(frozen=True)
class Range:
    name: str
    percent: int
    y: int
    x: float
    low: float
    high: float


@dataclass(frozen=True)
class RangeChart:
    ranges: list[Range]
    width: int
    left: int = NAMES

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def bottom(self) -> int:
        return len(self.ranges) * ROW + 8

    @property
    def height(self) -> int:
        return self.bottom + 28


def range_chart(shares: Sequence[RightShare], *, width: int = NARROW) -> RangeChart | None:
    told = [share for share in shares if share.asked]
    across = _scale(NAMES, width - RIGHT)
    ranges = []
    for place, share in enumerate(told):
        low, high = share.interval
        ranges.append(
            Range(share.name, share.percent, ROW * place + 32, across(share.percent), across(low), across(high))
        )
    return RangeChart(ranges, width) if ranges else None


def _scale(start: float, end: float):
    return lambda percent: round(start + (end - start) * percent / 100, 1)


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    said: int
    held: int
    size: int
    between: str


@dataclass(frozen=True)
class ReliabilityChart:
    dots: list[Dot]
    width: int
    height: int

    left = LEFT
    top = 12

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def bottom(self) -> int:
        return self.height - 40

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def reliability_chart(points: Sequence[Bin], *, width: int = NARROW) -> ReliabilityChart | None:
    if not points:
        return None
    chart = ReliabilityChart([], min(width, SQUARE), min(width, SQUARE))
    across, up = _scale(chart.left, chart.right), _scale(chart.bottom, chart.top)
    most = max(point.size for point in points)
    dots = [
        Dot(
            x=across(100 * point.predicted),
            y=up(100 * point.observed),
            radius=round(SMALLEST + (LARGEST - SMALLEST) * (point.size / most) ** 0.5, 1),
            said=round(100 * point.predicted),
            held=round(100 * point.observed),
            size=point.size,
            between=f"{round(100 * point.low)} and {round(100 * point.high)}%",
        )
        for point in points
    ]
    return ReliabilityChart(dots, chart.width, chart.height)


def twice(draw, data) -> dict[str, object]:
    return {"narrow": draw(data), "wide": draw(data, width=WIDE)}
