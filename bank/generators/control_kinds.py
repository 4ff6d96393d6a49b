"""Which kind of control is this: inherited, shared or customer-specific?"""

from collections.abc import Iterator

from bank.generators.controls import because, cells_of, claims_whole, half_of
from bank.generators.draft import DerivedOption, DerivedQuestion, picked
from bank.models import Needs, Skill
from matrix.facts import Facts
from matrix.learnable.rules import control_slug
from matrix.models import Control, ControlKind, Owner, Responsibility, Side

NAME = "control-kinds"
WORDINGS = (
    "Which kind of control is “{name}”?",
    "An auditor sorts controls by kind. Where does “{name}” belong?",
    "A table lists each control with its kind. What is the kind of “{name}”?",
)
OWNERS = {
    ControlKind.INHERITED: Owner.AWS,
    ControlKind.SHARED: Owner.SHARED,
    ControlKind.CUSTOMER_SPECIFIC: Owner.CUSTOMER,
}
TEXTS = {
    ControlKind.INHERITED: "Inherited: AWS does all of it",
    ControlKind.SHARED: "Shared: each side does its own part",
    ControlKind.CUSTOMER_SPECIFIC: "Customer-specific: the customer does it",
}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for control in facts.controls.values():
        cells = cells_of(control, facts)
        if cells:
            yield _draft(control, cells)


def _draft(control: Control, cells: list[Responsibility]) -> DerivedQuestion:
    kind = ControlKind(control.kind)
    return DerivedQuestion(
        generator=NAME,
        parameters={"control": control.slug},
        skill=Skill.COMPONENTS,
        pattern=picked(WORDINGS, NAME, control.slug),
        slots={"name": control.name},
        cells=cells,
        choices=[
            DerivedOption(
                key=str(each),
                text=text,
                rationale=_why(control, kind, each),
                is_key=each == kind,
                misconception=misconception(kind, each),
                claims=(claims_whole(control, OWNERS[each]),),
            )
            for each, text in TEXTS.items()
        ],
        evidence=(Needs.RULE, control_slug(control.slug)),
    )


def misconception(kind: str, chosen: str) -> str:
    return f"{kind.removesuffix('-specific')}-taken-for-{chosen.removesuffix('-specific')}"


def _why(control: Control, kind: ControlKind, chosen: ControlKind) -> str:
    """Of each wrong kind, the part that it leaves out; of the right one, what makes it so."""
    match kind, chosen:
        case ControlKind.SHARED, ControlKind.SHARED:
            return f"{half_of(control, Side.AWS)} {half_of(control, Side.CUSTOMER)}"
        case ControlKind.SHARED, ControlKind.INHERITED:
            return because(control, Side.CUSTOMER)
        case ControlKind.SHARED, _:
            return because(control, Side.AWS)
        case ControlKind.INHERITED, ControlKind.INHERITED:
            return half_of(control, Side.AWS)
        case ControlKind.INHERITED, ControlKind.SHARED:
            return "This control covers sites, equipment and people of AWS only, so no part is left for the customer."
        case ControlKind.INHERITED, _:
            return "Customers have no access to the sites, the equipment or the people that this control covers."
        case _, ControlKind.INHERITED:
            return half_of(control, Side.CUSTOMER)
        case _, ControlKind.SHARED:
            return "AWS offers tools that help with this control, but a tool does no part of it by itself."
    return "This control depends on your data, your code and your users, which only you know."
