"""One column of the matrix with a mistake in it: which line is wrong?"""

from collections.abc import Iterator

from bank.generators.columns import Column, apart, columns, known_case, leans_to, related
from bank.generators.draft import DerivedOption, DerivedQuestion, claims, opposite, picked, ranked
from bank.generators.misconceptions import taking_for
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import as_option, lowered
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Side

NAME = "wrong-line"
WORDINGS = (
    "A colleague lists who has to {task} on each of these services. The line “{known}” is right. Which line is wrong?",
    "A study sheet says who has to {task}. The line “{known}” is right. Which line is wrong?",
)
LINES = "lines 5"  # among so few questions, other draws favor long or short names by luck
EXPECTED = 0.4  # so much of the other tasks the claimed owner does there
OWNERS = {Side.AWS: "AWS", Side.CUSTOMER: "the customer"}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for column in columns(facts).values():
        for wrong in column.duties.values():
            # The wrong line says what is usual for the service, so that only the exception gives it away.
            lines = _true_lines(column, wrong, facts)
            known = known_case([duty for duty in column.duties.values() if duty not in (wrong, *lines)], wrong, NAME)
            if lines and known and leans_to(opposite(wrong.owner), wrong.service, facts) >= EXPECTED:
                yield from _draft(column, wrong, lines, known, facts)


def _true_lines(column: Column, wrong: Duty, facts: Facts) -> list[Duty]:
    """One line that names the owner of the wrong line too, and two that name the other one."""
    found: list[Duty] = []
    for owner, wanted in ((opposite(wrong.owner), 1), (wrong.owner, 2)):
        fitting = [duty for duty in column.of(owner) if related(wrong.service, duty.service)]
        fitting = apart(ranked(fitting, lambda duty: duty.path, NAME, LINES, wrong.path))
        # Exceptions among the true lines look as wrong as the wrong one.
        fitting.sort(key=lambda duty: leans_to(duty.owner, duty.service, facts) >= EXPECTED)
        if len(fitting) < wanted:
            return []
        found += fitting[:wanted]
    return found


def _line(duty: Duty, owner: str) -> str:
    return f"{as_option(duty.service)}: {OWNERS[Side(owner)]}"


@while_reasons_last
def _draft(column: Column, wrong: Duty, lines: list[Duty], known: Duty, facts: Facts) -> DerivedQuestion:
    reasons = Reasons()
    choices = [
        DerivedOption(
            duty.service.slug,
            _line(duty, owner),
            reasons.of(duty),
            is_key=duty is wrong,
            # The key is the line whose claim is false, so each option claims that the line is wrong.
            claims=(claims(duty, opposite(owner)),),
            misconception=taking_for(opposite(owner), duty.cell),
        )
        for duty, owner in [(wrong, opposite(wrong.owner)), *((duty, duty.owner) for duty in lines)]
    ]
    return DerivedQuestion(
        generator=NAME,
        parameters={"duty": wrong.path},
        skill=Skill.SHIFT,
        pattern=picked(WORDINGS, NAME, wrong.path),
        slots={"task": lowered(column.task.phrase), "known": _line(known, known.owner)},
        cells=[wrong.cell, *(duty.cell for duty in (*lines, known))],
        choices=choices,
        evidence=column.rule_for(wrong.service, facts),
    )
