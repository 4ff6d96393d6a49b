"""Which of these services leaves a layer to you? One service among three on which the layer is AWS's."""

from collections.abc import Iterator

from bank.generators.draft import (
    DerivedOption,
    DerivedQuestion,
    asked_about,
    choose_distractors,
    claims,
    fingerprint,
    picked,
    ranked,
)
from bank.generators.misconceptions import taking_aws_part
from bank.generators.rationales import BRIEF, corrects, reason, why_wrong
from bank.generators.tasks import OfferedTask
from bank.generators.wording import (
    On,
    as_choices,
    at,
    brief,
    full,
    infinitive,
    is_vendors,
    joined,
    layer_phrase,
    on,
)
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Owner, Responsibility, Service

NAME = "leaves-layer-to-you"
# Two halves, so that one service and layer can be asked about twice without sharing a stem.
WORDINGS = (
    (
        "{on} {service}, AWS has to {task}. Which of these leaves {layer} to you instead?",
        "AWS takes care of {layer} {at} {service}. Where is it your own work?",
        "A team knows {service}, where AWS sees to {layer}. Where would the team have to do that itself?",
    ),
    (
        "{on} {service}, AWS looks after {layer}. Which of these leaves that to you?",
        "{on} {service}, AWS has to {task}. Which of these would leave {layer} to you?",
        "{on} {service}, it is AWS that has to {task}. Which of these expects you to look after {layer}?",
    ),
)


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for layer in facts.layers.values():
        cells = [facts.cells[service, layer.slug] for service in facts.services]
        theirs = [duty for cell in cells if (duty := _aws_task(cell))]
        yours = [duty for cell in cells if (duty := _yours(cell))]
        for task in theirs:
            if task.cell.service.exam_scope == "core":
                for half, wordings in enumerate(WORDINGS):
                    yield from _draft(task, half, wordings, _near(task, yours), _near(task, theirs))


def _aws_task(cell: Responsibility) -> Duty | None:
    if cell.ownership.answer != Owner.AWS or not asked_about(cell):
        return None
    telling = [duty for duty in cell.aws_duties if not is_vendors(duty)]
    return ranked(telling, lambda duty: duty.path, NAME)[0] if telling else None


def _yours(cell: Responsibility) -> Duty | None:
    if cell.owner != Owner.CUSTOMER or not asked_about(cell):
        return None
    return ranked(cell.customer_duties, lambda duty: duty.path, NAME)[0]


def _near(task: Duty, duties: list[Duty]) -> list[Duty]:
    """Those of other services that a learner may be asked to hold beside the task's."""
    service = task.cell.service
    return [duty for duty in duties if duty.cell.service != service and _belongs(duty.cell.service, service)]


def _draft(
    task: Duty, half: int, wordings: tuple[str, ...], yours: list[Duty], theirs: list[Duty]
) -> Iterator[DerivedQuestion]:
    service, layer = task.cell.service, task.cell.layer
    mine = [duty for duty in yours if fingerprint(NAME, duty.path) % 2 == half]
    theirs = [duty for duty in theirs if duty.cell.service.variant_of_id is None]
    if not mine or len(theirs) < 3:
        return
    right = ranked(mine, lambda duty: duty.path, NAME, task.path)[0]
    chosen = ranked(theirs, lambda duty: duty.path, NAME, task.path, half)
    key = DerivedOption(
        right.cell.service.slug,
        _named(right.cell.service, task.path, half),
        _why(right, task, half),
        is_key=True,
        claims=(claims(right.cell, Owner.CUSTOMER), claims(right, Owner.CUSTOMER)),
    )
    offers = [OfferedTask(duty, _named(duty.cell.service, task.path, half)) for duty in chosen]
    wrong = choose_distractors(OfferedTask(right, key.text), offers, NAME, task.path, half)
    yield DerivedQuestion(
        generator=NAME,
        parameters={"service": service.slug, "layer": layer.slug, "answer": right.cell.service.slug},
        skill=Skill.SHIFT,
        pattern=wordings[fingerprint(NAME, task.cell.path, half) % len(wordings)],
        slots={
            "on": on(service),
            "at": at(service),
            "service": full(service),
            "task": infinitive(task),
            "layer": layer_phrase(layer),
        },
        cells=[right.cell, *(offer.duty.cell for offer in wrong), task.cell],
        choices=[key, *(_service_of_aws(offer, half, turn, task.path) for turn, offer in enumerate(wrong))],
    )


def _named(service: Service, *seed: object) -> str:
    return picked(as_choices(service), NAME, "name", service.slug, *seed)


def _why(right: Duty, task: Duty, half: int) -> str:
    """Both services side by side."""
    here = f"{on(task.cell.service)} {brief(task.cell.service)}"
    told = f"{On(right.cell.service)}, you have to {infinitive(right)}; {here}, AWS has to {infinitive(task)}."
    return joined(told, reason(task.cell, enough=BRIEF, after=task)) if half else told


def _belongs(other: Service, service: Service) -> bool:
    return other.exam_scope == "core" or other.category == service.category


def _service_of_aws(offer: OfferedTask, half: int, turn: int, *seed: object) -> DerivedOption:
    duty = offer.duty
    return DerivedOption(
        duty.cell.service.slug,
        offer.text,
        corrects(duty, *seed, turn=turn) if half else why_wrong(duty, *seed, turn=turn),
        misconception=taking_aws_part(duty.cell),
        claims=(claims(duty.cell, Owner.CUSTOMER),),
    )
