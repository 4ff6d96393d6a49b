"""Where bars, points and whiskers of the charts lie."""

from datetime import date

import pytest

from planner.calibration import Bin
from planner.progress.breakdowns import RightShare, Week
from planner.progress.charts import range_chart, reliability_chart, week_chart

pytestmark = pytest.mark.django_db


def test_the_longest_week_reaches_the_top_and_an_empty_one_has_no_bar():
    weeks = [Week(date(2026, 11, 2)), Week(date(2026, 11, 9), 60, 3), Week(date(2026, 11, 16), 120, 5)]

    bars = week_chart(weeks).bars

    assert [(bar.label, bar.height, bar.y) for bar in bars] == [("", 0.0, 148), ("1", 52.0, 96), ("2", 104.0, 44)]


def test_a_share_lies_between_the_ends_of_its_axis():
    chart = range_chart(
        [RightShare("Sure", 10, 10), RightShare("Guessing", 0, 10), RightShare("Fairly sure", 0, 0)], width=780
    )

    assert chart
    assert [(each.name, each.x) for each in chart.ranges] == [("Sure", chart.right), ("Guessing", chart.left)]
    assert all(chart.left <= each.low <= each.x <= each.high <= chart.right for each in chart.ranges)


def test_a_prediction_that_came_true_lies_on_the_diagonal():
    chart = reliability_chart([Bin(0.5, 0.6, 9, 0.5, 0.5), Bin(0.9, 1.0, 1, 1.0, 0.0)])

    assert chart
    middle, corner = chart.dots
    assert (middle.x, middle.y) == (chart.middle, (chart.top + chart.bottom) / 2)
    assert (corner.x, corner.y) == (chart.right, chart.bottom)
    assert middle.radius > corner.radius
    assert reliability_chart([]) is None
