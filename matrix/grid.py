"""The matrix as drawn: bands of rows, and the boundary between AWS and the customer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from matrix.facts import Facts, made_once
from matrix.models import Layer, Owner, Responsibility, Service


@dataclass(frozen=True)
class Box:
    """One drawn cell. `edge` contains "b" and "r" if the boundary runs below it and to its right."""

    cell: Responsibility
    edge: str
    shown: bool = True

    @property
    def owner(self) -> Owner:
        return self.cell.ownership


@dataclass(frozen=True)
class MatrixRow:
    layer: Layer
    boxes: Sequence[Box]


class Band(models.TextChoices):
    """Of a layer: whether one side owns it in every service shown. In the order in which grids show bands."""

    CUSTOMER = "customer", "Always the customer"
    MOVES = "moves", "Moves with the service"
    AWS = "aws", "Always AWS"


@dataclass(frozen=True)
class RowGroup:
    kind: Band
    rows: Sequence[MatrixRow]


@dataclass(frozen=True)
class Grid:
    """`drawn` holds what is drawn of it for everybody."""

    services: Sequence[Service]
    bands: Sequence[RowGroup]
    drawn: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def title(self) -> str:
        names = [service.short_name for service in self.services]
        listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
        return f"Who secures each layer in {listed}"

    @cached_property
    def boxes(self) -> list[Box]:
        return [box for band in self.bands for row in band.rows for box in row.boxes]

    @cached_property
    def cell_ids(self) -> frozenset[int]:
        return frozenset([box.cell.id for box in self.boxes])

    @cached_property
    def applying(self) -> int:
        return sum(box.owner != Owner.NOT_APPLICABLE for box in self.boxes)

    @cached_property
    def shown(self) -> int:
        """How many of the cells that apply are shown."""
        return sum(box.shown and box.owner != Owner.NOT_APPLICABLE for box in self.boxes)

    @property
    def hybrid(self) -> list[Service]:
        return [service for service in self.services if service.is_hybrid]

    def column(self, service: Service) -> list[Box]:
        places = [place for place, each in enumerate(self.services) if each.id == service.id]
        return [row.boxes[place] for band in self.bands for row in band.rows for place in places]


def band_of(layer: Layer, services: Sequence[Service], facts: Facts) -> Band:
    """Hybrid services are ignored, because AWS's hardware is in the customer's building there, unless nothing else is
    shown.
    """
    tested = [service for service in services if not service.is_hybrid] or services
    owner = facts.owner_over(layer, tested)
    return Band(owner.value) if owner in (Owner.CUSTOMER, Owner.AWS) else Band.MOVES


def make_grid(
    services: Sequence[Service], facts: Facts, *, only: Owner | None = None, rows_of: Iterable[Layer] | None = None
) -> Grid:
    """Return the grid over `services` in this order, with rows by band and then by position.

    `only` empties the boxes of other owners; the boundary stays. `rows_of` selects layers; the boundary is then drawn
    between those.
    """
    layers: dict[Band, list[Layer]] = {band: [] for band in Band}
    for layer in facts.layers.values() if rows_of is None else rows_of:
        layers[band_of(layer, services, facts)].append(layer)
    order = [layer for band in Band for layer in layers[band]]
    cells = [[facts.cells[service.slug, layer.slug] for service in services] for layer in order]
    aws = [[cell.ownership.is_aws for cell in row] for row in cells]
    rows = {
        layer.slug: MatrixRow(
            layer,
            [
                Box(cell, edge_at(aws, y, x), shown=only is None or cell.ownership.answer == only)
                for x, cell in enumerate(cells[y])
            ],
        )
        for y, layer in enumerate(order)
    }
    bands = [RowGroup(band, [rows[layer.slug] for layer in layers[band]]) for band in Band if layers[band]]
    return Grid(services, bands)


@made_once
def stack_of(facts: Facts, service: Service) -> list[Box]:
    """Return one service in the order of the layers.

    Bands mean nothing for a single column: by band, an Outposts rack's room would be above its runtime.
    """
    cells = [facts.cells[service.slug, layer] for layer in facts.layers]
    aws = [[cell.ownership.is_aws] for cell in cells]
    return [Box(cell, edge_at(aws, y, 0)) for y, cell in enumerate(cells)]


def edge_at(aws: Sequence[Sequence[bool]], y: int, x: int) -> str:
    """Return the edges of the box at row `y`, column `x` on the boundary: "", "b", "r" or "b r"."""
    edges = []
    if y + 1 < len(aws) and aws[y][x] != aws[y + 1][x]:
        edges.append("b")
    if x + 1 < len(aws[y]) and aws[y][x] != aws[y][x + 1]:
        edges.append("r")
    return " ".join(edges)


def most_yours_first(services: Sequence[Service], facts: Facts) -> list[Service]:
    def rank(service: Service) -> tuple[int, str]:
        owners = [facts.cells[service.slug, layer].ownership for layer in facts.layers]
        return (-owners.count(Owner.CUSTOMER), service.short_name.casefold())

    return sorted(services, key=rank)


@made_once
def whole_grid(facts: Facts) -> Grid:
    return make_grid(most_yours_first(list(facts.services.values()), facts), facts)


@made_once
def opening_grid(facts: Facts) -> Grid:
    services = [service for service in facts.services.values() if service.opening] or list(facts.services.values())
    return make_grid(most_yours_first(services, facts), facts)
