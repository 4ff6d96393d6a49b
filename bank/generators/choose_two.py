"""Which two of these services leave a task to you, or have it done by AWS? Two of one side, three of the other."""

from collections.abc import Iterator

from bank.generators.columns import Column, columns, evened_out, known_case, needed_for, related
from bank.generators.draft import DerivedOption, DerivedQuestion, claims, opposite, picked, ranked
from bank.generators.misconceptions import taking_for
from bank.generators.reasons import NothingLeft, Reasons
from bank.generators.wording import as_option, full, lowered, third_person
from bank.models import Form, Skill
from matrix.facts import Facts
from matrix.models import Duty, Side

NAME = "choose-two"
WORDINGS = {
    Side.CUSTOMER: (
        "On {known}, AWS {does}. Which two of these services leave that to the customer?",
        "{situation} On {known}, AWS takes care of it. On which two of these services is it up to the customer?",
    ),
    Side.AWS: (
        "On {known}, you have to {task}. On which two of these services does AWS do it?",
        "{situation} On {known}, that is up to the customer. On which two of these services is it up to AWS?",
    ),
}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for column in columns(facts).values():
        for first in evened_out(column, NAME):
            right = [first, *_near(column, first, first.owner)[:1]]
            wrong = _near(column, first, opposite(first.owner))[:3]
            known = (
                known_case([duty for duty in column.of(wrong[0].owner) if duty not in wrong], first, NAME)
                if wrong
                else None
            )
            if len(right) == 2 and len(wrong) == 3 and known:
                yield from _draft(column, right, wrong, known, facts)


def _near(column: Column, first: Duty, owner: str) -> list[Duty]:
    found = [duty for duty in column.of(owner) if related(first.cell.service, duty.cell.service)]
    return ranked(found, lambda duty: duty.path, NAME, first.path)


def _draft(
    column: Column, right: list[Duty], wrong: list[Duty], known: Duty, facts: Facts
) -> Iterator[DerivedQuestion]:
    side = Side(right[0].owner)
    reasons = Reasons()
    try:
        choices = [
            DerivedOption(
                duty.cell.service.slug,
                as_option(duty.cell.service),
                reasons.of(duty),
                is_key=duty.owner == side,
                misconception="" if duty.owner == side else taking_for(side, duty.cell),
                claims=(claims(duty, side),),
            )
            for duty in (*right, *wrong)
        ]
    except NothingLeft:
        return
    needs, rule = needed_for(right, facts)
    yield DerivedQuestion(
        generator=NAME,
        parameters={"duty": right[0].path, "with": right[1].cell.service.slug},
        skill=Skill.SHIFT,
        pattern=picked(WORDINGS[side], NAME, right[0].path),
        slots={
            "known": full(known.cell.service),
            "task": lowered(column.task.phrase),
            "does": third_person(column.task.phrase),
            "situation": column.task.situation,
        },
        cells=[duty.cell for duty in (*right, *wrong)],
        choices=choices,
        form=Form.CHOOSE_N,
        needs=needs,
        rule=rule,
    )
