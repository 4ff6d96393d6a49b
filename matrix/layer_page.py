"""The page of one layer: its row of the matrix over all services, and where its owner changes."""

from dataclasses import dataclass
from functools import cached_property

from matrix.control_layers import controls_of
from matrix.facts import Facts
from matrix.grid import Band, band_of, most_yours_first
from matrix.learnable.rules import RuleOverCells, holding
from matrix.models import Control, Layer, Owner, Responsibility, Rule, Scenario, Service, ServiceType
from matrix.service_page import ORDER, tally
from matrix.twins import Twins, twins


@dataclass(frozen=True)
class LayerOfType:
    kind: ServiceType
    cells: list[Responsibility]

    @property
    def tally(self) -> list[tuple[Owner, int]]:
        return tally(self.cells)


@dataclass(frozen=True)
class RuleOfLayer:
    """`kinds` are rules of kinds of service that differ from it, `exceptions` the cells that none of them explains."""

    over: RuleOverCells
    kinds: list[Rule]
    exceptions: list[Responsibility]


@dataclass(frozen=True)
class LayerAcrossServices:
    facts: Facts
    layer: Layer

    @cached_property
    def cells(self) -> list[Responsibility]:
        services = most_yours_first(list(self.facts.services.values()), self.facts)
        return [self.facts.cells[service.slug, self.layer.slug] for service in services]

    @property
    def tally(self) -> list[tuple[Owner, int]]:
        return tally(self.cells)

    @property
    def groups(self) -> list[tuple[Owner, list[Responsibility]]]:
        by_owner = [(owner, [cell for cell in self.cells if cell.ownership.answer == owner]) for owner in ORDER]
        return [(owner, cells) for owner, cells in by_owner if cells]

    @cached_property
    def band(self) -> Band:
        return band_of(self.layer, list(self.facts.services.values()), self.facts)

    @property
    def hybrid(self) -> list[Service]:
        return [
            service
            for service in self.facts.services.values()
            if service.is_hybrid
            and self.band != Band.MOVES
            and self.facts.cells[service.slug, self.layer.slug].ownership.answer not in (self.band, "not_applicable")
        ]

    @cached_property
    def types(self) -> list[LayerOfType]:
        cells = [cell for cell in self.cells if cell.ownership != Owner.NOT_APPLICABLE]
        of_type = [
            LayerOfType(kind, [cell for cell in cells if cell.service.service_type_id == kind.pk])
            for kind in self.facts.types.values()
        ]
        return [each for each in of_type if each.cells]

    @property
    def rules(self) -> list[RuleOfLayer]:
        own = [found for found in holding(self.facts).values() if found.rule.layer_id == self.layer.pk]
        narrower = {found.rule.service_type_id for found in own}
        return [
            RuleOfLayer(
                found,
                [other.rule for other in own if other.rule.service_type_id and other.rule.owner != found.rule.owner]
                if found.rule.service_type_id is None
                else [],
                [
                    cell
                    for cell in found.exceptions
                    if found.rule.service_type_id or cell.service.service_type_id not in narrower
                ],
            )
            for found in own
        ]

    @property
    def without_rule(self) -> list[ServiceType]:
        """The kinds of service that have the layer, but no rule there."""
        slugs = {found.over.rule.service_type_id for found in self.rules}
        return [] if None in slugs else [each.kind for each in self.types if each.kind.pk not in slugs]

    @property
    def moves(self) -> list[tuple[Twins, Responsibility, Responsibility]]:
        return [
            (pair, self.facts.cells[pair.a.slug, self.layer.slug], self.facts.cells[pair.b.slug, self.layer.slug])
            for pair in twins(self.facts)
            if self.layer in pair.differing
        ]

    @property
    def controls(self) -> list[Control]:
        return controls_of(self.layer, self.facts)

    @property
    def traps(self) -> list[tuple[Scenario, Responsibility | None, Owner | None]]:
        return [
            (scenario, cell, self.facts.owner_of(scenario))
            for scenario in self.facts.scenarios.values()
            if ((cell := self.facts.cell_of(scenario)) and cell.layer == self.layer)
            or scenario.layer_id == self.layer.pk
        ]


def layers_by_band(facts: Facts) -> list[tuple[Band, list[LayerAcrossServices]]]:
    rows = [LayerAcrossServices(facts, layer) for layer in facts.layers.values()]
    by_band = [(band, [row for row in rows if row.band == band]) for band in Band]
    return [(band, rows) for band, rows in by_band if rows]
