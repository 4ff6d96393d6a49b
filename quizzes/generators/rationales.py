"""Why an option is right or wrong, put together from a cell's reason and its duties."""

from matrix.facts import Facts
from matrix.models import Duty, Owner, Responsibility, Side
from quizzes.generators.draft import asked_about, fingerprint, opposite, picked, ranked
from quizzes.generators.wording import (
    On,
    brief,
    has_to,
    infinitive,
    is_stock,
    is_vendors,
    joined,
    layer_of,
    on,
    sentences,
    who,
)

STATES: dict[Side, tuple[str, ...]] = {
    Side.AWS: ("{On}, AWS has to {task}.", "{On}, it is AWS that has to {task}.", "{On}, it falls to AWS to {task}."),
    Side.CUSTOMER: (
        "{On}, you have to {task}.",
        "{On}, it is up to you to {task}.",
        "{On}, it falls to you to {task}.",
    ),
}
CORRECTS: dict[Side, tuple[str, ...]] = {
    Side.AWS: (
        "You can leave this one to AWS: {on}, it has to {task}.",
        "This is taken off your hands: {on}, AWS has to {task}.",
        "This is not on your list: {on}, it falls to AWS to {task}.",
        "A customer could not do this: {on}, it is AWS that has to {task}.",
    ),
    Side.CUSTOMER: (
        "AWS leaves this to you: {on}, it is up to you to {task}.",
        "Nobody does this for you: {on}, you have to {task}.",
        "AWS does not take this over: {on}, you have to {task}.",
        "This waits for you: {on}, it falls to you to {task}.",
    ),
}
# Where a customer could not act even if it wanted to.
OUT_OF_REACH = {"platform-software", "guest-os", "virtualization", "hardware-network", "physical-facilities"}
# Layers that the same kind of work makes yours on one service and AWS's on another.
MOVING = {"platform-software", "guest-os", "backup-recovery", "availability-scaling"}
WELL_KNOWN = ("ec2", "rds", "lambda", "s3")


def states(duty: Duty, *seed: object) -> str:
    """Who does it, as plain fact."""
    return picked(STATES[Side(duty.owner)], duty.path, *seed).format(On=On(duty.cell.service), task=infinitive(duty))


def corrects(duty: Duty, *seed: object) -> str:
    """Who does it, to somebody who thought otherwise."""
    leads = CORRECTS[Side(duty.owner)]
    if duty.owner == Side.AWS and not out_of_reach(duty.cell):
        leads = leads[:-1]
    place = f"{on(duty.cell.service)} {brief(duty.cell.service)}"
    return picked(leads, duty.path, *seed).format(on=place, task=infinitive(duty))


def out_of_reach(cell: Responsibility) -> bool:
    return cell.layer.slug in OUT_OF_REACH and not cell.customer_duties


def reason(cell: Responsibility, most: int = 2) -> str:
    """The cell's own reason, as many whole sentences as fit into an explanation."""
    first, *rest = sentences(cell.rationale)
    return joined(first, *(rest[: most - 1] if len(first) < 130 else []))


def counterpart(duty: Duty, *seed: object) -> Duty | None:
    """A task of the other side in the same cell that says something about the line between them."""
    others = [other for other in duty.cell.duties_of(opposite(duty.owner)) if not is_vendors(other)]
    telling = [other for other in others if not is_stock(other)] or others
    return ranked(telling, lambda other: other.path, duty.path, *seed)[0] if telling else None


def part_of(duty: Duty) -> str:
    """The task as its side's part of the layer: "Your part of backup and recovery is to test restores."."""
    whose = "AWS's" if duty.owner == Side.AWS else "your"
    layer = layer_of(duty.cell)
    of = "" if layer in duty.task.lower() else f" of {layer}"
    of += f" {on(duty.cell.service)} {brief(duty.cell.service)}" if is_stock(duty) else ""
    return f"{whose} part{of} is to {infinitive(duty)}"


def capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def because(duty: Duty, *seed: object) -> str:
    """What makes the duty its owner's: the reason of the cell, or the line inside a divided one."""
    other = counterpart(duty, *seed)
    fits = duty.cell.ownership.answer in (duty.owner, Owner.SHARED)
    return reason(duty.cell) if fits or other is None else capital(part_of(other))


def why_right(duty: Duty, *seed: object) -> str:
    return joined(states(duty, *seed), because(duty, *seed))


def why_wrong(duty: Duty, *seed: object) -> str:
    """To somebody who gave the duty to the other side."""
    other = counterpart(duty, *seed)
    return joined(corrects(duty, *seed), capital(part_of(other)) if other else reason(duty.cell, most=1))


def elsewhere(duty: Duty, facts: Facts) -> Duty | None:
    """A task of the other side in the same layer of a service where the layer is that side's, the nearest service."""
    layer, service = duty.cell.layer.slug, duty.cell.service
    if layer not in MOVING:
        return None
    side = opposite(duty.owner)
    near = [
        cell
        for other in facts.services.values()
        if other != service
        and (cell := facts.cells[other.slug, layer]).ownership.answer == side
        and asked_about(cell)
        and any(not is_vendors(task) for task in cell.duties_of(side))
        and (other.category == service.category or other.exam_scope == "core")
    ]
    if not near:
        return None

    def distance(cell: Responsibility) -> tuple[bool, bool, int]:
        known = cell.service.slug in WELL_KNOWN
        return cell.service.category != service.category, not known, fingerprint(duty.path, cell.path)

    return next(task for task in min(near, key=distance).duties_of(side) if not is_vendors(task))


def wrong_owner(duty: Duty, facts: Facts) -> tuple[str, Duty | None]:
    """To somebody who named the other side as the owner; the second is the task elsewhere that it speaks of."""
    wrong = opposite(duty.owner)
    other = counterpart(duty)
    contrast = elsewhere(duty, facts)
    here = brief(duty.cell.service)
    if contrast and (other is None or fingerprint("contrast", duty.path) % 2):
        there = brief(contrast.cell.service)
        told = f"You may be thinking of {there}, where {who(wrong)} {has_to(wrong)} {infinitive(contrast)}."
        return joined(told, corrects(duty, "contrast")), contrast
    if other:
        return joined(capital(part_of(other)), corrects(duty, "part")), None
    if wrong == Side.AWS:
        return joined(f"AWS runs {here}, but it will not {infinitive(duty)} for you.", reason(duty.cell, most=1)), None
    return joined(nobody_else(duty), reason(duty.cell, most=1)), None


def nobody_else(duty: Duty) -> str:
    """That a task of AWS's cannot be the customer's."""
    if not out_of_reach(duty.cell):
        return corrects(duty, "nobody else")
    place = f"{on(duty.cell.service)} {brief(duty.cell.service)}"
    return f"This lies out of your reach: {place}, no customer can {infinitive(duty)}."
