"""One control is shared (inherited, customer-specific). Which of these is of the same kind?"""

from collections.abc import Iterator

from bank.generators.control_kinds import OWNERS, misconception
from bank.generators.controls import KINDS, cells_of, claims_whole, why_or_why_not
from bank.generators.draft import DerivedOption, DerivedQuestion, choose_distractors, ranked
from bank.models import Needs, Skill
from matrix.facts import Facts
from matrix.learnable.rules import control_slug
from matrix.models import Control, ControlKind

NAME = "controls-alike"
WORDINGS = (
    "“{name}” is {kind}. Which of these is {kind} too?",
    "A study sheet says that “{name}” is {kind}. Which of these is {kind} as well?",
)
PLAIN = 85  # characters; longer parts are hard to read four at a time


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    controls = [control for control in facts.controls.values() if cells_of(control, facts)]
    for control in controls:
        alike = [other for other in controls if other.kind == control.kind and other != control and is_plain(other)]
        others = [other for other in controls if other.kind != control.kind and is_plain(other)]
        keys = ranked(alike, lambda other: other.slug, NAME, control.slug)
        for wording, right in zip(WORDINGS, keys, strict=False):
            yield _draft(control, right, others, wording, facts)


def is_plain(control: Control) -> bool:
    parts = {
        ControlKind.INHERITED: control.aws_part,
        ControlKind.SHARED: control.aws_part + control.customer_part,
        ControlKind.CUSTOMER_SPECIFIC: control.customer_part,
    }
    return len(parts[ControlKind(control.kind)]) <= PLAIN


def _draft(control: Control, right: Control, others: list[Control], wording: str, facts: Facts) -> DerivedQuestion:
    kind = ControlKind(control.kind)
    key = _option(right, kind)
    candidates = ranked(others, lambda other: other.slug, NAME, control.slug, right.slug)
    wrong = choose_distractors(key, [_option(other, kind) for other in candidates], NAME, control.slug, right.slug)
    offered = [right, *(facts.controls[choice.key] for choice in wrong)]
    return DerivedQuestion(
        generator=NAME,
        parameters={"control": control.slug, "answer": right.slug},
        skill=Skill.COMPONENTS,
        pattern=wording,
        slots={"name": control.name, "kind": KINDS[kind]},
        cells=[cell for each in offered for cell in cells_of(each, facts)],
        choices=[key, *wrong],
        evidence=(Needs.RULE, control_slug(right.slug)),
    )


def _option(control: Control, asked: ControlKind) -> DerivedOption:
    kind = ControlKind(control.kind)
    return DerivedOption(
        control.slug,
        control.name,
        why_or_why_not(control, asked),
        is_key=kind == asked,
        misconception=misconception(kind, asked),
        claims=(claims_whole(control, OWNERS[asked]),),
    )
