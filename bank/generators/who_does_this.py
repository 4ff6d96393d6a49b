"""Who does this task on this service? And of whole layers: do both sides have tasks there?"""

from collections.abc import Iterator

from bank.generators.columns import columns, evened_out
from bank.generators.draft import DerivedQuestion, asked_about, opposite, picked, ranked
from bank.generators.owners import AWS, BOTH, CUSTOMER, ROLES, SKILLS, owner_options
from bank.generators.reasons import NothingLeft, Reasons
from bank.generators.wording import at, brief, full, has_to, layer_of, lowered, on, who
from bank.models import Form, Needs
from matrix.facts import Facts
from matrix.models import Duty, Owner, Responsibility, Side

NAME = "who-does-this"
OF_TASKS = (
    "{on} {service}, who has to {task}?",
    "Your team starts to use {service}. Who has to {task}?",
    "A team works with {service}. {situation} {question}",
    "{situation} Your team uses {service}. {question}",
    "A team is going to use {service}. Who will have to {task}?",
)
OF_LAYERS = (
    "{on} {service}, who has tasks in {layer}?",
    "Your team starts to use {service}. Who has tasks in {layer}?",
)
# Layers that both sides have tasks in on some services, and one side alone on others.
DIVIDED = (
    "encryption-at-rest",
    "encryption-in-transit",
    "availability-scaling",
    "platform-software",
)
PER_LAYER = {Owner.AWS: 2, Owner.CUSTOMER: 4, Owner.SHARED: 5}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for column in columns(facts).values():
        task = column.task
        slots = {"task": lowered(task.phrase), "situation": task.situation, "question": task.question}
        for duty in evened_out(column, NAME, extra=0):
            pattern = picked(OF_TASKS, NAME, duty.path)
            yield from of_task(NAME, duty, pattern, slots, column.rule_for(duty.cell.service))
    for layer in DIVIDED:
        cells = [cell for service in facts.services if asked_about(cell := facts.cells[service, layer])]
        plain = {owner: [cell for cell in cells if _is_plain(cell, owner)] for owner in ROLES}
        for owner, own in plain.items():
            for cell in ranked(own, lambda cell: cell.path, NAME)[: PER_LAYER[owner]]:
                yield from of_layer(NAME, cell, owner)


def _is_plain(cell: Responsibility, owner: Owner) -> bool:
    """Return whether nobody could argue for another owner: both sides have tasks where it is shared, one elsewhere."""
    both = bool(cell.aws_duties and cell.customer_duties)
    return cell.ownership.answer == owner and both == (owner == Owner.SHARED)


def of_task(
    name: str, duty: Duty, pattern: str, slots: dict[str, str], evidence: tuple[Needs, str], sentences: int = 1
) -> Iterator[DerivedQuestion]:
    """The question who does a task; the key's reason has so many `sentences` of the duty's."""
    owner, service = Owner(duty.owner), duty.cell.service
    reasons = Reasons()
    try:
        told = {
            ROLES[owner]: reasons.of(duty, sentences),
            ROLES[Owner(opposite(owner))]: reasons.of(duty),
            BOTH: only_one(duty, reasons),
        }
    except NothingLeft:
        return
    needs, rule = evidence
    yield DerivedQuestion(
        generator=name,
        parameters={"duty": duty.path},
        skill=SKILLS[owner],
        pattern=pattern,
        slots={"on": on(service), "at": at(service), "service": brief(service), **slots},
        cells=[duty.cell],
        choices=owner_options(ROLES[owner], told, {"duty": duty.path}, duty.cell),
        form=Form.OWNER,
        needs=needs,
        rule=rule,
    )


# Why customers have no part in a layer that is AWS's.
CLOSED = {
    "encryption-at-rest": "{service} has no encryption setting that customers could change.",
    "encryption-in-transit": "Customers of {service} can't change how its endpoints encrypt traffic.",
    "platform-software": "Customers have no access to the software that runs {service}.",
    "guest-os": "Customers have no access to the operating system under {service}.",
    "virtualization": "Customers have no access to the servers and hypervisors under {service}.",
    "hardware-network": "Customers have no access to the servers, disks and cables under {service}.",
    "physical-facilities": "Customers can't enter the data centers where {service} runs.",
}


def only_one(duty: Duty, reasons: Reasons) -> str:
    """Why one task is not for both: the other side has another task beside it, or none. Raises NothingLeft."""
    others = ranked(duty.cell.duties_of(opposite(duty.owner)), lambda each: each.path, NAME, duty.path)
    service = full(duty.cell.service)
    if others:
        whose = "the customer has" if others[0].owner == Side.CUSTOMER else "AWS has"
        place = on(duty.cell.service).capitalize()
        return reasons.say(f"{place} {service}, {whose} a different task: to {lowered(others[0].task)}.")
    if duty.owner == Side.AWS:
        closed = CLOSED.get(duty.cell.layer.slug, "{service} leaves customers nothing to set for {layer}.")
        return reasons.say(closed.format(service=service, layer=layer_of(duty.cell)))
    try:
        return reasons.of(duty.cell)
    except NothingLeft:
        return reasons.say(f"AWS runs {service} and doesn't look into what you put on it.")


def of_layer(name: str, cell: Responsibility, owner: Owner, rule: str = "") -> Iterator[DerivedQuestion]:
    """The question who is responsible for a whole layer; `rule` is what answers it without the service's own fact."""
    reasons = Reasons()
    try:
        told = {ROLES[owner]: reasons.of(cell)}
        if owner == Owner.SHARED:
            told |= missing_halves(cell, reasons)
        else:
            duty = next(iter(cell.duties.all()))
            told[ROLES[Owner(opposite(owner))]] = reasons.of(duty)
            told[BOTH] = only_one(duty, reasons)
    except NothingLeft:
        return
    yield DerivedQuestion(
        generator=name,
        parameters={"cell": cell.path},
        skill=SKILLS[owner],
        pattern=picked(OF_LAYERS, NAME, cell.path),
        slots={"on": on(cell.service), "service": brief(cell.service), "layer": layer_of(cell)},
        cells=[cell],
        choices=owner_options(ROLES[owner], told, {"cell": cell.path}, cell),
        form=Form.OWNER,
        needs=Needs.RULE if rule else Needs.FACT,
        rule=rule,
    )


def missing_halves(cell: Responsibility, reasons: Reasons) -> dict[str, str]:
    """For each owner of a shared layer alone: a task of the other side. Raises NothingLeft."""
    aws, yours = (ranked(cell.duties_of(side), lambda duty: duty.path, NAME, cell.path)[0] for side in Side)
    return {AWS: reasons.say(_task_of(yours)), CUSTOMER: reasons.say(_task_of(aws))}


def _task_of(duty: Duty) -> str:
    side = who(duty.owner)
    return f"{side[0].upper()}{side[1:]} {has_to(duty.owner)} {lowered(duty.task)}."
