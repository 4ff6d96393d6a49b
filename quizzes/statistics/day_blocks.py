"""Blocks of days, so that the sums over a period of any length are read from few rows."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

# Days are numbered from January 1, 1970, and blocks of each span from the first day on. The largest span holds all
# days of a site.
SPANS = (1, 8, 64, 32_768)
LAST = 2 * SPANS[-1]


class Blocks(NamedTuple):
    """Those of one span from the number `first` until before the number `end`."""

    span: int
    first: int
    end: int


def day_number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def cover(since: int, until: int) -> Iterator[Blocks]:
    """The largest blocks that together hold the days from `since` until before `until`, each of them once."""
    for span, larger in pairwise(SPANS):
        first, end = -(-since // larger), until // larger
        if first >= end:
            yield Blocks(span, since // span, until // span)
            return
        yield Blocks(span, since // span, first * larger // span)
        yield Blocks(span, end * larger // span, until // span)
        since, until = first * larger, end * larger
    yield Blocks(larger, since // larger, until // larger)
