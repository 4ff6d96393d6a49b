"""What passes to AWS when a workload moves? AWS's tasks in layers that were the customer's before."""

from collections.abc import Iterator

from bank.generators.draft import (
    DerivedOption,
    DerivedQuestion,
    asked_about,
    capitalized,
    choose_distractors,
    claims,
    duty_path,
    fingerprint,
    one_per_wording,
    option_key,
    ranked,
)
from bank.generators.moves import Move, moves
from bank.generators.rationales import BRIEF, reason, this_part
from bank.generators.tasks import OfferedTask, tasks_of, tempting, wrong_tasks
from bank.generators.wording import On, brief, full, infinitive, is_vendors, joined, layer_of, on
from bank.models import Skill
from bank.words import content_words
from matrix.facts import Facts
from matrix.models import Duty, Owner, Responsibility, Side

NAME = "passes-to-aws"
WORDINGS = (
    "A company moves {workload} from {source} to {target}. Which task passes to AWS?",
    "After moving {workload} from {source} to {target}, what can a team leave to AWS that was its own work before?",
    "For {workload}, a company replaces {source} with {target}. Which task does this move to AWS's side?",
    "{workload} was on {source} and is now on {target}. Which task has AWS taken on?",
    "Why move {workload} from {source} to {target}? Which task does the move take off your hands?",
    "You move {workload} from {source} to {target}. Which line moves from your list to AWS's?",
    "To have less work, a team moves {workload} from {source} to {target}. Which task does it hand to AWS?",
)
LITTLE = 3


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for move in moves(facts):
        taken_over = [
            duty
            for layer in facts.layers
            if _crosses(_cell(move.source.slug, layer, facts), _cell(move.target.slug, layer, facts))
            for duty in _cell(move.target.slug, layer, facts).aws_duties
            # A task that repeats the words for what moves would give itself away.
            if not is_vendors(duty) and not content_words(move.workload) & content_words(duty.task)
        ]
        named = (move.source.slug, move.target.slug)
        for wording, right in one_per_wording(taken_over, duty_path, WORDINGS, NAME, *named):
            yield _draft(move, wording, right, facts)


def _cell(service: str, layer: str, facts: Facts) -> Responsibility:
    return facts.cells[service, layer]


def _crosses(before: Responsibility, after: Responsibility) -> bool:
    theirs = before.owner == Owner.CUSTOMER and after.ownership.answer == Owner.AWS
    return theirs and asked_about(before) and asked_about(after)


def _draft(move: Move, wording: str, right: Duty, facts: Facts) -> DerivedQuestion:
    before = _cell(move.source.slug, right.cell.layer.slug, facts)
    staying = tempting(right, tasks_of(move.target, Side.CUSTOMER, facts), NAME, move.source.slug)
    always = _always_aws(move, right, facts)
    offers = [OfferedTask(duty) for duty in [*staying[:1], *([always] if always else []), *staying[1:]]]
    key = DerivedOption(
        option_key(right),
        right.task,
        _why(before, right),
        is_key=True,
        claims=(claims(right, Owner.AWS), claims(before, Owner.CUSTOMER)),
    )
    offered = [
        offer.duty for offer in choose_distractors(OfferedTask(right), offers, NAME, move.source.slug, right.path)
    ]
    yours = wrong_tasks([duty for duty in offered if duty != always], NAME, move.source.slug, right.path)
    never_yours = [_never_yours(duty, before.service.slug, facts) for duty in offered if duty == always]
    return DerivedQuestion(
        generator=NAME,
        parameters={**move.parameters, "duty": right.path},
        skill=Skill.SHIFT,
        pattern=wording,
        slots={"workload": move.workload, "source": full(move.source), "target": move.target_name},
        cells=[right.cell, before, *(duty.cell for duty in offered)],
        choices=[key, *yours, *never_yours],
    )


def _why(before: Responsibility, right: Duty) -> str:
    """The layer before and after the move, each with a task of its owner."""
    alike = max(before.customer_duties, key=lambda duty: len(_words(duty) & _words(right)))
    was_yours = f"it was up to you to {infinitive(alike)}"
    if not _words(alike) & _words(right):
        was_yours = f"you had to see to {layer_of(before)} yourself"
    here = f"{on(right.cell.service)} {brief(right.cell.service)}"
    told = f"{On(before.service)}, {was_yours}; {here}, AWS has to {infinitive(right)}."
    return joined(told, reason(right.cell, enough=BRIEF, after=right))


def _words(duty: Duty) -> set[str]:
    return {word for word in duty.task.lower().split() if len(word) > LITTLE} - {"patch", "install", "software"}


def _always_aws(move: Move, right: Duty, facts: Facts) -> Duty | None:
    """A task that is AWS's on both sides of the move, so that it cannot pass."""
    found = [
        duty
        for layer in facts.layers
        for before, after in [(_cell(move.source.slug, layer, facts), _cell(move.target.slug, layer, facts))]
        if before.ownership.answer == after.ownership.answer == Owner.AWS
        and asked_about(before)
        and asked_about(after)
        and not before.customer_duties
        for duty in after.aws_duties
        if not is_vendors(duty)
    ]
    candidates = ranked(found, duty_path, NAME, move.source.slug, right.path)
    return candidates[0] if candidates and fingerprint("always", NAME, right.path, move.source.slug) % 2 else None


def _never_yours(duty: Duty, source: str, facts: Facts) -> DerivedOption:
    before = _cell(source, duty.cell.layer.slug, facts)
    there, here = (f"{on(service)} {brief(service)}" for service in (before.service, duty.cell.service))
    told = f"{capitalized(this_part(duty))} does not change hands: {there} as {here}, AWS has to {infinitive(duty)}."
    return DerivedOption(
        option_key(duty),
        duty.task,
        joined(told, reason(duty.cell, enough=BRIEF, after=duty)),
        misconception="lower-layers-are-yours",
        claims=(claims(duty, Owner.AWS), claims(before, Owner.CUSTOMER)),
    )
