"""Which statement is true of this service; of this one and not of that one; of both? Four statements on common tasks.

Two of the four name AWS and two name you, so the owner that they name says nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bank.generators.columns import columns, duties_on, evened_out, needed_for, related
from bank.generators.draft import DerivedOption, DerivedQuestion, claims, opposite, picked, ranked
from bank.generators.misconceptions import taking_for
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import full, joined, statement
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import CommonTask, Duty, Service, Side

OF_ONE, NOT_OF_ONE, NOT_OF_OTHER, OF_BOTH = "true-of-service", "false-of-service", "true-of-one-of-two", "true-of-both"
WORDINGS = {
    OF_ONE: (
        "Which statement about {service} is true?",
        "A colleague makes four statements about {service}. Which one is right?",
        "Which of these statements about the split of work on {service} is correct?",
        "You check a study sheet on {service}. Which line of it is right?",
        "A new colleague asks how the work on {service} is split. Which answer is right?",
        "You read four statements about {service}. Which one is true?",
    ),
    NOT_OF_ONE: (
        "Which statement about {service} is wrong?",
        "A colleague makes four statements about {service}. Which one needs a correction?",
        "You check a study sheet on {service}. Which line of it is wrong?",
        "You read four statements about {service}. Which one is false?",
        "A new colleague explains {service} to you. Which of these statements is wrong?",
    ),
    NOT_OF_OTHER: (
        "Which statement is true of {service}, but not of {other}?",
        "How does {service} differ from {other}? Choose the statement that is true of {service} only.",
        "A team compares {service} with {other}. Which statement is true of {service} only?",
    ),
    OF_BOTH: (
        "Which statement is true of both {service} and {other}?",
        "What do {service} and {other} have in common?",
        "Which statement is true of {service} as well as of {other}?",
    ),
}
MOST = 6  # keys that say the same, in each kind


@dataclass(frozen=True)
class OwnerStatement:
    """That `owner` does a common task on a service; `duty` says who really does."""

    duty: Duty
    owner: str

    @property
    def task(self) -> CommonTask:
        assert self.duty.common_task
        return self.duty.common_task

    @property
    def is_true(self) -> bool:
        return self.owner == self.duty.owner

    @property
    def text(self) -> str:
        return statement(self.owner, self.task.phrase)


def true_of_service(facts: Facts) -> Iterator[DerivedQuestion]:
    for right, beside in _asked(OF_ONE, facts):
        wrong = [OwnerStatement(duty, opposite(duty.owner)) for duty in beside]
        yield from _draft(OF_ONE, OwnerStatement(right, right.owner), wrong, None, facts)


def false_of_service(facts: Facts) -> Iterator[DerivedQuestion]:
    for false, beside in _asked(NOT_OF_ONE, facts):
        true = [OwnerStatement(duty, duty.owner) for duty in beside]
        yield from _draft(NOT_OF_ONE, OwnerStatement(false, opposite(false.owner)), true, None, facts)


def true_of_one_of_two(facts: Facts) -> Iterator[DerivedQuestion]:
    for right, _ in _asked(NOT_OF_OTHER, facts):
        service = right.service
        for other in _partners(NOT_OF_OTHER, right, facts, same=False):
            beside = list(_on_both(service, other, right, facts))
            true_of_both = [OwnerStatement(duty, duty.owner) for duty, there in beside if duty.owner == there.owner]
            true_of_both = ranked(true_of_both, lambda each: each.text, NOT_OF_OTHER, right.path)[:1]
            false = [OwnerStatement(duty, opposite(duty.owner)) for duty, _ in beside]
            yield from _draft(NOT_OF_OTHER, OwnerStatement(right, right.owner), [*true_of_both, *false], other, facts)


def true_of_both(facts: Facts) -> Iterator[DerivedQuestion]:
    for right, _ in _asked(OF_BOTH, facts):
        service = right.service
        for other in _partners(OF_BOTH, right, facts, same=True):
            wrong = [
                OwnerStatement(duty, owner)
                for duty, there in _on_both(service, other, right, facts)
                for owner in Side
                if owner != duty.owner or owner != there.owner
            ]
            yield from _draft(OF_BOTH, OwnerStatement(right, right.owner), wrong, other, facts)


def _asked(name: str, facts: Facts) -> Iterator[tuple[Duty, list[Duty]]]:
    """Yield duties for keys, with the other common tasks of the service."""
    for column in columns(facts).values():
        for right in evened_out(column, name, most=MOST):
            yield right, [duty for duty in duties_on(right.service.slug, facts) if duty != right]


def _partners(name: str, right: Duty, facts: Facts, *, same: bool) -> list[Service]:
    assert right.common_task
    column = columns(facts)[right.common_task.slug]
    found = [
        duty.service
        for duty in column.duties.values()
        if related(right.service, duty.service) and (duty.owner == right.owner) == same
    ]
    return ranked(found, lambda service: service.slug, name, right.path)[:1]


def _on_both(service: Service, other: Service, right: Duty, facts: Facts) -> Iterator[tuple[Duty, Duty]]:
    """The other common tasks of which the facts name an owner on both services."""
    for column in columns(facts).values():
        if service.slug in column.duties and other.slug in column.duties and column.task != right.common_task:
            yield column.duties[service.slug], column.duties[other.slug]


def _balanced(owner: str, wrong: list[OwnerStatement], *seed: object) -> list[OwnerStatement]:
    """Three statements on different tasks: one names the key's owner, two name the other one."""
    mixed = ranked(wrong, lambda each: each.text, "beside", *seed)
    chosen: list[OwnerStatement] = []
    for named, wanted in ((owner, 1), (opposite(owner), 2)):
        found: list[OwnerStatement] = []
        for each in mixed:
            if each.owner == named and each.task not in [other.task for other in [*chosen, *found]]:
                found.append(each)
        if len(found) < wanted:
            return []
        chosen += found[:wanted]
    return chosen


def _draft(
    name: str, key: OwnerStatement, others: list[OwnerStatement], other: Service | None, facts: Facts
) -> Iterator[DerivedQuestion]:
    if beside := _balanced(key.owner, others, name, key.duty.path):
        yield from _question(name, key, beside, other, facts)


@while_reasons_last
def _question(
    name: str, key: OwnerStatement, beside: list[OwnerStatement], other: Service | None, facts: Facts
) -> DerivedQuestion:
    right, service, reasons = key.duty, key.duty.service, Reasons()
    there = _there(key, other, facts)
    return DerivedQuestion(
        generator=name,
        parameters={"duty": right.path, **({"other": other.slug} if other else {})},
        skill=Skill.SHIFT if other else {Side.AWS: Skill.AWS, Side.CUSTOMER: Skill.CUSTOMER}[Side(right.owner)],
        pattern=picked(WORDINGS[name], name, right.path),
        slots={"service": full(service), "other": full(other) if other else ""},
        cells=[right.cell, *([there.cell] if there else []), *(each.duty.cell for each in beside)],
        choices=[_option(name, each, other, facts, reasons) for each in (key, *beside)],
        evidence=needed_for([right, *([there] if there else [])], facts),
    )


def _there(said: OwnerStatement, other: Service | None, facts: Facts) -> Duty | None:
    return columns(facts)[said.task.slug].duties[other.slug] if other else None


def _option(name: str, said: OwnerStatement, other: Service | None, facts: Facts, reasons: Reasons) -> DerivedOption:
    """Of two services, the reason is taken from the one that settles the statement."""
    there = _there(said, other, facts)
    if name == NOT_OF_ONE:
        is_key, settles, says = not said.is_true, said.duty, [claims(said.duty, opposite(said.owner))]
    elif there is None:
        is_key, settles, says = said.is_true, said.duty, [claims(said.duty, said.owner)]
    else:
        of_other = said.owner if name == OF_BOTH else opposite(said.owner)
        is_key = said.is_true and there.owner == of_other
        settles = there if said.is_true and not is_key else said.duty
        says = [claims(said.duty, said.owner), claims(there, of_other)]
    if is_key and there:
        told = joined(reasons.of(said.duty, 1), reasons.of(there, 1))
    elif settles is there and name == NOT_OF_OTHER:
        told = joined(f"This is true of {full(there.service)} too.", reasons.of(settles, 1))
    else:
        told = reasons.of(settles)
    return DerivedOption(
        f"{said.task.slug}-{said.owner}",
        said.text,
        told,
        is_key=is_key,
        misconception=taking_for(opposite(settles.owner), settles.cell),
        claims=tuple(says),
    )
