"""Tasks in layers that have one owner on every service: the rule of the layer answers them.

They say nothing about the service, so a few services are enough for each layer.
"""

from collections.abc import Iterator

from bank.generators.columns import is_core
from bank.generators.draft import DerivedQuestion, asked_about, opposite, picked, ranked
from bank.generators.owners import BOTH, ROLES, SKILLS, owner_options
from bank.generators.reasons import NothingLeft, Reasons
from bank.generators.who_does_this import of_layer, only_one
from bank.generators.wording import at, full, is_vendors, lowered
from bank.models import Form, Needs
from matrix.facts import Facts
from matrix.models import Duty, Layer, Owner, Side

NAME = "layer-rules"
WORDINGS = (
    "Who has to {task} {at} {service}?",
    "A company relies on {service}. Who has to {task}?",
    "An audit of {service} asks who has to {task}. Who is it?",
)
RULE_HOLDS = 0.9
PER_LAYER = {Owner.AWS: 12, Owner.CUSTOMER: 9, Owner.SHARED: 14}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for layer in facts.layers.values():
        owner = rule_of(layer, facts)
        if owner == Owner.SHARED:
            services = sorted(facts.services.values(), key=lambda service: not is_core(service))
            cells = [facts.cells[service.slug, layer.slug] for service in services]
            for cell in [cell for cell in cells if cell.owner == owner and asked_about(cell)][: PER_LAYER[owner]]:
                yield from of_layer(NAME, cell, owner, rule=layer.slug)
        elif owner in PER_LAYER:
            for duty in _telling(layer, owner, facts)[: PER_LAYER[owner]]:
                yield from _draft(duty, layer)


def rule_of(layer: Layer, facts: Facts) -> Owner | None:
    """Return the owner of the layer on nearly every service that does not stand at the customer's site."""
    owners = [
        facts.cells[service.slug, layer.slug].ownership.answer
        for service in facts.services.values()
        if not service.is_hybrid
    ]
    known = [owner for owner in owners if owner != Owner.NOT_APPLICABLE]
    return next((owner for owner in PER_LAYER if known.count(owner) >= RULE_HOLDS * len(known)), None)


def _telling(layer: Layer, owner: Owner, facts: Facts) -> list[Duty]:
    """One task per service, core services first, and few in the same words."""
    found: list[Duty] = []
    services = [service for service in facts.services.values() if not service.is_hybrid]
    for service in sorted(
        ranked(services, lambda each: each.slug, NAME, layer.slug), key=lambda each: not is_core(each)
    ):
        cell = facts.cells[service.slug, layer.slug]
        own = [duty for duty in cell.duties_of(owner) if not is_vendors(duty)]
        if not asked_about(cell) or cell.ownership.answer != owner:
            continue
        for duty in ranked(own, lambda each: each.path, NAME)[:1]:
            if [other.task for other in found].count(duty.task) < 5:
                found.append(duty)
    return found


def _draft(duty: Duty, layer: Layer) -> Iterator[DerivedQuestion]:
    owner, service = Owner(duty.owner), duty.cell.service
    reasons = Reasons()
    try:
        told = {
            ROLES[owner]: reasons.of(duty),
            ROLES[Owner(opposite(owner))]: _why_not_other(duty, reasons),
            BOTH: only_one(duty, reasons),
        }
    except NothingLeft:
        return
    yield DerivedQuestion(
        generator=NAME,
        parameters={"duty": duty.path},
        skill=SKILLS[owner],
        pattern=picked(WORDINGS, NAME, duty.path),
        slots={"at": at(service), "service": full(service), "task": lowered(duty.task)},
        cells=[duty.cell],
        choices=owner_options(ROLES[owner], told, {"duty": duty.path}, duty.cell),
        form=Form.OWNER,
        needs=Needs.RULE,
        rule=layer.slug,
    )


def _why_not_other(duty: Duty, reasons: Reasons) -> str:
    try:
        return reasons.of(duty.cell)
    except NothingLeft:
        service = full(duty.cell.service)
        if duty.owner == Side.AWS:
            return reasons.say(f"Customers of {service} have no access to this layer.")
        return reasons.say(f"AWS neither reads your data nor changes your settings on {service}.")
