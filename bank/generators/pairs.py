"""Two tasks of one layer at once: who does them? Here "AWS and the customer" is right as often as not."""

from collections.abc import Iterator

from bank.generators import owners
from bank.generators.draft import (
    DerivedOption,
    DerivedQuestion,
    asked_about,
    capitalized,
    claims,
    duty_path,
    fingerprint,
    picked,
    ranked,
)
from bank.generators.misconceptions import TOOL_AS_OWNER, taking_aws_part, taking_customer_part
from bank.generators.wording import at, brief, full, infinitive, is_vendors, layer_of, on
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Responsibility, Side

WORDINGS = (
    "Two tasks come up {at} {service}: to {first}, and to {second}. Who has to do them?",
    "A checklist for {service} has two lines: “{First}” and “{Second}”. Who carries them out?",
    "“{First}” and “{Second}” are two open points in a review of {service}. Who has to close them?",
)
SKILLS = {owners.AWS: Skill.AWS, owners.CUSTOMER: Skill.CUSTOMER, owners.BOTH: Skill.SHARED}
KINDS = (owners.BOTH, owners.AWS, owners.BOTH, owners.CUSTOMER)


def pairs(name: str, facts: Facts) -> Iterator[DerivedQuestion]:
    for cell in facts.cells.values():
        if asked_about(cell) and _takes_part(name, cell):
            kind = picked(KINDS, name, "pair", cell.path)
            pair = _pair(name, cell, kind)
            if pair:
                yield _draft(name, cell, kind, pair)


def _takes_part(name: str, cell: Responsibility) -> bool:
    return fingerprint(name, "takes a pair", cell.path) % 10 < (3 if cell.service.exam_scope == "core" else 1)


def _pair(name: str, cell: Responsibility, kind: str) -> list[Duty]:
    """Two tasks in an order that says nothing; none where the cell does not have them."""
    aws, yours = (
        [duty for duty in ranked(cell.duties_of(side), duty_path, name, "pair") if not is_vendors(duty)]
        for side in (Side.AWS, Side.CUSTOMER)
    )
    found = {owners.BOTH: [*aws[:1], *yours[:1]], owners.AWS: aws[:2], owners.CUSTOMER: yours[:2]}[kind]
    return ranked(found, duty_path, name, "order") if len(found) == 2 else []


def _draft(name: str, cell: Responsibility, kind: str, pair: list[Duty]) -> DerivedQuestion:
    first, second = pair
    tool = owners.tool_for(cell.layer.slug, first.path, second.path)
    texts = owners.worded(cell.service, tool, name, first.path, second.path)
    rationales = _mixed(pair, tool) if kind == owners.BOTH else _of_one_side(pair, kind, tool)
    wrong = {
        owners.AWS: taking_customer_part(cell),
        owners.CUSTOMER: taking_aws_part(cell),
        owners.BOTH: "shared-means-everything-twice",
        owners.TOOL: TOOL_AS_OWNER,
    }
    return DerivedQuestion(
        generator=name,
        parameters={"duty": first.path, "with": second.path},
        skill=SKILLS[kind],
        pattern=picked(WORDINGS, name, "pair", cell.path),
        slots={
            "at": at(cell.service),
            "service": full(cell.service),
            "first": infinitive(first),
            "second": infinitive(second),
            "First": first.task,
            "Second": second.task,
        },
        cells=[cell],
        choices=[
            DerivedOption(
                key=role,
                text=texts[role],
                rationale=rationales[role],
                is_key=role == kind,
                misconception="" if role == kind else wrong[role],
                claims=_says(role, kind, pair),
            )
            for role in owners.ROLES
        ],
    )


def _says(role: str, kind: str, pair: list[Duty]) -> tuple[dict[str, str], ...]:
    """Of each task, who does it: "both" says of a mixed pair what is so, of another that each task is shared."""
    if role == owners.TOOL:
        return ()
    if role == owners.BOTH == kind:
        return tuple(claims(duty, duty.owner) for duty in pair)
    return tuple(claims(duty, owners.OWNER[role]) for duty in pair)


def _mixed(pair: list[Duty], tool: owners.Tool) -> dict[str, str]:
    aws, yours = (infinitive(next(duty for duty in pair if duty.owner == side)) for side in (Side.AWS, Side.CUSTOMER))
    cell = pair[0].cell
    layer, place = layer_of(cell), f"{on(cell.service)} {brief(cell.service)}"
    told = f"{place}, AWS has to {aws}, and you have to {yours}"
    one_of_two = "Only one of the two belongs to"
    return {
        owners.BOTH: f"{capitalized(told)}: each side has a part in {layer}.",
        owners.AWS: f"{one_of_two} AWS's part of {layer}: {place}, it has to {aws}. It is up to you to {yours}.",
        owners.CUSTOMER: f"{one_of_two} your part of {layer}: {place}, you have to {yours}. It falls to AWS to {aws}.",
        owners.TOOL: owners.why_no_tool(tool, layer, f"{told}.", cell.path),
    }


def _of_one_side(pair: list[Duty], kind: str, tool: owners.Tool) -> dict[str, str]:
    first, second = map(infinitive, pair)
    cell = pair[0].cell
    layer, place = layer_of(cell), f"{on(cell.service)} {brief(cell.service)}"
    who, has, whose, other = (
        ("AWS", "has", "AWS's", owners.CUSTOMER) if kind == owners.AWS else ("you", "have", "your", owners.AWS)
    )
    others = "your" if kind == owners.AWS else "AWS's"
    told = f"{place}, {who} {has} to {first}, and also to {second}."
    return {
        kind: f"Both tasks belong to {whose} part of {layer}: {told}",
        other: f"Neither task belongs to {others} part of {layer}: {told}",
        owners.BOTH: f"Two tasks within {layer} may well have one owner: {told}",
        owners.TOOL: owners.why_no_tool(tool, layer, told, cell.path),
    }
