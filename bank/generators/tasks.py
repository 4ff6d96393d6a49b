"""Questions whose options are tasks of one service: one side's task among three of the other side."""

from collections.abc import Iterable, Iterator

from bank.generators.draft import (
    DerivedOption,
    DerivedQuestion,
    asked_about,
    choose_distractors,
    claims,
    duty_path,
    fingerprint,
    one_per_wording,
    opposite,
    option_key,
    ranked,
)
from bank.generators.misconceptions import taking_aws_part, taking_customer_part
from bank.generators.rationales import why_right, why_wrong
from bank.generators.wording import at, full, is_vendors
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Service, Side

# Whose everywhere: offered seldom, or every question would hold the same three.
NEVER_MOVES = {"identity-access", "virtualization", "hardware-network", "physical-facilities", "logging-monitoring"}


def tasks_of(service: Service, side: str, facts: Facts) -> list[Duty]:
    """What can be asked or offered: tasks of the side in cells that are certain, short of a vendor's own steps."""
    cells = [facts.cells[service.slug, layer] for layer in facts.layers]
    return [duty for cell in cells if asked_about(cell) for duty in cell.duties_of(side) if not is_vendors(duty)]


def tempting(right: Duty, candidates: list[Duty], *seed: object) -> list[Duty]:
    """Candidates in the order in which they should be offered, one for each layer, the key's own layer first."""
    best: dict[str, Duty] = {}
    for duty in ranked(candidates, duty_path, right.path, *seed):
        best.setdefault(duty.cell.layer.slug, duty)

    def place(duty: Duty) -> tuple[bool, bool, int]:
        layer = duty.cell.layer.slug
        seldom = layer in NEVER_MOVES and fingerprint("seldom", right.path, duty.path) % 4 != 0
        return layer != right.cell.layer.slug, seldom, fingerprint(right.path, duty.path, *seed)

    return sorted(best.values(), key=place)


def one_among_three(name: str, side: Side, wordings: tuple[str, ...], facts: Facts) -> Iterator[DerivedQuestion]:
    for service in facts.services.values():
        asked = tasks_of(service, side, facts)
        others = tasks_of(service, opposite(side), facts)
        for wording, right in one_per_wording(asked, duty_path, wordings, name, service.slug):
            if service.exam_scope == "core" or fingerprint(name, "stretch", right.path) % 2:
                wrong = choose_distractors(
                    OfferedTask(right), [OfferedTask(duty) for duty in tempting(right, others, name)], right.path
                )
                yield _draft(name, side, wording, service, right, [offer.duty for offer in wrong])


class OfferedTask:
    """What may become an option: the task itself, or other words for the fact that it stands for."""

    def __init__(self, duty: Duty, text: str = ""):
        self.duty, self.text = duty, text or duty.task


def _draft(name: str, side: Side, wording: str, service: Service, right: Duty, wrong: list[Duty]) -> DerivedQuestion:
    return DerivedQuestion(
        generator=name,
        parameters={"duty": right.path},
        skill=Skill.AWS if side == Side.AWS else Skill.CUSTOMER,
        pattern=wording,
        slots={"service": full(service), "at": at(service)},
        cells=[right.cell, *(duty.cell for duty in wrong)],
        choices=[key_task(right), *wrong_tasks(wrong, name, right.path)],
    )


def key_task(duty: Duty, *seed: object, turn: int | None = None) -> DerivedOption:
    told = why_right(duty, *seed, turn=turn)
    return DerivedOption(option_key(duty), duty.task, told, is_key=True, claims=(claims(duty, duty.owner),))


def wrong_tasks(duties: Iterable[Duty], *seed: object) -> list[DerivedOption]:
    """Tasks of the other side, each taken for one of the side that is asked about. No two are explained alike."""
    return [_wrong_task(duty, *seed, turn=turn) for turn, duty in enumerate(duties)]


def _wrong_task(duty: Duty, *seed: object, turn: int) -> DerivedOption:
    taken = taking_aws_part if duty.owner == Side.AWS else taking_customer_part
    return DerivedOption(
        option_key(duty),
        duty.task,
        why_wrong(duty, *seed, turn=turn),
        misconception=taken(duty.cell),
        claims=(claims(duty, opposite(duty.owner)),),
    )
