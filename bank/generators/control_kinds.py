"""Which kind of control is this: inherited, shared or customer-specific?"""

from collections.abc import Iterator

from bank.generators.controls import cells_of, claims_whole, control_rule, half_of
from bank.generators.draft import DerivedOption, DerivedQuestion, picked
from bank.models import Needs, Skill
from matrix.facts import Facts
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
                misconception="" if each == kind else misconception(kind, each),
                claims=(claims_whole(control, OWNERS[each]),),
            )
            for each, text in TEXTS.items()
        ],
        needs=Needs.RULE,
        rule=control_rule(control),
    )


def misconception(kind: str, chosen: str) -> str:
    return f"{kind.removesuffix('-specific')}-taken-for-{chosen.removesuffix('-specific')}"


def _why(control: Control, kind: ControlKind, chosen: ControlKind) -> str:
    """Of each wrong kind, the half that it leaves out or gives to the wrong side; of the right one, what settles it."""
    match kind, chosen:
        case ControlKind.SHARED, ControlKind.SHARED:
            return "The control applies to AWS's layers and to yours, each time to different systems or people."
        case ControlKind.SHARED, ControlKind.INHERITED:
            return half_of(control, Side.CUSTOMER)
        case ControlKind.SHARED, _:
            return half_of(control, Side.AWS)
        case ControlKind.INHERITED, ControlKind.INHERITED:
            return half_of(control, Side.AWS)
        case ControlKind.INHERITED, ControlKind.SHARED:
            return half_of(control, Side.CUSTOMER)
        case ControlKind.INHERITED, _:
            return "Customers have no access to AWS's sites, equipment or staff there."
        case _, ControlKind.INHERITED:
            return half_of(control, Side.CUSTOMER)
        case _, ControlKind.SHARED:
            return half_of(control, Side.AWS)
    return f"AWS cannot know what {control.name[0].lower() + control.name[1:]} needs in your workload."
