"""The cheat sheet: one printed page, read from the facts."""

from dataclasses import dataclass
from functools import cached_property

from matrix.control_layers import by_kind
from matrix.facts import Facts
from matrix.grid import Grid, band_of, make_grid, most_yours_first
from matrix.models import Control, ControlKind, Layer, Owner, Responsibility, Scenario, ServiceType

# More would need a second page; a test prints it.
MOST_TRAPS = 10
MOST_SERVICES = 8
# What the exam asks most about, though the owner is the same in every service: a public bucket, root, IAM.
ASKED_MOST = ("s3-bucket-public", "root-without-mfa", "iam-service-down")

type Trap = tuple[Scenario, Owner, Responsibility]


@dataclass(frozen=True)
class CheatSheet:
    facts: Facts

    @cached_property
    def grid(self) -> Grid:
        opening = [service for service in self.facts.services.values() if service.opening]
        chosen = most_yours_first(opening or list(self.facts.services.values()), self.facts)
        return make_grid(chosen[:MOST_SERVICES], self.facts)

    @property
    def span(self) -> int:
        return len(self.grid.services) + 1

    @property
    def types(self) -> list[ServiceType]:
        return list(self.facts.types.values())

    @property
    def kinds(self) -> list[tuple[ControlKind, list[Control]]]:
        return by_kind(self.facts)

    @property
    def named_shared(self) -> list[Control]:
        shared = [control for control in self.facts.controls.values() if control.kind == ControlKind.SHARED]
        return [control for control in shared if control.official_example]

    @property
    def traps(self) -> list[Trap]:
        asked_most: list[Trap] = []
        by_service: dict[str, list[Trap]] = {service.slug: [] for service in self.grid.services}
        for scenario in self.facts.scenarios.values():
            cell = self.facts.cell_of(scenario)
            owner = self.facts.owner_of(scenario)
            if not cell or not owner:
                continue
            if scenario.slug in ASKED_MOST:
                asked_most.append((scenario, owner, cell))
            elif cell.service.slug in by_service and self._moves(cell.layer):
                by_service[cell.service.slug].append((scenario, owner, cell))
        rounds = max(map(len, by_service.values()), default=0)
        in_turn = [traps[turn] for turn in range(rounds) for traps in by_service.values() if turn < len(traps)]
        return [*asked_most, *in_turn][:MOST_TRAPS]

    def _moves(self, layer: Layer) -> bool:
        return band_of(layer, self.grid.services, self.facts) == "moves"
