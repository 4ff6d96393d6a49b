"""Tasks in layers that have one owner on every service: the rule of the layer answers them.

They say nothing about the service, so a few services are enough for each layer.
"""

from collections.abc import Iterator

from bank.generators.columns import is_core
from bank.generators.draft import DerivedQuestion, asked_about, opposite, picked, ranked
from bank.generators.owners import BOTH, ROLES, SKILLS, owner_options
from bank.generators.reasons import NothingLeft, Reasons
from bank.generators.who_does_this import only_one
from bank.generators.wording import full, is_vendors, lowered, on
from bank.models import Form, Needs
from matrix.facts import Facts
from matrix.models import Duty, Layer, Owner

NAME = "layer-rules"
WORDINGS = (
    "{on} {service}, who has to {task}?",
    "Your team starts to use {service}. Who has to {task}?",
    "An audit of {service} asks who has to {task}. Who is it?",
)
PER_LAYER = 12


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for layer in facts.layers.values():
        owner = facts.owner_over(layer, [each for each in facts.services.values() if not each.is_hybrid])
        if owner in (Owner.AWS, Owner.CUSTOMER):
            for duty in _telling(layer, owner, facts)[:PER_LAYER]:
                yield from _draft(duty, layer)


def _telling(layer: Layer, owner: Owner, facts: Facts) -> list[Duty]:
    """One task per service, core services first, and none in the same words as another one."""
    found: dict[str, Duty] = {}
    services = [each for each in facts.services.values() if not each.is_hybrid]
    for service in sorted(ranked(services, lambda each: each.slug, NAME, layer.slug), key=lambda each: not is_core(each)):
        cell = facts.cells[service.slug, layer.slug]
        own = [duty for duty in cell.duties_of(owner) if not is_vendors(duty) and duty.task not in found]
        if asked_about(cell) and own:
            found[own[0].task] = own[0]
    return list(found.values())


def _draft(duty: Duty, layer: Layer) -> Iterator[DerivedQuestion]:
    owner, service = Owner(duty.owner), duty.cell.service
    reasons = Reasons()
    try:
        told = {
            ROLES[owner]: reasons.of(duty, 1),
            ROLES[Owner(opposite(owner))]: reasons.of(duty.cell),
            BOTH: only_one(duty, reasons),
        }
    except NothingLeft:
        return
    yield DerivedQuestion(
        generator=NAME,
        parameters={"duty": duty.path},
        skill=SKILLS[owner],
        pattern=picked(WORDINGS, NAME, duty.path),
        slots={"on": on(service), "service": full(service), "task": lowered(duty.task)},
        cells=[duty.cell],
        choices=owner_options(ROLES[owner], told, {"duty": duty.path}, duty.cell),
        form=Form.OWNER,
        needs=Needs.RULE,
        rule=layer.slug,
    )
