"""The facts of the content files as a simulation sees them.

Facts are numbered: cells first, then rules, then controls.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[2] / "fixtures"
FEWEST_ROWS = 3


@dataclass(frozen=True)
class Fact:
    """`rules` are the numbers of those that cover a cell, the layer's first; `conforms` says of each if it holds.

    `layer` is empty for a control, `service` for a control or a rule, `kind` for the rule of a layer.
    """

    number: int
    key: str
    owner: str
    layer: str = ""
    service: str = ""
    kind: str = ""
    core: str = ""  # core, further or beyond, for a cell
    rules: tuple[int, ...] = ()
    conforms: tuple[bool, ...] = ()

    @property
    def is_cell(self) -> bool:
        return bool(self.service)


@dataclass(frozen=True)
class World:
    """`stacks` have the cells of which a question of several rows can be made, by service and by common task."""

    facts: tuple[Fact, ...]
    services: tuple[str, ...]
    stacks: dict[str, tuple[int, ...]]

    @cached_property
    def cells(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.is_cell)

    @cached_property
    def conforming(self) -> dict[int, tuple[int, ...]]:
        """The cells for which a rule holds, by the number of the rule."""
        found = defaultdict(list)
        for cell in self.cells:
            for rule, holds in zip(cell.rules, cell.conforms, strict=True):
                if holds:
                    found[rule].append(cell.number)
        return {rule: tuple(numbers) for rule, numbers in found.items()}


@cache
def world() -> World:
    services = {service["slug"]: service for service in _read("services.json")}
    told = {
        f"{slug}/{layer}": cell
        for slug in services
        for layer, cell in _read(f"responsibilities/{slug}.json")["cells"].items()
        if cell["owner"] != "not_applicable" and cell["confidence"] != "low"
    }
    rules = {
        f"{rule['kind']}/{rule['layer']}" if rule["kind"] else rule["layer"]: rule for rule in _read("rules.json")
    }
    numbers = {slug: len(told) + place for place, slug in enumerate(rules)}
    facts: list[Fact] = []
    for path, cell in told.items():
        service, layer = path.split("/")
        kind, owner = services[service]["service_type"], _answer(cell["owner"])
        covering = [slug for slug in (layer, f"{kind}/{layer}") if slug in rules]
        facts.append(
            Fact(
                len(facts),
                path,
                owner,
                layer,
                service,
                kind,
                services[service]["exam_weight"],
                tuple(numbers[slug] for slug in covering),
                tuple(rules[slug]["owner"] == owner for slug in covering),
            )
        )
    for slug, rule in rules.items():
        facts.append(Fact(len(facts), slug, rule["owner"], rule["layer"], kind=rule["kind"] or ""))
    for control in _read("controls.json"):
        owner = {"inherited": "aws", "customer-specific": "customer"}.get(control["kind"], control["kind"])
        facts.append(Fact(len(facts), f"control/{control['slug']}", owner))
    return World(tuple(facts), tuple(services), _stacks(told, services))


def _stacks(told: dict[str, Any], services: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    """Rows are common tasks, and only those that are done by AWS on some services and by the customer on others."""
    owners, rows = defaultdict(set), defaultdict(list)
    for number, (path, cell) in enumerate(told.items()):
        service = path.split("/")[0]
        for duty in cell["duties"]:
            if duty.get("common_task") and services[service]["service_type"] != "hybrid":
                owners[duty["common_task"]].add(duty["owner"])
                rows[duty["common_task"]].append((service, number))
    stacks: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for task, cells in rows.items():
        for service, number in cells if len(owners[task]) > 1 else ():
            stacks[f"service/{service}"][number] = None
            stacks[f"task/{task}"][number] = None
    return {key: tuple(cells) for key, cells in stacks.items() if len(cells) >= FEWEST_ROWS}


def _answer(owner: str) -> str:
    return "aws" if owner == "inherited" else owner


def _read(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text())
