"""The order in which a new learner meets the cells."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import batched

from bank.mixing import OwnerMix, tier_of
from matrix.facts import Facts
from matrix.models import Responsibility
from quizzes.practice.selection import LOOK_ALIKES


@lru_cache(maxsize=1)
def in_learning_order(facts: Facts, asked: frozenset[int]) -> list[Responsibility]:
    """Return the cells with these ids in the order in which a new learner meets them.

    The core comes first, then other services. A few services at a time, all cells of one layer follow each other,
    since look-alikes are to be told apart; the layers alternate so that the owners mix.
    """
    services = sorted(
        facts.services.values(),
        key=lambda service: (tier_of(service.exam_weight), not service.opening, service.position),
    )
    ordered: list[Responsibility] = []
    mix = OwnerMix()
    for some in batched(services, LOOK_ALIKES):
        cells = ([facts.cells[service.slug, layer] for service in some] for layer in facts.layers)
        rows = [found for row in cells if (found := [cell for cell in row if cell.pk in asked])]
        while rows:
            # `min` returns the first of equals, so layers that mix as well come from the top down.
            row = min(rows, key=lambda row: mix.unevenness(*_answers(row)))
            rows.remove(row)
            mix.add(*_answers(row))
            ordered += row
    return ordered


def _answers(row: Iterable[Responsibility]) -> list[str]:
    return [cell.ownership.answer for cell in row]
