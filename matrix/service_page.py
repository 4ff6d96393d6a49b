"""The page of one service: its full column of the matrix."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from matrix.control_layers import layers_of
from matrix.facts import Facts
from matrix.grid import Box, stack_of
from matrix.models import Control, ControlKind, Owner, Responsibility, Scenario, Service
from matrix.twins import Twins, twins_of

ORDER = (Owner.CUSTOMER, Owner.SHARED, Owner.AWS, Owner.NOT_APPLICABLE)


def tally(cells: Iterable[Responsibility]) -> list[tuple[Owner, int]]:
    counts = Counter(cell.ownership.answer for cell in cells)
    return [(owner, counts[owner]) for owner in ORDER if counts[owner]]


@dataclass(frozen=True)
class ServiceColumn:
    facts: Facts
    service: Service

    @cached_property
    def boxes(self) -> list[Box]:
        return stack_of(self.facts, self.service)

    @property
    def cells(self) -> list[Responsibility]:
        return [box.cell for box in self.boxes]

    @property
    def tally(self) -> list[tuple[Owner, int]]:
        return tally(self.cells)

    @cached_property
    def twins(self) -> list[tuple[Service, Twins]]:
        return [(pair.other(self.service), pair) for pair in twins_of(self.service, self.facts)]

    @property
    def relatives(self) -> list[Service]:
        base = self.service.variant_of or self.service
        family = [other for other in self.facts.services.values() if base in (other, other.variant_of)]
        return [other for other in family if other != self.service]

    @cached_property
    def controls(self) -> list[tuple[Control, list[Responsibility]]]:
        shared = [control for control in self.facts.controls.values() if control.kind == ControlKind.SHARED]
        return [(control, cells) for control in shared if (cells := self._cells_of(control))]

    def _cells_of(self, control: Control) -> list[Responsibility]:
        cells = [self.facts.cells[self.service.slug, layer.slug] for layer in layers_of(control, self.facts)]
        return [cell for cell in cells if cell.ownership != Owner.NOT_APPLICABLE]

    @cached_property
    def traps(self) -> list[tuple[Scenario, Responsibility, Owner | None]]:
        return [
            (scenario, cell, self.facts.owner_of(scenario))
            for scenario in self.facts.scenarios.values()
            if (cell := self.facts.cell_of(scenario)) and cell.service == self.service
        ]


def columns_by_category(facts: Facts) -> list[tuple[str, list[ServiceColumn]]]:
    categories: dict[str, list[ServiceColumn]] = {}
    for service in facts.services.values():
        categories.setdefault(service.category, []).append(ServiceColumn(facts, service))
    return list(categories.items())
