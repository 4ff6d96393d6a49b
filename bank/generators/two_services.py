"""A short case: one task on two services. Who does it on each?"""

from collections.abc import Iterator

from bank.generators.columns import Column, columns, evened_out, related
from bank.generators.draft import (
    DerivedQuestion,
    capitalized,
    fingerprint,
    opposite,
    picked,
    ranked,
)
from bank.generators.two_tasks import who_does_each
from bank.generators.wording import brief, lowered, use_of
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Side

NAME = "two-services"
WORDINGS = (
    "A company {first} and {second}. Who has to {task} in each case?",
    "Your company {first}, and it {second}. Who has to {task} in each case?",
    "A company {first} and {second}. {situation} {question}",
    "A company {first}. It also {second}. {situation} {question}",
    "Your company {first} and {second}. {situation} {question}",
    "A company {first}, and it {second}. {situation} {question}",
)

OF_PHRASE = 2  # of them need no situation


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for column in columns(facts).values():
        for first in evened_out(column, NAME, extra=20):
            second = _partner(column, first)
            if second:
                yield from _draft(column, first, second, facts)


def _partner(column: Column, first: Duty) -> Duty | None:
    """A duty on a related service: with another owner as often as with the same."""
    owner = first.owner if fingerprint(NAME, "same", first.path) % 2 else opposite(first.owner)
    found = [duty for duty in column.of(owner) if related(first.service, duty.service)]
    return next(iter(ranked(found, lambda duty: duty.path, NAME, first.path)), None)


def _draft(column: Column, first: Duty, second: Duty, facts: Facts) -> Iterator[DerivedQuestion]:
    pair = (first, second)
    return who_does_each(
        pair,
        lambda one, other: _text(one, other, pair),
        facts,
        generator=NAME,
        parameters={"duty": first.path, "with": second.service.slug},
        skill=Skill.SHIFT,
        pattern=picked(WORDINGS if column.task.situation else WORDINGS[:OF_PHRASE], NAME, first.path),
        slots={
            "first": use_of(first.service),
            "second": use_of(second.service),
            "task": lowered(column.task.phrase),
            "situation": column.task.situation,
            "question": column.task.question,
        },
    )


def _text(one: str, other: str, pair: tuple[Duty, Duty]) -> str:
    names = {Side.AWS: "AWS", Side.CUSTOMER: "the company"}
    if one == other:
        return f"{capitalized(names[Side(one)])} for both"
    here, there = (brief(duty.service) for duty in pair)
    return capitalized(f"{names[Side(one)]} for {here}, {names[Side(other)]} for {there}")
