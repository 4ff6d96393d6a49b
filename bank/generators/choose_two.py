"""Which two of these services leave a task to you, or have it done by AWS? Two of one side, three of the other."""

from collections.abc import Iterator

from bank.generators.columns import Column, apart, columns, evened_out, related
from bank.generators.draft import DerivedQuestion, opposite, picked, ranked
from bank.generators.which_service import of_services
from matrix.facts import Facts
from matrix.models import Duty, Side

NAME = "choose-two"
WORDINGS = {
    Side.CUSTOMER: (
        "{On} {known}, AWS {does}. Which two of these services leave that to the customer?",
        "{On} {known}, AWS {does}. For which two of these services does the customer have to do that?",
    ),
    Side.AWS: (
        "{On} {known}, you have to {task}. On which two of these services does AWS do it?",
        "{On} {known}, the customer has to {task}. For which two of these services does AWS do that instead?",
    ),
}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for column in columns(facts).values():
        for first in evened_out(column, NAME, extra=3):
            right = [first, *_near(column, first, first.owner)[:1]]
            others = _near(column, first, opposite(first.owner))
            if len(right) == 2 and len(others) > 3:
                pattern = picked(WORDINGS[Side(first.owner)], NAME, first.path)
                parameters = {"duty": first.path, "with": right[1].service.slug}
                yield from of_services(NAME, parameters, pattern, column, right, others[:3], others[3], facts)


def _near(column: Column, first: Duty, owner: str) -> list[Duty]:
    found = [duty for duty in column.of(owner) if related(first.service, duty.service)]
    return apart(ranked(found, lambda duty: duty.path, NAME, first.path))
