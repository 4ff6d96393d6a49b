"""Which half of a shared control is whose?"""

from collections.abc import Iterator

from bank.generators.controls import cells_of, claims_half, claims_whole, control_rule
from bank.generators.draft import DerivedOption, DerivedQuestion, picked
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
    Side.AWS: "Customers cannot reach the systems or people that this part is about.",
    Side.CUSTOMER: "AWS has no access to what this part is about, and cannot decide it for you.",
}
ALL = "All of it"


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for control in facts.controls.values():
        cells = cells_of(control, facts)
        # "Train its own staff" against "Train your own staff": halves that differ by their owner alone give it away.
        apart = _neutral(control.aws_part) != _neutral(control.customer_part)
        if control.kind == ControlKind.SHARED and cells and apart:
            yield from (_draft(control, side, cells) for side in Side)


def _draft(control: Control, side: Side, cells: list[Responsibility]) -> DerivedQuestion:
    taken = "shared-taken-for-customer" if side == Side.CUSTOMER else "shared-taken-for-inherited"
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
                "all-of-it",
                ALL,
                "A shared control has a part for each side, in layers that lie apart.",
                misconception=taken,
                claims=(claims_whole(control, side),),
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
