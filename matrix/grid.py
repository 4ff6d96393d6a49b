"""The matrix as it is drawn: bands of rows, and the boundary between AWS and everybody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matrix.facts import Facts
from matrix.models import Layer, Owner, Responsibility, Service


@dataclass(frozen=True)
class Box:
    """One drawn cell. `edge` holds "b" and "r" where the boundary runs below and to the right of it."""

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


@dataclass(frozen=True)
class RowGroup:
    """Rows that behave alike: "customer" and "aws" own them in every service shown, "moves" is the rest."""

    kind: str
    rows: Sequence[MatrixRow]


BANDS = ("customer", "moves", "aws")


@dataclass(frozen=True)
class Grid:
    services: Sequence[Service]
    bands: Sequence[RowGroup]

    @property
    def title(self) -> str:
        names = [service.short_name for service in self.services]
        listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
        return f"Who secures each layer in {listed}"

    @property
    def boxes(self) -> list[Box]:
        return [box for band in self.bands for row in band.rows for box in row.boxes]

    @property
    def applying(self) -> list[Box]:
        """The boxes whose layer exists in their service."""
        return [box for box in self.boxes if box.owner != Owner.NOT_APPLICABLE]

    @property
    def hybrid(self) -> list[Service]:
        return [service for service in self.services if service.is_hybrid]

    def column(self, service: Service) -> list[Box]:
        """The boxes of one service from the top down."""
        return [box for box in self.boxes if box.cell.service_id == service.pk]


def band_of(layer: Layer, services: Sequence[Service], facts: Facts) -> str:
    """Which band a layer belongs to over these services.

    Hybrid services are left out of the test, since AWS's hardware stands in the customer's building there;
    if nothing else is shown, they decide after all.
    """
    tested = [service for service in services if not service.is_hybrid] or services
    owner = facts.owner_over(layer, tested)
    return owner.value if owner in (Owner.CUSTOMER, Owner.AWS) else "moves"


def make_grid(
    services: Sequence[Service], facts: Facts, *, only: Owner | None = None, rows_of: Iterable[Layer] | None = None
) -> Grid:
    """The grid over `services`, columns as given, rows by band and then by position.

    `only` empties the boxes of other owners; the boundary stays. `rows_of` leaves out all layers but these; the
    boundary is then drawn between those that are left.
    """
    layers: dict[str, list[Layer]] = {band: [] for band in BANDS}
    for layer in facts.layers.values() if rows_of is None else rows_of:
        layers[band_of(layer, services, facts)].append(layer)
    order = [layer for band in BANDS for layer in layers[band]]
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
    bands = [RowGroup(band, [rows[layer.slug] for layer in layers[band]]) for band in BANDS if layers[band]]
    return Grid(services, bands)


def stack_of(service: Service, facts: Facts) -> list[Box]:
    """One service from its data down to the building, in the order of the layers and not by band.

    A single column says nothing about what moves: by band, the room of an Outposts rack would stand above its
    runtime.
    """
    cells = [facts.cells[service.slug, layer] for layer in facts.layers]
    aws = [[cell.ownership.is_aws] for cell in cells]
    return [Box(cell, edge_at(aws, y, 0)) for y, cell in enumerate(cells)]


def edge_at(aws: Sequence[Sequence[bool]], y: int, x: int) -> str:
    """Where the boundary touches the box at row `y`, column `x`: "", "b", "r" or "b r"."""
    edges = []
    if y + 1 < len(aws) and aws[y][x] != aws[y + 1][x]:
        edges.append("b")
    if x + 1 < len(aws[y]) and aws[y][x] != aws[y][x + 1]:
        edges.append("r")
    return " ".join(edges)


def most_yours_first(services: Sequence[Service], facts: Facts) -> list[Service]:
    """Services by how many layers the customer owns, most first, then by name."""

    def rank(service: Service) -> tuple[int, str]:
        owners = [facts.cells[service.slug, layer].ownership for layer in facts.layers]
        return (-owners.count(Owner.CUSTOMER), service.short_name.casefold())

    return sorted(services, key=rank)


def opening_grid(facts: Facts) -> Grid:
    """The services that the matrix opens with."""
    services = [service for service in facts.services.values() if service.opening] or list(facts.services.values())
    return make_grid(most_yours_first(services, facts), facts)
