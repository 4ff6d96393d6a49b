"""Move the boundary: a visitor guesses the owner of each layer of a second service. Nothing is stored.

Rows are in the order of the layers, because their bands would reveal the answer. There is one choice per layer and no
slider, because the boundary of several services has islands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from matrix.facts import Facts
from matrix.grid import edge_at
from matrix.models import FactConfidence, Layer, Owner, Responsibility, Service
from matrix.service_comparison import PASSES
from matrix.twins import PAIRS, Twins, compare_url, guess_url, twins

CHOICES = (Owner.CUSTOMER, Owner.SHARED, Owner.AWS)
TOLD = "told"  # in the query string: the visitor has finished


@dataclass(frozen=True)
class GuessedRow:
    """One layer in both services. `said` is the owner that the visitor chose in the second."""

    before: Responsibility
    after: Responsibility
    edges: tuple[str, str]
    said: Owner

    @property
    def layer(self) -> Layer:
        return self.after.layer

    @property
    def edge_alone(self) -> str:
        return "b" if "b" in self.edges[0] else ""

    @property
    def right(self) -> bool:
        return self.said == self.after.ownership.answer

    @property
    def moves(self) -> bool:
        return self.before.ownership.answer != self.after.ownership.answer

    @property
    def passes(self) -> str:
        return PASSES[self.after.ownership.answer]


def _is_asked(cell: Responsibility) -> bool:
    return cell.owner != Owner.NOT_APPLICABLE and cell.confidence != FactConfidence.LOW


class BoundaryGuess:
    choices = CHOICES

    def __init__(self, a: Service, b: Service, facts: Facts, query: Mapping[str, str] | None = None):
        self.a, self.b, self.facts = a, b, facts
        self.query = query or {}
        self.told = TOLD in self.query

    @cached_property
    def rows(self) -> list[GuessedRow]:
        pairs = [
            (self.facts.cells[self.a.slug, slug], self.facts.cells[self.b.slug, slug]) for slug in self.facts.layers
        ]
        cells = [pair for pair in pairs if all(map(_is_asked, pair))]
        aws = [[cell.ownership.is_aws for cell in pair] for pair in cells]
        return [
            GuessedRow(before, after, (edge_at(aws, y, 0), edge_at(aws, y, 1)), self._said(before, after))
            for y, (before, after) in enumerate(cells)
        ]

    def _said(self, before: Responsibility, after: Responsibility) -> Owner:
        said = self.query.get(after.layer.slug, "")
        return Owner(said) if said in CHOICES else before.ownership.answer

    @property
    def left_out(self) -> list[Layer]:
        asked = {row.layer.slug for row in self.rows}
        return [layer for slug, layer in self.facts.layers.items() if slug not in asked]

    @property
    def right(self) -> int:
        return sum(row.right for row in self.rows)

    @property
    def moving(self) -> list[GuessedRow]:
        return [row for row in self.rows if row.moves]

    @property
    def slug(self) -> str:
        return f"{self.a.slug}-{self.b.slug}"

    @property
    def url(self) -> str:
        return guess_url(self.a, self.b)

    @property
    def compare_url(self) -> str:
        return compare_url(self.a, self.b)

    @property
    def following(self) -> Twins | None:
        pairs = list(twins(self.facts))
        here = next((n for n, pair in enumerate(pairs) if (pair.a, pair.b) == (self.a, self.b)), -1)
        return pairs[(here + 1) % len(pairs)] if pairs else None

    @property
    def point(self) -> str:
        return next((point for a, b, point in PAIRS if (a, b) == (self.a.slug, self.b.slug)), "")
