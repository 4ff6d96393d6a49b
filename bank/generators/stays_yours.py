"""What stays yours when a workload moves? The customer's tasks in layers that do not change hands."""

from collections.abc import Iterator

from bank.generators.draft import (
    DerivedOption,
    DerivedQuestion,
    asked_about,
    choose_distractors,
    claims,
    duty_path,
    one_per_wording,
    option_key,
    picked,
)
from bank.generators.moves import Move, moves
from bank.generators.rationales import because, counterpart, names_its_layer, part_of
from bank.generators.tasks import OfferedTask, tasks_of, tempting, wrong_tasks
from bank.generators.wording import brief, full, infinitive, is_vendors, joined, layer_of
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Owner, Side

NAME = "stays-yours"
WORDINGS = (
    "A company moves {workload} from {source} to {target}. Which task stays with the company?",
    "After moving {workload} from {source} to {target}, which task is still yours?",
    "A team moves {workload} from {source} to {target} and hopes for less work. Which task will it keep?",
    "{workload} used to run on {source} and now runs on {target}. Which task did not pass to AWS?",
    "Which of these do you still have to do once {workload} has moved from {source} to {target}?",
    "You move {workload} from {source} to {target}. Which line stays on your own list?",
    "A manager expects AWS to do all the work once {workload} has moved from {source} to {target}. "
    "Which task will AWS not do?",
)

KEEPS = (
    "A move from {source} to {target} leaves {layer} with you: it is up to you to {task}.",
    "You keep {layer} when you move from {source} to {target}, where you have to {task}.",
    "{target} takes other work over from {source}, but not {layer}: you have to {task}.",
)


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for move in moves(facts):
        staying = [
            duty
            for layer in facts.layers
            for before, after in [(facts.cells[move.source.slug, layer], facts.cells[move.target.slug, layer])]
            if before.owner == after.owner == Owner.CUSTOMER and asked_about(before) and asked_about(after)
            for duty in after.customer_duties
        ]
        named = (move.source.slug, move.target.slug)
        for wording, right in one_per_wording(staying, duty_path, WORDINGS, NAME, *named):
            yield _draft(move, wording, right, facts)


def _draft(move: Move, wording: str, right: Duty, facts: Facts) -> DerivedQuestion:
    before = facts.cells[move.source.slug, right.cell.layer.slug]
    offered = [duty for duty in tasks_of(move.target, Side.AWS, facts) if not is_vendors(duty)]
    candidates = tempting(right, offered, NAME, move.source.slug)
    key = DerivedOption(
        option_key(right),
        right.task,
        _why(right, move),
        is_key=True,
        claims=(claims(right, Owner.CUSTOMER), claims(before, Owner.CUSTOMER)),
    )
    offers = choose_distractors(
        OfferedTask(right), [OfferedTask(duty) for duty in candidates], NAME, *move.parameters.values()
    )
    wrong = [offer.duty for offer in offers]
    return DerivedQuestion(
        generator=NAME,
        parameters={**move.parameters, "duty": right.path},
        skill=Skill.SHIFT,
        pattern=wording,
        slots={"workload": move.workload, "source": full(move.source), "target": move.target_name},
        cells=[right.cell, before, *(duty.cell for duty in wrong)],
        choices=[key, *wrong_tasks(wrong, NAME, move.source.slug, right.path)],
    )


def _why(duty: Duty, move: Move) -> str:
    other = counterpart(duty, NAME, move.source.slug)
    aside = part_of(other) if other else because(duty)
    told = picked(KEEPS, NAME, move.source.slug, duty.path).format(
        source=brief(move.source),
        target=move.target_name.removeprefix("AWS ").removeprefix("Amazon "),
        layer="this task" if names_its_layer(duty) else layer_of(duty.cell),
        task=infinitive(duty),
    )
    return joined(told, aside)
