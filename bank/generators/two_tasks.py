"""Two common tasks on one service: who does each?"""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from bank.generators.columns import duties_on, is_core, needed_for
from bank.generators.draft import DerivedOption, DerivedQuestion, claims, opposite, picked, ranked
from bank.generators.misconceptions import first_mistake
from bank.generators.one_side import only_one
from bank.generators.owners import SKILLS
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import full, joined, lowered, on
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Owner, Side

NAME = "two-tasks"
WORDINGS = (
    "{On} {service}, who has to {first}, and who has to {second}?",
    "Your team is going to use {service}. Who will have to {first}, and who will have to {second}?",
    "A company relies on {service}. Who has to {first}, and who has to {second}?",
    "An audit of {service} asks who has to {first} and who has to {second}. What is the answer?",
)
TEXTS: dict[tuple[str, ...], str] = {
    (Side.AWS, Side.AWS): "AWS does both",
    (Side.CUSTOMER, Side.CUSTOMER): "The customer does both",
    (Side.AWS, Side.CUSTOMER): "AWS does the first, the customer the second",
    (Side.CUSTOMER, Side.AWS): "The customer does the first, AWS the second",
}
# Pairs of tasks on a service, for each way in which they may be owned.
OF_CORE, OF_OTHERS = 6, 4


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for slug, service in facts.services.items():
        found = list(combinations(duties_on(slug, facts), 2))
        found = [pair for pair in found if pair[0].cell != pair[1].cell]
        by_owners: dict[tuple[str, ...], list[tuple[Duty, Duty]]] = {}
        for pair in ranked(found, lambda pair: pair[0].path + pair[1].path, NAME):
            one, other = ranked(pair, lambda duty: duty.path, NAME, "order", pair[0].path, pair[1].path)
            by_owners.setdefault((one.owner, other.owner), []).append((one, other))
        for owners, pairs in by_owners.items():
            most = OF_CORE if is_core(service) else OF_OTHERS
            # More services than not have many tasks of AWS's.
            for one, other in pairs[: most // 2 if set(owners) == {Side.AWS} else most]:
                yield from _draft(one, other, facts)


def _draft(first: Duty, second: Duty, facts: Facts) -> Iterator[DerivedQuestion]:
    service = first.service
    tasks = {"first": first.common_task, "second": second.common_task}
    return who_does_each(
        (first, second),
        lambda *said: TEXTS[said],
        facts,
        generator=NAME,
        parameters={"duty": first.path, "with": second.path},
        skill=SKILLS[Owner(first.owner)] if first.owner == second.owner else Skill.SHARED,
        pattern=picked(WORDINGS, NAME, first.path, second.path),
        slots={
            "On": on(service).capitalize(),
            "service": full(service),
            **{name: lowered(task.phrase) for name, task in tasks.items() if task},
        },
    )


@while_reasons_last
def who_does_each(
    pair: tuple[Duty, Duty], text: Callable[[str, str], str], facts: Facts, **question: Any
) -> DerivedQuestion:
    """The question with the four answers to who does the first and the second; `text` words one."""
    first, second = pair
    one, other = key = (first.owner, second.owner)
    reasons = Reasons()
    told = {
        key: joined(reasons.of(first, 1), reasons.of(second, 1)),
        (one, opposite(other)): reasons.of(second),
        (opposite(one), other): reasons.of(first),
        (opposite(one), opposite(other)): only_one(first, reasons),
    }
    return DerivedQuestion(
        **question,
        cells=[first.cell, second.cell],
        choices=[
            DerivedOption(
                "-".join(said),
                text(*said),
                rationale,
                is_key=said == key,
                misconception=first_mistake(zip(pair, said, strict=True)),
                claims=tuple(claims(duty, owner) for duty, owner in zip(pair, said, strict=True)),
            )
            for said, rationale in told.items()
        ],
        evidence=needed_for(pair, facts),
    )
