"""Which kind of control is this: inherited, shared or customer-specific?"""

from collections.abc import Iterator

from bank.generators.controls import both_halves, cells_of, claims_whole, part
from bank.generators.draft import DerivedOption, DerivedQuestion, fingerprint, picked
from bank.generators.misconceptions import TOOL_AS_OWNER
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Control, ControlKind, Owner, Side

NAME = "control-kinds"
WORDINGS = (
    "Which kind of control is “{name}”?",
    "An auditor asks you to sort “{name}” by kind of control. Where does it go?",
    "A table lists each control with its kind. What stands beside “{name}”?",
)
# Among so few questions a draw of lengths can favor one kind by luck: this one does not.
LENGTHS = "longest 5"
SUPPORT = "delegated"
OWNERS = {
    ControlKind.INHERITED: Owner.AWS,
    ControlKind.SHARED: Owner.SHARED,
    ControlKind.CUSTOMER_SPECIFIC: Owner.CUSTOMER,
}
PLAIN = {
    ControlKind.INHERITED: "Inherited: AWS performs all of it",
    ControlKind.SHARED: "Shared: AWS and the customer each do a half",
    ControlKind.CUSTOMER_SPECIFIC: "Customer-specific: the customer performs it",
    SUPPORT: "Delegated: AWS Support performs it",
}
LONG = {
    ControlKind.INHERITED: "Inherited: AWS performs all of it, and the customer takes it over",
    ControlKind.SHARED: "Shared: AWS and the customer each do a half, in separate layers",
    ControlKind.CUSTOMER_SPECIFIC: "Customer-specific: the customer performs it, on top of what AWS runs",
    SUPPORT: "Delegated: AWS Support performs it, once the customer asks for that",
}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for control in facts.controls.values():
        cells = cells_of(control, facts)
        if cells:
            yield _draft(control, cells)


def _draft(control: Control, cells) -> DerivedQuestion:
    kind = ControlKind(control.kind)
    roles = [*OWNERS, SUPPORT]
    longest = roles[fingerprint(NAME, LENGTHS, control.slug) % len(roles)]
    rationales = {each: _why_not(control, kind, each) for each in OWNERS} | {
        kind: _why(control, kind),
        SUPPORT: f"AWS Support answers questions, also about “{control.name}”, but performs no control. "
        + both_halves(control),
    }
    return DerivedQuestion(
        generator=NAME,
        parameters={"control": control.slug},
        skill=Skill.COMPONENTS,
        pattern=picked(WORDINGS, NAME, control.slug),
        slots={"name": control.name},
        cells=cells,
        choices=[
            DerivedOption(
                key=str(role),
                text=(LONG if role == longest else PLAIN)[role],
                rationale=rationales[role],
                is_key=role == kind,
                misconception="" if role == kind else _misconception(kind, role),
                claims=(claims_whole(control, OWNERS[ControlKind(role)]),) if role in OWNERS else (),
            )
            for role in roles
        ],
    )


def _misconception(kind: str, chosen: str) -> str:
    if chosen == SUPPORT:
        return TOOL_AS_OWNER
    return f"{kind.removesuffix('-specific')}-taken-for-{chosen.removesuffix('-specific')}"


def _why(control: Control, kind: ControlKind) -> str:
    return {
        ControlKind.INHERITED: f"“{control.name}” is inherited: nothing of it is left to you. {both_halves(control)}",
        ControlKind.SHARED: f"“{control.name}” is shared, with a half for each side. {both_halves(control)}",
        ControlKind.CUSTOMER_SPECIFIC: f"“{control.name}” is yours alone. {both_halves(control)}",
    }[kind]


def _why_not(control: Control, kind: ControlKind, chosen: str) -> str:
    name, yours, theirs = control.name, part(control, Side.CUSTOMER), part(control, Side.AWS)
    match kind, chosen:
        case ControlKind.SHARED, ControlKind.INHERITED:
            return f"AWS does only its half of “{name}”. You still have to {yours}."
        case ControlKind.SHARED, _:
            return f"You are not alone with “{name}”: AWS has to {theirs}."
        case ControlKind.INHERITED, ControlKind.SHARED:
            return f"No half of “{name}” is left to you, since you cannot act at AWS's sites. AWS has to {theirs}."
        case ControlKind.INHERITED, _:
            return f"You cannot perform “{name}” at AWS's sites. There, AWS has to {theirs}."
        case _, ControlKind.INHERITED:
            return f"You inherit nothing of “{name}”. It is up to you to {yours}."
    return f"For “{name}”, AWS does no more than {theirs}. The control itself is yours: you have to {yours}."
