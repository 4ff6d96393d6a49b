"""Chance where nobody must foresee the outcome and no secret hangs on it: which questions are drawn, in which order.

All of it comes from `source`, which tests replace, so that a run of them can be repeated.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random, SystemRandom

source: Random = SystemRandom()


def new_seed() -> str:
    return f"{source.getrandbits(64):016x}"


@contextmanager
def repeated(word: str) -> Iterator[None]:
    """Chance turns out the same each time, for people of the demo."""
    global source
    before, source = source, Random(word)  # noqa: S311  no secret hangs on it
    try:
        yield
    finally:
        source = before
