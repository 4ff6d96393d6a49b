"""Blocks of days cover a period, each day once, and few of them a long one."""

from datetime import date, timedelta

import pytest

from quizzes.statistics.day_blocks import LAST, SPANS, Blocks, cover, day_number


def days_of(blocks: Blocks) -> list[int]:
    return list(range(blocks.first * blocks.span, blocks.end * blocks.span))


@pytest.mark.parametrize("since", [0, 1, 7, 8, 63, 64, 500, 511])
@pytest.mark.parametrize("length", [0, 1, 6, 7, 8, 9, 63, 64, 65, 130, 1000])
def test_each_day_of_a_period_is_covered_once(since, length):
    days = [day for blocks in cover(since, since + length) for day in days_of(blocks)]

    assert sorted(days) == list(range(since, since + length))


def test_all_time_is_covered_by_the_largest_span():
    assert [blocks for blocks in cover(0, LAST) if blocks.first < blocks.end] == [Blocks(SPANS[-1], 0, 2)]


def test_ten_years_are_at_most_a_hundred_blocks():
    since = day_number(date(2026, 1, 3))

    assert sum(blocks.end - blocks.first for blocks in cover(since, since + 3653)) <= 100


def test_days_are_numbered_on():
    day = date(2026, 11, 28)

    assert day_number(day + timedelta(1)) == day_number(day) + 1
    assert day_number(date(1970, 1, 1)) == 0
