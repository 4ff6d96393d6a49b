"""Memories in bulk, as COPY reads them: what `quizzes.memory.store` makes of the same answers, in a tenth of the time.

A memory depends on the days between answers and on whether these were right. Histories that agree in both are folded
once, and moved to each learner's own moments.
"""

import json
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from quizzes.memory.card import days_between
from quizzes.memory.store import EPOCH, MICROSECOND, memory_of

NOBODY = UUID(int=0)


def fold(history: list[tuple[int, int, bool]]) -> str:
    """The columns of a memory from answers, oldest first: attempt item, microseconds since 1970, right."""
    moments = [EPOCH + moment * MICROSECOND for _, moment, _ in history]
    days = tuple([days_between(earlier, later) for earlier, later in pairwise(moments)])
    card, due_after, began, rest = folded(days, tuple([right for *_, right in history]))
    told = ",".join([f'[{item},{moment},{int(right)},""]' for item, moment, right in history])
    last, since = moments[-1], r"\N" if began is None else moments[began].isoformat()
    return f"[{told}]\t{card}\t{last.isoformat()}\t{(last + due_after).isoformat()}\t{rest.format(since)}"


@lru_cache(100_000)
def folded(days: tuple[int, ...], rights: tuple[bool, ...]) -> tuple[str, timedelta, int | None, str]:
    """The card, how long after the last answer it is due, which answer began the run, and the other columns."""
    # A microsecond apart, so that answers of one day keep their order.
    moments = [86_400_000_000 * sum(days[:number]) + number for number in range(len(rights))]
    row = memory_of(NOBODY, 0, [[number, moments[number], int(right), ""] for number, right in enumerate(rights)])
    began = None if row.run_began is None else len(rights) - row.in_a_row
    rest = (row.answers, int(row.missed), row.tries, row.in_a_row, "{}", int(row.known), int(row.guessed_right))
    ending = (json.dumps(row.reviews), int(row.first_right))
    return (
        f"{row.stability!r}\t{row.difficulty!r}",
        row.due - row.last,
        began,
        "\t".join(map(str, (*rest, *ending))),
    )
