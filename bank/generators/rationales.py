"""Why an option is right or wrong, put together from a cell's reason and its duties.

Options of a question take turns in the words that introduce a reason, because three that begin alike are noticed when
read aloud. A sentence of a cell that only repeats the task is left out, unless it gives a reason or the next sentence
refers to it. Write the first sentence of a cell's reason so that the second can stand alone.
"""

import re
from functools import lru_cache

from bank.generators.draft import asked_about, capitalized, fingerprint, opposite, picked, ranked
from bank.generators.wording import (
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
from bank.words import content_words
from matrix.facts import Facts
from matrix.models import Duty, Owner, Responsibility, Side

# {this} is the task as a part of its layer: "this part of backup and recovery".
STATES: dict[Side, tuple[str, ...]] = {
    Side.AWS: (
        "{On}, AWS has to {task}: {this} is its work.",
        "AWS takes care of {this}: {on}, it has to {task}.",
        "It is AWS that sees to {this}: {on}, it has to {task}.",
    ),
    Side.CUSTOMER: (
        "{On}, you have to {task}: {this} is yours.",
        "{This} is up to you: {on}, you have to {task}.",
        "{This} is your own work: {on}, you have to {task}.",
    ),
}
CORRECTS: dict[Side, tuple[str, ...]] = {
    Side.AWS: (
        "You can leave {this} to AWS: {on}, it has to {task}.",
        "{This} is taken off your hands: {on}, AWS has to {task}.",
        "{This} is not on your list: {on}, it falls to AWS to {task}.",
    ),
    Side.CUSTOMER: (
        "AWS leaves {this} to you: {on}, it is up to you to {task}.",
        "Nobody does {this} for you: {on}, you have to {task}.",
        "AWS does not do {this}: {on}, you have to {task}.",
        "{This} stays with you: {on}, it falls to you to {task}.",
    ),
}
PARTS: dict[Side, tuple[str, ...]] = {
    Side.AWS: ("AWS's own part is to {task}.", "AWS's part is to {task}.", "What AWS does is to {task}."),
    Side.CUSTOMER: ("Your own part is to {task}.", "What is left to you is to {task}.", "Your part is to {task}."),
}
# Where a customer could not act even if it wanted to.
OUT_OF_REACH = {"platform-software", "guest-os", "virtualization", "hardware-network", "physical-facilities"}
# In place of the first lead there.
BEYOND_YOU = "{This} lies out of your reach: {on}, it is AWS that has to {task}."
# Layers that the same kind of work makes yours on one service and AWS's on another.
MOVING = {"platform-software", "guest-os", "backup-recovery", "availability-scaling"}
# From so many characters on, one sentence of a reason is enough.
FULL, BRIEF = 130, 100
# "AWS runs …, but a subnet …": what follows is a sentence by itself, unless it begins with another verb.
CLAUSES = re.compile(
    r"(?P<first>(?!You)[^,]+), (?P<joint>but|and) "
    r"(?P<second>(?!only|not|then|never|neither|does|[a-z]+s (?:you|them|it|the|a)\b)[^,]+.*)"
)
# So much of a sentence in the task before it makes the sentence an echo. "AWS watches …" after "AWS has to watch …"
# is one sooner.
REPEATED, REPEATED_OF_AWS = 0.7, 0.5
GIVES_A_REASON = re.compile(r", so |\bbecause\b")
# "If that Region has a problem": such a sentence needs the one before it.
POINTS_BACK = re.compile(r"(?:\S+ ){0,6}(?:[Tt]h(?:at|is|ese|ose|ey|em)|[Ii]ts?)\b")
WELL_KNOWN = ("ec2", "rds", "lambda", "s3")


def states(duty: Duty, *seed: object, turn: int | None = None) -> str:
    """Who does it, as plain fact."""
    return _told(_in_turn(STATES[Side(duty.owner)], *seed, turn=turn), duty, *seed)


def corrects(duty: Duty, *seed: object, turn: int | None = None) -> str:
    """Who does it, to somebody who thought otherwise. Options of a question differ in `turn` and so in their lead."""
    leads = CORRECTS[Side(duty.owner)]
    if duty.owner == Side.AWS and out_of_reach(duty.cell):
        leads = (BEYOND_YOU, *leads[1:])
    return _told(_in_turn(leads, *seed, turn=turn), duty, *seed)


def _in_turn(leads: tuple[str, ...], *seed: object, turn: int | None) -> tuple[str, ...]:
    """The one lead whose turn it is; all of them where nobody takes turns."""
    return leads if turn is None else (leads[(fingerprint("lead", *seed) + turn) % len(leads)],)


def corrects_briefly(duty: Duty) -> str:
    """The same where the layer has just been named."""
    return _worded(CORRECTS[Side(duty.owner)][:3], duty, "this one", "briefly")


def _told(leads: tuple[str, ...], duty: Duty, *seed: object) -> str:
    """One of the leads, with the service and the layer named, the layer only once."""
    return _worded(leads, duty, this_part(duty), *seed)


def this_part(duty: Duty) -> str:
    return "this" if names_its_layer(duty) else f"this part of {layer_of(duty.cell)}"


def names_its_layer(duty: Duty) -> bool:
    """Whether the task says by itself which layer it is about: "patch the guest operating system"."""
    return roots(layer_of(duty.cell)) <= roots(duty.task)


def _worded(leads: tuple[str, ...], duty: Duty, this: str, *seed: object) -> str:
    return picked(leads, duty.path, *seed).format(
        On=On(duty.cell.service),
        on=f"{on(duty.cell.service)} {brief(duty.cell.service)}",
        this=this,
        This=capitalized(this),
        task=infinitive(duty),
    )


def out_of_reach(cell: Responsibility) -> bool:
    return cell.layer.slug in OUT_OF_REACH and not cell.customer_duties


def reason(cell: Responsibility, enough: int = FULL, after: Duty | None = None, whole: bool = False) -> str:
    """The cell's own reason: its first sentence, and the second where the first has not said enough.

    `after` is the task that was named just before: a sentence that only says it again is left out, and so is such
    a half of one, unless sentences are to stay `whole`.
    """
    told = sentences(cell.rationale)
    if after and len(told) > 1 and _repeats(told[0], after) and not POINTS_BACK.match(told[1]):
        told = told[1:]
    elif after and not whole and (second := _second_half(told[0], after)):
        told[0] = second
    return joined(*(told[:2] if len(told[0]) < enough else told[:1]))


def _second_half(sentence: str, after: Duty) -> str:
    """What follows "but" or "and" where the first half only says again that AWS does the task."""
    halves = CLAUSES.match(sentence)
    if not halves or after.owner != Side.AWS or not _repeats(halves["first"], after):
        return ""
    return f"But {halves['second']}" if halves["joint"] == "but" else capitalized(halves["second"])


def _repeats(sentence: str, duty: Duty) -> bool:
    if GIVES_A_REASON.search(sentence):
        return False
    said = roots(sentence) - roots("AWS")
    of_aws = duty.owner == Side.AWS and sentence.startswith("AWS ")
    return len(said & roots(duty.task)) >= (REPEATED_OF_AWS if of_aws else REPEATED) * len(said)


@lru_cache(maxsize=5_000)  # the tasks and sentences of all facts, each of which is asked for over and over
def roots(text: str) -> frozenset[str]:
    """The beginnings of the telling words: "defends" and "defend" have one."""
    return frozenset(word.removesuffix("s")[:5] for word in content_words(text))


def counterpart(duty: Duty, *seed: object) -> Duty | None:
    """A task of the other side in the same cell that says something about the line between them."""
    others = [other for other in duty.cell.duties_of(opposite(duty.owner)) if not is_vendors(other)]
    telling = [other for other in others if not is_stock(other)] or others
    return ranked(telling, lambda other: other.path, duty.path, *seed)[0] if telling else None


def part_of(duty: Duty, *seed: object, turn: int | None = None) -> str:
    """The task as its side's part of a layer that was named just before."""
    if is_stock(duty):
        whose = "AWS's" if duty.owner == Side.AWS else "Your"
        return f"{whose} part {on(duty.cell.service)} {brief(duty.cell.service)} is to {infinitive(duty)}."
    parts = _in_turn(PARTS[Side(duty.owner)], *seed, turn=turn)
    return picked(parts, "part", duty.path).format(task=infinitive(duty))


def part_of_layer(duty: Duty) -> str:
    """The task as its side's part, with the layer: "Your part of backup and recovery is to test restores."."""
    whose = "AWS's" if duty.owner == Side.AWS else "Your"
    layer = layer_of(duty.cell)
    named = names_its_layer(duty)
    of = "" if named else f" of {layer}"
    of += f" {on(duty.cell.service)} {brief(duty.cell.service)}" if named or is_stock(duty) else ""
    return f"{whose} part{of} is to {infinitive(duty)}."


def because(duty: Duty, *seed: object) -> str:
    """What makes the duty its owner's: the reason of the cell, or the line inside a divided one."""
    other = counterpart(duty, *seed)
    fits = duty.cell.ownership.answer in (duty.owner, Owner.SHARED)
    return reason(duty.cell, after=duty) if fits or other is None else part_of(other)


def why_right(duty: Duty, *seed: object, turn: int | None = None) -> str:
    return joined(states(duty, *seed, turn=turn), because(duty, *seed))


def why_wrong(duty: Duty, *seed: object, turn: int | None = None) -> str:
    """To somebody who gave the duty to the other side."""
    other = counterpart(duty, *seed)
    aside = part_of(other, *seed, turn=turn) if other else _reason_or_trap(duty, *seed)
    return joined(corrects(duty, *seed, turn=turn), aside)


def _reason_or_trap(duty: Duty, *seed: object) -> str:
    """The cell's reason, or one sentence of it where it tells of a trap, so that frequent distractors differ."""
    traps = [sentence for sentence in sentences(duty.cell.rationale) if sentence.startswith("The trap:")]
    told = reason(duty.cell, enough=BRIEF, after=duty)
    return picked((told, sentences(told)[0], traps[0]), "alone", duty.path, *seed) if traps else told


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
        and (other.category == service.category or other.exam_scope == "core")
    ]
    tasks = [
        task for cell in near for task in cell.duties_of(side) if not is_vendors(task) and _much_alike(duty, task)
    ]

    def distance(task: Duty) -> tuple[bool, bool, int]:
        known = task.cell.service.slug in WELL_KNOWN
        return task.cell.service.category != service.category, not known, fingerprint(duty.path, task.path)

    return min(tasks, key=distance, default=None)


def _much_alike(one: Duty, other: Duty) -> bool:
    """Whether somebody could mix the tasks up: the same is done to things of the same name."""
    (verb, things), (other_verb, other_things) = one.task.split(" ", 1), other.task.split(" ", 1)
    return verb == other_verb and len(roots(things) & roots(other_things)) >= 2


def wrong_owner(duty: Duty, facts: Facts) -> tuple[str, Duty | None]:
    """To somebody who named the other side as the owner; the second is the task elsewhere that it speaks of."""
    wrong = opposite(duty.owner)
    other = counterpart(duty)
    contrast = elsewhere(duty, facts)
    if contrast and (other is None or fingerprint("contrast", duty.path) % 2):
        there = brief(contrast.cell.service)
        told = f"You may be thinking of {there}, where {who(wrong)} {has_to(wrong)} {infinitive(contrast)}."
        return joined(told, corrects(duty, "contrast")), contrast
    if other:
        return joined(part_of_layer(other), corrects_briefly(duty)), None
    told = corrects(duty, "part") if wrong == Side.AWS else nobody_else(duty)
    return joined(told, reason(duty.cell, enough=BRIEF, after=duty)), None


UNDIVIDED = (
    "Both sides may have work in {layer}, but never the same work",
    "A single task within {layer} is never shared",
    "Sharing {layer} does not mean doing one task twice",
)


def undivided(duty: Duty, *seed: object) -> str:
    """That one task is not for both, as it goes before a colon and the task."""
    return picked(UNDIVIDED, "undivided", duty.path, *seed).format(layer=layer_of(duty.cell))


def nobody_else(duty: Duty) -> str:
    """That a task of AWS's cannot be the customer's."""
    if not out_of_reach(duty.cell):
        return corrects(duty, "nobody else")
    return _told(("{This} lies out of your reach: {on}, no customer can {task}.",), duty)
