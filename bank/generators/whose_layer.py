"""Whose is a whole layer? Asked where both sides have work in it, or where all of it is one side's."""

from collections.abc import Iterator

from bank.generators import owners
from bank.generators.draft import (
    DerivedOption,
    DerivedQuestion,
    asked_about,
    capitalized,
    claims,
    fingerprint,
    picked,
    ranked,
)
from bank.generators.misconceptions import TOOL_AS_OWNER, taking_aws_part, taking_customer_part
from bank.generators.rationales import BRIEF, corrects, nobody_else, reason
from bank.generators.wording import (
    On,
    at,
    brief,
    full,
    infinitive,
    is_stock,
    is_vendors,
    joined,
    layer_of,
    on,
)
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Owner, Responsibility, Side

NAME = "whose-layer"
WORDINGS = (
    "Think of {layer} {at} {service}. Who has work to do there?",
    "{on} {service}, who takes care of {layer}?",
    "Who has to see to {layer} {at} {service}?",
    "A plan for {service} has a line for {layer}. Whose names belong on it?",
    "A team reviews {layer} {at} {service}. Who has to act there?",
    "Who is in charge of {layer} {at} {service}?",
)
SKILLS = {Owner.AWS: Skill.AWS, Owner.CUSTOMER: Skill.CUSTOMER, Owner.SHARED: Skill.SHARED}
ROLES = {Owner.AWS: owners.AWS, Owner.CUSTOMER: owners.CUSTOMER, Owner.SHARED: owners.BOTH}
SHARES = {Owner.SHARED: 7, Owner.AWS: 4, Owner.CUSTOMER: 8}  # of ten, so that no answer is the likeliest


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for cell in facts.cells.values():
        owner = cell.ownership.answer
        if asked_about(cell) and _undivided(cell, owner) and fingerprint(NAME, cell.path) % 10 < SHARES[owner]:
            yield draft(cell, owner)


def _undivided(cell: Responsibility, owner: Owner) -> bool:
    """Whether the duties leave no doubt about the owner of the whole."""
    sides = {duty.owner for duty in cell.duties.all()}
    return sides == ({Side.AWS, Side.CUSTOMER} if owner == Owner.SHARED else {owner})


def draft(cell: Responsibility, owner: Owner) -> DerivedQuestion:
    role = ROLES[owner]
    tool = owners.tool_for(cell.layer.slug, NAME, cell.path)
    texts = owners.worded(cell.service, tool, NAME, cell.path)
    rationales = _shared(cell, tool) if owner == Owner.SHARED else _undivided_rationales(cell, owner, tool)
    wrong = {
        owners.AWS: taking_customer_part(cell),
        owners.CUSTOMER: taking_aws_part(cell),
        owners.BOTH: "shared-means-everything-twice",
        owners.TOOL: TOOL_AS_OWNER,
    }
    return DerivedQuestion(
        generator=NAME,
        parameters={"cell": cell.path},
        skill=SKILLS[owner],
        pattern=picked(WORDINGS, NAME, cell.path),
        slots={"layer": layer_of(cell), "on": on(cell.service), "at": at(cell.service), "service": full(cell.service)},
        cells=[cell],
        choices=[
            DerivedOption(
                key=each,
                text=texts[each],
                rationale=rationales[each],
                is_key=each == role,
                misconception="" if each == role else wrong[each],
                claims=(claims(cell, owners.OWNER[each]),) if each in owners.OWNER else (),
            )
            for each in owners.ROLES
        ],
    )


def task_of(cell: Responsibility, side: str) -> Duty:
    duties = cell.duties_of(side)
    telling = [duty for duty in duties if not (is_vendors(duty) or is_stock(duty))] or duties
    return ranked(telling, lambda duty: duty.path, NAME)[0]


def _shared(cell: Responsibility, tool: owners.Tool) -> dict[str, str]:
    aws, yours = infinitive(task_of(cell, Side.AWS)), infinitive(task_of(cell, Side.CUSTOMER))
    place, layer = _low(On(cell.service)), layer_of(cell)
    both = f"{place}, AWS has to {aws}, and {{you}} to {yours}."
    return {
        owners.BOTH: joined(
            capitalized(both.format(you="you have")),
            reason(cell, enough=BRIEF, after=task_of(cell, Side.AWS), whole=True),
        ),
        owners.AWS: f"AWS does its part of {layer}: {place}, it has to {aws}. It is still up to you to {yours}.",
        owners.CUSTOMER: f"You are not alone with {layer} {at(cell.service)} {brief(cell.service)}: AWS has to {aws}. "
        f"What is left to you is to {yours}.",
        owners.TOOL: owners.why_no_tool(tool, layer, both.format(you="it is up to you"), cell.path),
    }


def _undivided_rationales(cell: Responsibility, owner: Owner, tool: owners.Tool) -> dict[str, str]:
    side = Side.AWS if owner == Owner.AWS else Side.CUSTOMER
    duty = task_of(cell, side)
    task = infinitive(duty)
    place = On(cell.service)
    told = reason(cell, enough=BRIEF, after=duty)
    who, has, wrong = ("AWS", "has", owners.CUSTOMER) if side == Side.AWS else ("you", "have", owners.AWS)
    return {
        ROLES[owner]: joined(f"{place}, {who} {has} to {task}.", reason(cell, after=duty)),
        wrong: joined(nobody_else(duty) if side == Side.AWS else corrects(duty, NAME), told),
        owners.BOTH: f"Both sides share other layers, but not {layer_of(cell)}: {_low(place)}, {who} alone {has} to "
        f"{task}.",
        owners.TOOL: owners.why_no_tool(tool, layer_of(cell), f"{_low(place)}, {who} {has} to {task}.", cell.path),
    }


def _low(place: str) -> str:
    return place[0].lower() + place[1:]
