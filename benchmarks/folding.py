"""Memories in bulk, as COPY reads them: what `quizzes.memory.store` makes of the same answers, in a tenth of the time.

A memory depends on the nights between answers and on whether these were right. Histories that agree in both are folded
once, and moved to each learner's own moments.
"""

import json
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from quizzes.memory.nights import nights_between, since_epoch
from quizzes.memory.store import memory_of

NOBODY = UUID(int=0)


def fold(history: list[tuple[int, int, bool]]) -> str:
    """The columns of a memory from answers, oldest first: attempt item, microseconds since 1970, right."""
    moments = [since_epoch(moment) for _, moment, _ in history]
    nights = tuple([nights_between(earlier, later) for earlier, later in pairwise(moments)])
    card, due_after, rest = folded(nights, tuple([right for *_, right in history]))
    told = ",".join([f'[{item},{moment},{int(right)},""]' for item, moment, right in history])
    return f"[{told}]\t{card}\t{moments[-1].isoformat()}\t{(moments[-1] + due_after).isoformat()}\t{rest}"


@lru_cache(100_000)
def folded(nights: tuple[int, ...], rights: tuple[bool, ...]) -> tuple[str, timedelta, str]:
    """The card, how long after the last answer it is due, and the other columns."""
    # A microsecond apart, so that answers of one day keep their order.
    moments = [86_400_000_000 * sum(nights[:number]) + number for number in range(len(rights))]
    row = memory_of(NOBODY, 0, [[number, moments[number], int(right), ""] for number, right in enumerate(rights)])
    rest = (row.answers, int(row.missed), row.tries, row.in_a_row, int(row.overnight), int(row.known))
    ending = (int(row.guessed_right), json.dumps(row.reviews), int(row.first_right))
    return (
        f"{row.stability!r}\t{row.difficulty!r}",
        row.due - row.last,
        "\t".join(map(str, (*rest, *ending))),
    )
