from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.forecast_accuracy import PastForecast
from planner.outlook_chart import BOTTOM, NARROW, TOP, WIDE, outlook_chart, thinned

TODAY = date(2026, 11, 25)


def foretold(day: int, known: float = 50.0) -> PastForecast:
    return PastForecast(TODAY + timedelta(days=day), TODAY + timedelta(days=20), known, known - 10, known + 10, 100)


def chart(*earlier: PastForecast, exam_in: int = 20, now: float = 25, width: int = NARROW):
    exam_on = TODAY + timedelta(days=exam_in)
    expected = (80.0, 70.0, 90.0) if exam_in >= 0 else None
    return outlook_chart(earlier, today=TODAY, exam_on=exam_on, now=now, expected=expected, cells=100, width=width)


def test_the_chart_runs_from_the_first_forecast_to_the_exam():
    drawn = chart(foretold(-20), width=WIDE)

    assert (drawn.first, drawn.last) == (TODAY - timedelta(days=20), TODAY + timedelta(days=20))
    assert drawn.exam
    assert drawn.earlier[0].x < drawn.now_x < drawn.exam.x <= WIDE


@pytest.mark.parametrize("exam_in", [-40, -1, 0, 1, 730])
@pytest.mark.parametrize("now", [0, 100])
def test_every_point_lies_on_the_chart(exam_in, now):
    drawn = chart(*(foretold(-number) for number in range(60, 50, -1)), exam_in=exam_in, now=now)

    bars = [*drawn.earlier, *([drawn.exam] if drawn.exam else [])]
    assert all(0 <= bar.x <= NARROW and TOP <= bar.high <= bar.y <= bar.low <= BOTTOM for bar in bars)
    assert TOP <= drawn.now_y <= BOTTOM


@given(st.integers(0, 200), st.integers(1, 30))
def test_as_many_forecasts_are_drawn_as_fit_the_latest_among_them(count, most):
    days = [foretold(-number) for number in range(count, 0, -1)]
    drawn = thinned(days, most)

    assert len(drawn) <= most
    assert drawn == sorted(drawn, key=lambda each: each.day)
    assert drawn[-1:] == days[-1:]
