"""Which of these services leaves a task to you, or has it done by AWS? One service among three of the other side."""

from collections.abc import Iterator

from bank.generators.columns import Column, apart, columns, known_case, leans_to, needed_for, related
from bank.generators.draft import DerivedOption, DerivedQuestion, claims, opposite, picked, ranked
from bank.generators.misconceptions import taking_for
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import as_option, full, lowered, on, third_person
from bank.models import Form, Skill
from matrix.facts import Facts
from matrix.models import Duty, Side

NAMES = {Side.CUSTOMER: "service-that-leaves-it-to-you", Side.AWS: "service-where-aws-does-it"}
WORDINGS = {
    Side.CUSTOMER: (
        "{On} {known}, AWS {does}. Which of these services leaves that to the customer?",
        "{On} {known}, AWS {does}. For which of these services does the customer have to do that?",
    ),
    Side.AWS: (
        "{On} {known}, you have to {task}. On which of these services does AWS do it?",
        "{On} {known}, a team has to {task}. With which of these services would AWS do that?",
        "{On} {known}, the customer has to {task}. For which of these services does AWS do that instead?",
    ),
}

TURNS = 2  # questions with the same key, each beside other services
NEARLY = 0.1  # leanings that nobody could tell apart


def drafts_of(side: Side):
    def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
        for column in columns(facts).values():
            for right in column.of(side):
                for turn in range(TURNS):
                    yield from _draft(side, column, right, turn, facts)

    return drafts


def _draft(side: Side, column: Column, right: Duty, turn: int, facts: Facts) -> Iterator[DerivedQuestion]:
    name = NAMES[side]
    wrong = _tempting(side, column, right, turn, facts)
    known = known_case([duty for duty in column.of(opposite(side)) if duty not in wrong], right, name, turn)
    if len(wrong) == 3 and known:
        pattern = picked(WORDINGS[side], name, right.path, turn)
        parameters = {"duty": right.path, "turn": str(turn + 1)}
        yield from of_services(name, parameters, pattern, column, [right], wrong, known, facts)


@while_reasons_last
def of_services(
    name: str,
    parameters: dict[str, str],
    pattern: str,
    column: Column,
    right: list[Duty],
    wrong: list[Duty],
    known: Duty,
    facts: Facts,
) -> DerivedQuestion:
    """The question on which services the owner of the `right` duties does a task; the stem tells a `known` case."""
    side = Side(right[0].owner)
    reasons = Reasons()
    choices = [
        DerivedOption(
            duty.service.slug,
            as_option(duty.service),
            reasons.of(duty),
            is_key=duty.owner == side,
            misconception=taking_for(side, duty.cell),
            claims=(claims(duty, side),),
        )
        for duty in (*right, *wrong)
    ]
    return DerivedQuestion(
        generator=name,
        parameters=parameters,
        skill=Skill.SHIFT,
        pattern=pattern,
        slots={
            "On": on(known.service).capitalize(),
            "known": full(known.service),
            "task": lowered(column.task.phrase),
            "does": third_person(column.task.phrase),
        },
        cells=[duty.cell for duty in (*right, *wrong)],
        choices=choices,
        form=Form.CHOOSE_ONE if len(right) == 1 else Form.CHOOSE_N,
        evidence=needed_for(right, facts),
    )


def _tempting(side: Side, column: Column, right: Duty, turn: int, facts: Facts) -> list[Duty]:
    """Services where the other side does it; one or two of them seem likelier than the key.

    Somebody who only knows which services leave much to the customer is misled.
    """
    name = NAMES[side]
    own = right.service
    others = [duty for duty in column.of(opposite(side)) if related(own, duty.service)]
    others = apart(ranked(others, lambda duty: duty.path, name, right.path, turn))
    if turn:  # the longest name is the key less often
        others.sort(key=lambda duty: len(as_option(duty.service)) < len(as_option(own)))
    likelier = [duty for duty in others if leans_to(side, duty.service, facts) >= leans_to(side, own, facts) - NEARLY][
        :2
    ]
    if not likelier:
        return []
    return [*likelier, *(duty for duty in others if duty not in likelier)][:3]
