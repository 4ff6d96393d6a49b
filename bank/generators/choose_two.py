"""Which two of these five tasks are yours on this service, or AWS's? Two of one side among three of the other."""

from collections.abc import Iterator

from bank.generators.draft import (
    DerivedQuestion,
    choose_distractors,
    duty_path,
    fingerprint,
    one_per_wording,
    opposite,
    ranked,
)
from bank.generators.tasks import OfferedTask, key_task, tasks_of, tempting, wrong_tasks
from bank.generators.wording import at, full
from bank.models import Form, Skill
from matrix.facts import Facts
from matrix.models import Duty, Service, Side

NAME = "choose-two"
WORDINGS = {
    Side.AWS: (
        "Which two of these tasks does AWS carry out {at} {service}?",
        "You use {service}. Which two of these can you leave to AWS?",
        "A team plans its work with {service}. Which two of these can it leave out of the plan?",
    ),
    Side.CUSTOMER: (
        "Which two of these tasks are yours {at} {service}?",
        "You use {service}. Which two of these do you have to do yourself?",
        "A team plans its work with {service}. Which two of these have to be in the plan?",
    ),
}
SKILLS = {Side.AWS: Skill.AWS, Side.CUSTOMER: Skill.CUSTOMER}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for service in facts.services.values():
        for side in Side:
            asked = tasks_of(service, side, facts)
            others = tasks_of(service, opposite(side), facts)
            for wording, first in one_per_wording(asked, duty_path, WORDINGS[side], NAME, service.slug, side):
                second = _partner(first, asked)
                if second and (service.exam_scope == "core" or fingerprint(NAME, "stretch", first.path) % 3 == 0):
                    yield _draft(service, side, wording, [first, second], others, facts)


def _partner(first: Duty, asked: list[Duty]) -> Duty | None:
    """A task in another layer: two steps of one piece of work would come as a pair."""
    elsewhere = [duty for duty in asked if duty.cell.layer != first.cell.layer and duty.task != first.task]
    return next(iter(ranked(elsewhere, duty_path, NAME, first.path)), None)


def _draft(
    service: Service, side: Side, wording: str, right: list[Duty], others: list[Duty], facts: Facts
) -> DerivedQuestion:
    candidates = [OfferedTask(duty) for duty in tempting(right[0], others, NAME)]
    wrong = [offer.duty for offer in choose_distractors(OfferedTask(right[0]), candidates, NAME, right[0].path)]
    cells = dict.fromkeys(duty.cell.path for duty in [*right, *wrong])
    return DerivedQuestion(
        generator=NAME,
        parameters={"duty": right[0].path, "with": right[1].path},
        skill=SKILLS[side],
        pattern=wording,
        slots={"service": full(service), "at": at(service)},
        cells=[facts.cells_by_path[path] for path in cells],
        choices=[
            *(key_task(duty, NAME, right[0].path, turn=turn) for turn, duty in enumerate(right)),
            *wrong_tasks(wrong, NAME, right[0].path),
        ],
        form=Form.CHOOSE_N,
    )
