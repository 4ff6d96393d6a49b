"""Chance where nobody must foresee the outcome and no secret hangs on it: which questions are drawn, in which order.

All of it comes from `source`, which tests replace, so that a run of them can be repeated.
"""

from random import Random, SystemRandom

source: Random = SystemRandom()


def new_seed() -> str:
    return f"{source.getrandbits(64):016x}"
