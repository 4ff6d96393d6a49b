"""The facts of the content files as a simulation sees them, and what four kinds of exam ask of them.

Facts are numbered: cells first, then the rules of layers, the rules of a kind of service and a layer, and controls.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

FIXTURES = Path(__file__).parents[2] / "fixtures"
SIDES = {"aws": {"aws"}, "inherited": {"aws"}, "customer": {"customer"}, "shared": {"aws", "customer"}}
TIERS = {"core": 3.0, "further": 1.0, "beyond": 0.25}
EXAMS = ("equal", "tiers", "zipf", "content")
LEAST = 0.1  # of the mean weight: nothing is left out of an exam altogether


@dataclass(frozen=True)
class Fact:
    """`rules` are the numbers of those that cover a cell, the layer's first; `conforms` says of each if it holds."""

    number: int
    key: str
    service: int = -1
    layer: int = -1
    tier: float = 0.0
    rules: tuple[int, ...] = ()
    conforms: tuple[bool, ...] = ()

    @property
    def is_cell(self) -> bool:
        return self.service >= 0


class Cell(NamedTuple):
    service: int
    layer: int
    owner: str


@dataclass(frozen=True)
class World:
    facts: tuple[Fact, ...]
    services: tuple[str, ...]
    layers: tuple[str, ...]

    @cached_property
    def cells(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.is_cell)

    @cached_property
    def conforming(self) -> dict[int, tuple[int, ...]]:
        """The cells for which a rule holds, by the number of the rule."""
        found: dict[int, list[int]] = {}
        for cell in self.cells:
            for rule, holds in zip(cell.rules, cell.conforms, strict=True):
                if holds:
                    found.setdefault(rule, []).append(cell.number)
        return {rule: tuple(numbers) for rule, numbers in found.items()}


@cache
def world() -> World:
    services, layers = _read("services.json"), _read("layers.json")
    cells = list(_cells(services, layers))
    kinds = [service["service_type"] for service in services]
    by_layer = _rules((cell.layer, cell.owner) for cell in cells)
    by_kind = _rules(((kinds[cell.service], cell.layer), cell.owner) for cell in cells)
    rules = by_layer | by_kind
    numbers = {scope: len(cells) + place for place, scope in enumerate(rules)}
    facts: list[Fact] = []
    for cell in cells:
        scopes = (cell.layer, (kinds[cell.service], cell.layer))
        held = {numbers[scope]: rules[scope] == cell.owner for scope in scopes if scope in rules}
        service = services[cell.service]
        facts.append(
            Fact(
                len(facts),
                f"{service['slug']}/{layers[cell.layer]['slug']}",
                cell.service,
                cell.layer,
                TIERS[service["exam_weight"]],
                tuple(held),
                tuple(held.values()),
            )
        )
    for layer in by_layer:
        facts.append(Fact(len(facts), layers[layer]["slug"], layer=layer))
    for kind, layer in by_kind:
        facts.append(Fact(len(facts), f"{kind}/{layers[layer]['slug']}", layer=layer))
    for control in _read("controls.json"):
        facts.append(Fact(len(facts), f"control/{control['slug']}"))
    return World(tuple(facts), tuple(each["slug"] for each in services), tuple(each["slug"] for each in layers))


def _cells(services: Sequence[dict[str, Any]], layers: Sequence[dict[str, Any]]) -> Iterable[Cell]:
    """The cells that may be asked: certain enough, and with a task on each side that has a part."""
    for place, service in enumerate(services):
        told = _read(f"responsibilities/{service['slug']}.json")["cells"]
        for layer, each in enumerate(layers):
            cell = told[each["slug"]]
            sides = SIDES.get(cell["owner"], set())
            if sides and cell["confidence"] != "low" and sides <= {duty["owner"] for duty in cell["duties"]}:
                yield Cell(place, layer, "aws" if cell["owner"] == "inherited" else cell["owner"])


def _rules(owners: Iterable[tuple[Any, str]]) -> dict[Any, str]:
    """The owner of most of several cells of a scope."""
    counts: dict[Any, Counter[str]] = {}
    for scope, owner in owners:
        counts.setdefault(scope, Counter())[owner] += 1
    most = {scope: (count.most_common(1)[0], count.total()) for scope, count in counts.items()}
    return {scope: owner for scope, ((owner, size), total) in most.items() if size >= 2 and 2 * size > total}


def _read(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text())


# How often public questions on responsibility name a service and a layer, counted in a bank of 1,142; 48 of 86 name no
# service.
NAMED = {"ec2": 22, "rds": 12, "iam": 8, "dynamodb": 4, "vpc": 4, "s3": 3, "ebs": 3, "ecs-ec2": 3, "elasticache": 3}
MENTIONED = {"physical-facilities": 46, "hardware-network": 24, "guest-os": 48, "platform-software": 32}
MENTIONED |= {"network-config": 31, "customer-data": 24, "identity-access": 24, "application-code": 16}
UNNAMED = 48 / 86
OF_UNNAMED = {"layer": 0.6, "kind": 0.1, "control": 0.3}


@cache
def weights(exam: str) -> tuple[float, ...]:
    """The share of the exam that asks each fact. Raises KeyError for an exam that is none of EXAMS."""
    made = {"equal": _equal, "tiers": _tiers, "zipf": _zipf, "content": _content}[exam](world())
    return tuple(weight / sum(made) for weight in made)


def asked(exam: str, learner: int, seed: int) -> tuple[float, ...]:
    """What is asked in truth. Of the content's weights each is off by a factor of e to the plus or minus 0.5."""
    told = weights(exam)
    if exam != "content":
        return told
    rng = Random(f"{seed} {learner} asked")  # noqa: S311
    off = [weight * exp(rng.choice((-0.5, 0.5))) for weight in told]
    return tuple(weight / sum(off) for weight in off)


def _equal(known: World) -> list[float]:
    return [float(fact.is_cell) for fact in known.facts]


def _tiers(known: World) -> list[float]:
    return [fact.tier for fact in known.facts]


def _zipf(known: World) -> list[float]:
    return [1 / (1 + fact.service) if fact.is_cell else 0.0 for fact in known.facts]


def _content(known: World) -> list[float]:
    services = [NAMED.get(slug, 0.25) for slug in known.services]
    layers = [MENTIONED.get(slug, 8) for slug in known.layers]
    raw = []
    for fact in known.facts:
        if fact.is_cell:
            raw.append(("cell", services[fact.service] * layers[fact.layer]))
        elif fact.layer < 0:
            raw.append(("control", 1.0))
        else:
            raw.append(("kind" if "/" in fact.key else "layer", layers[fact.layer]))
    shares = {"cell": 1 - UNNAMED} | {part: UNNAMED * share for part, share in OF_UNNAMED.items()}
    totals = Counter[str]()
    for part, weight in raw:
        totals[part] += weight  # type: ignore[assignment]
    made = [shares[part] * weight / totals[part] for part, weight in raw]
    return [max(weight, LEAST / len(made)) for weight in made]
