"""Which half of a shared control is whose?"""

from collections.abc import Iterator

from bank.generators.controls import cells_of, claims_half, control_rule, half_of
from bank.generators.draft import DerivedOption, DerivedQuestion, opposite, picked, ranked
from bank.generators.wording import joined
from bank.models import Needs, Skill
from matrix.facts import Facts
from matrix.models import Control, ControlKind, Side

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


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    shared = [
        control
        for control in facts.controls.values()
        # "Train its own staff" against "Train your own staff": halves that differ by their owner alone give it away.
        if control.kind == ControlKind.SHARED
        and cells_of(control, facts)
        and _neutral(control.aws_part) != _neutral(control.customer_part)
    ]
    for control in shared:
        others = ranked([each for each in shared if each != control], lambda each: each.slug, NAME, control.slug)
        for side in Side:
            yield _draft(control, side, others[0], others[1], facts)


def _draft(control: Control, side: Side, one: Control, two: Control, facts: Facts) -> DerivedQuestion:
    other = opposite(side)
    offered = [(control, side), (control, other), (one, side), (two, other)]
    return DerivedQuestion(
        generator=NAME,
        parameters={"control": control.slug, "half": side.value},
        skill=Skill.SHARED,
        pattern=picked(WORDINGS[side], NAME, control.slug, side),
        slots={"name": control.name},
        cells=cells_of(control, facts),
        choices=[_option(control, side, *each) for each in offered],
        needs=Needs.RULE,
        rule=control_rule(control),
    )


def _option(asked: Control, side: Side, control: Control, half: Side) -> DerivedOption:
    is_key = control == asked and half == side
    text = control.aws_part if half == Side.AWS else control.customer_part
    belongs = "" if control == asked else f"That is {named(control)}."
    return DerivedOption(
        f"{control.slug}-{half}",
        _neutral(text),
        joined(belongs, half_of(control, half)),
        is_key=is_key,
        misconception="" if is_key else "halves-mixed-up",
        claims=(claims_half(control, half, side),) if control == asked else (),
    )


def _neutral(text: str) -> str:
    """Return the half without the little words that say whose it is."""
    for telling, plain in ((" your own ", " its own "), (" you run", " it runs"), (" your ", " its own ")):
        text = text.replace(telling, plain)
    return text
