"""Which half of a shared control is whose?"""

from collections.abc import Iterator

from bank.generators.controls import cells_of, claims_half, control_rule
from bank.generators.draft import DerivedOption, DerivedQuestion, opposite, picked, ranked
from bank.models import Needs, Skill
from matrix.facts import Facts
from matrix.models import Control, ControlKind, Responsibility, Side

NAME = "control-halves"
WORDINGS = {
    Side.AWS: (
        "“{name}” is a shared control. What is AWS's part?",
        "A company shares the control “{name}” with AWS. Which part can it leave to AWS?",
    ),
    Side.CUSTOMER: (
        "“{name}” is a shared control. What is the customer's part?",
        "A company shares the control “{name}” with AWS. Which part does the company have to do?",
    ),
}
WHY = {
    Side.AWS: "Customers have no access to this, so AWS does it.",
    Side.CUSTOMER: "Only you have access to this, so you do it.",
}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    shared = [
        control
        for control in facts.controls.values()
        # "Train its own staff" against "Train your own staff": halves that differ by their owner alone give it away.
        if control.kind == ControlKind.SHARED and _neutral(control.aws_part) != _neutral(control.customer_part)
    ]
    for control in shared:
        cells = cells_of(control, facts)
        others = ranked([each for each in shared if each != control], lambda each: each.slug, NAME, control.slug)
        if cells and others:
            yield from (_draft(control, side, cells, others[0]) for side in Side)


def _draft(control: Control, side: Side, cells: list[Responsibility], other: Control) -> DerivedQuestion:
    return DerivedQuestion(
        generator=NAME,
        parameters={"control": control.slug, "half": side.value},
        skill=Skill.SHARED,
        pattern=picked(WORDINGS[side], NAME, control.slug, side),
        slots={"name": control.name},
        cells=cells,
        choices=[
            *(
                DerivedOption(
                    f"{half}-half",
                    _neutral(control.aws_part if half == Side.AWS else control.customer_part),
                    WHY[half],
                    is_key=half == side,
                    misconception="" if half == side else "halves-mixed-up",
                    claims=(claims_half(control, half, side),),
                )
                for half in Side
            ),
            DerivedOption(
                "another-control",
                _neutral(other.aws_part if side == Side.AWS else other.customer_part),
                "This part is in another control on the list.",
                misconception="halves-mixed-up",
                claims=(claims_half(other, side, opposite(side)),),
            ),
        ],
        needs=Needs.RULE,
        rule=control_rule(control),
    )


def _neutral(text: str) -> str:
    """Return the half without the little words that say whose it is."""
    for telling, plain in ((" your own ", " its own "), (" you run", " it runs"), (" your ", " its own ")):
        text = text.replace(telling, plain)
    return text
