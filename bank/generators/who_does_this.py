"""Who does this task, or these two? One task has exactly one owner; two may have two, and then "both" is right."""

from collections.abc import Iterator

from bank.generators import owners
from bank.generators.draft import (
    DerivedOption,
    DerivedQuestion,
    asked_about,
    claims,
    duty_path,
    fingerprint,
    picked,
    ranked,
)
from bank.generators.misconceptions import TOOL_AS_OWNER, taking_aws_part, taking_customer_part
from bank.generators.pairs import pairs
from bank.generators.rationales import undivided, why_right, wrong_owner
from bank.generators.wording import at, brief, full, has_to, infinitive, is_vendors, layer_of, on, who
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Responsibility, Side

NAME = "who-does-this"
WORDINGS = (
    "{on} {service}, who has to {task}?",
    "{on} {service}, somebody has to {task}. Who is it?",
    "A team works out who does what {at} {service}. Whose job is it to {task}?",
    "In a review of {service}, one line reads “{Task}”. Whose name belongs beside it?",
    "{on} {service}, who is expected to {task}?",
    "A checklist for {service} says “{Task}”. Who carries this out?",
    "{on} {service}, whose task is it to {task}?",
    "Your company starts to use {service}. Who has this task: “{Task}”?",
)
# The same everywhere: a question on a third of the services is plenty.
BELOW = {"virtualization", "hardware-network", "physical-facilities"}
# The control that could be mistaken for the task; patches count only where the task is one.
CONTROLS = {
    "network-config": "configuration-management",
    "backup-recovery": "contingency-planning",
    "identity-access": "logical-access",
}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for cell in facts.cells.values():
        if asked_about(cell) and _takes_part(cell):
            telling = [duty for duty in cell.duties.all() if not is_vendors(duty)]
            for duty in ranked(telling, duty_path, NAME)[:1]:
                yield draft(duty, facts)
    yield from pairs(NAME, facts)


def _takes_part(cell: Responsibility) -> bool:
    share = fingerprint(NAME, cell.path)
    if cell.layer.slug in BELOW:
        return share % 5 == 0
    return share % 10 < (7 if cell.service.exam_scope == "core" else 3)


def draft(duty: Duty, facts: Facts) -> DerivedQuestion:
    cell = duty.cell
    told, contrast = wrong_owner(duty, facts)
    tool = owners.tool_for(cell.layer.slug, duty.path)
    texts = owners.worded(cell.service, tool, NAME, duty.path)
    side = who(duty.owner)
    place = f"{on(cell.service)} {brief(cell.service)}"
    alone = f"{place}, {side} alone {has_to(duty.owner)} {infinitive(duty)}"
    taken_for = "patch-management" if "patch" in duty.task.lower() else CONTROLS.get(cell.layer.slug, "")
    control = facts.controls.get(taken_for)
    divided = (
        f"“{control.name}” is shared as a control, but a single task of it is not: {alone}."
        if control
        else f"{undivided(duty)}: {alone}."
    )
    rationales = {
        owners.AWS: why_right(duty) if duty.owner == Side.AWS else told,
        owners.CUSTOMER: why_right(duty) if duty.owner == Side.CUSTOMER else told,
        owners.BOTH: divided,
        owners.TOOL: owners.why_no_tool(
            tool, layer_of(cell), f"{place}, {side} still {has_to(duty.owner)} {infinitive(duty)}.", duty.path
        ),
    }
    misconceptions = {
        owners.AWS: taking_customer_part(cell),
        owners.CUSTOMER: taking_aws_part(cell),
        owners.BOTH: "control-taken-for-task",
        owners.TOOL: TOOL_AS_OWNER,
    }
    return DerivedQuestion(
        generator=NAME,
        parameters={"duty": duty.path},
        skill=Skill.AWS if duty.owner == Side.AWS else Skill.CUSTOMER,
        pattern=picked(WORDINGS, NAME, duty.path),
        slots={
            "on": on(cell.service),
            "at": at(cell.service),
            "service": full(cell.service),
            "task": infinitive(duty),
            "Task": duty.task,
        },
        cells=[cell, contrast.cell] if contrast else [cell],
        choices=[
            DerivedOption(
                key=role,
                text=texts[role],
                rationale=rationales[role],
                is_key=role == duty.owner,
                misconception="" if role == duty.owner else misconceptions[role],
                claims=(claims(duty, owners.OWNER[role]),) if role in owners.OWNER else (),
            )
            for role in owners.ROLES
        ],
    )
