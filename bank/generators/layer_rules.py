"""Tasks in layers that have one owner on every service: the rule of the layer answers them.

They say nothing about the service, so a few services are enough for each layer.
"""

from collections.abc import Iterator

from bank.generators.columns import tier
from bank.generators.draft import DerivedQuestion, asked_about, picked, ranked
from bank.generators.who_does_this import of_pair, of_task, pair_of
from bank.generators.wording import is_vendors, lowered
from bank.models import Needs
from matrix.facts import Facts
from matrix.learnable.rules import holding
from matrix.models import Duty, Layer, Owner

NAME = "layer-rules"
WORDINGS = (
    "Your team uses {service}. Who has to {task}?",
    "A company relies on {service}. Who has to {task}?",
    "Your company uses {service}. Who has to {task}?",
)
RULE_HOLDS = 0.9
PER_LAYER = {Owner.AWS: 20, Owner.CUSTOMER: 14, Owner.SHARED: 18}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for layer in facts.layers.values():
        owner = rule_of(layer, facts)
        if owner == Owner.SHARED:
            services = sorted(facts.services.values(), key=tier)
            cells = [facts.cells[service.slug, layer.slug] for service in services]
            shared = [cell for cell in cells if cell.owner == owner and asked_about(cell)]
            pairs = [pair for cell in shared if (pair := pair_of(cell, owner))]
            for pair in pairs[: PER_LAYER[owner]]:
                yield from of_pair(NAME, pair, owner, rule=layer.slug)
        elif owner in PER_LAYER:
            for duty in _telling(layer, owner, facts)[: PER_LAYER[owner]]:
                pattern, slots = picked(WORDINGS, NAME, duty.path), {"task": lowered(duty.task)}
                yield from of_task(NAME, duty, pattern, slots, (Needs.RULE, layer.slug), sentences=2)


def rule_of(layer: Layer, facts: Facts) -> Owner | None:
    """Return the owner by the rule of the layer, if nearly all services do, those at your own site aside."""
    if not (found := holding(facts).get(layer.slug)):
        return None
    elsewhere = [cell for cell in found.cells if not cell.service.is_hybrid]
    following = [cell for cell in found.conforming if not cell.service.is_hybrid]
    return found.rule.ownership if len(following) >= RULE_HOLDS * len(elsewhere) else None


def _telling(layer: Layer, owner: Owner, facts: Facts) -> list[Duty]:
    """One task per service, core services first, and few in the same words."""
    found: list[Duty] = []
    services = [service for service in facts.services.values() if not service.is_hybrid]
    for service in sorted(ranked(services, lambda each: each.slug, NAME, layer.slug), key=tier):
        cell = facts.cells[service.slug, layer.slug]
        own = [duty for duty in cell.duties_of(owner) if not is_vendors(duty)]
        if not asked_about(cell) or cell.ownership.answer != owner:
            continue
        for duty in ranked(own, lambda each: each.path, NAME)[:1]:
            if [other.task for other in found].count(duty.task) < 5:
                found.append(duty)
    return found
