"""Which half of a shared control is whose?"""

from collections.abc import Iterator

from bank.generators.controls import cells_of, claims_half, claims_whole, named, part
from bank.generators.draft import DerivedOption, DerivedQuestion, fingerprint, opposite, picked
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Control, ControlKind, Side

NAME = "control-halves"
WORDINGS = {
    Side.AWS: (
        "“{name}” is a shared control. What is AWS's half?",
        "A company shares the control “{name}” with AWS. Which part can it leave to AWS?",
    ),
    Side.CUSTOMER: (
        "“{name}” is a shared control. What is the customer's half?",
        "A company shares the control “{name}” with AWS. Which part does it have to do itself?",
    ),
}
ALL = (
    "All of it",
    "All of it, in every layer from the buildings up to the data that the services hold and send",
)
NONE = (
    "No part of it",
    "No part of it, since the other side performs the whole control and reports on it each year",
)


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for control in facts.controls.values():
        cells = cells_of(control, facts)
        # "Train its own staff" against "Train your own staff": halves that differ by their owner alone give it away.
        apart = _neutral(control.aws_part) != _neutral(control.customer_part)
        if control.kind == ControlKind.SHARED and cells and apart:
            yield from (_draft(control, side, cells) for side in Side)


def _draft(control: Control, side: Side, cells) -> DerivedQuestion:
    other = opposite(side)
    name = named(control)
    who, does = ("AWS", "has to") if side == Side.AWS else ("You", "have to")
    not_who, not_does = ("you", "have to") if side == Side.AWS else ("AWS", "has to")
    whose = "yours" if side == Side.AWS else "AWS's"
    longest = fingerprint(NAME, "longest", control.slug, side) % 3
    return DerivedQuestion(
        generator=NAME,
        parameters={"control": control.slug, "half": side.value},
        skill=Skill.SHARED,
        pattern=picked(WORDINGS[side], NAME, control.slug, side),
        slots={"name": control.name},
        cells=cells,
        choices=[
            DerivedOption(
                "this-half",
                _neutral(_text(control, side)),
                f"In {name}, {who if side == Side.AWS else 'you'} {does} {part(control, side)}. "
                f"The other half is {whose}: "
                f"to {part(control, other)}.",
                is_key=True,
                claims=(claims_half(control, side, side),),
            ),
            DerivedOption(
                "other-half",
                _neutral(_text(control, other)),
                f"This is the other half of {name}: {not_who} {not_does} {part(control, other)}. "
                f"{who} {does} {part(control, side)}.",
                misconception="halves-mixed-up",
                claims=(claims_half(control, other, side),),
            ),
            DerivedOption(
                "all-of-it",
                ALL[longest == 0],
                f"{who} cannot do all of {name}: it is shared. {_upper(not_who)} {not_does} {part(control, other)}.",
                misconception="shared-taken-for-customer" if side == Side.CUSTOMER else "shared-taken-for-inherited",
                claims=(claims_whole(control, side),),
            ),
            DerivedOption(
                "no-part",
                NONE[longest == 1],
                f"A shared control leaves a half to each side. In {name}, {who if side == Side.AWS else 'you'} {does} "
                f"{part(control, side)}.",
                misconception="shared-taken-for-inherited" if side == Side.CUSTOMER else "shared-taken-for-customer",
                claims=(claims_half(control, side, other),),
            ),
        ],
    )


def _text(control: Control, side: Side) -> str:
    return control.aws_part if side == Side.AWS else control.customer_part


def _neutral(text: str) -> str:
    """Without the little words that tell whose half it is."""
    for telling, plain in ((" your own ", " its own "), (" you run", " it runs"), (" your ", " its own ")):
        text = text.replace(telling, plain)
    return text


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
