"""Something happened: who is responsible? The answer is read from the fact that the scenario points at."""

from collections.abc import Iterator

from bank.generators.columns import columns
from bank.generators.controls import cells_of, half_of
from bank.generators.draft import DerivedQuestion, Evidence, asked_about, opposite, picked
from bank.generators.layer_rules import rule_of
from bank.generators.one_side import missing_halves, only_one
from bank.generators.owners import AWS, BOTH, CUSTOMER, ROLES, SKILLS, owner_options
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import lowered
from bank.models import Form, Needs
from matrix.facts import Facts
from matrix.learnable.rules import control_slug
from matrix.models import Control, ControlKind, Duty, Owner, Responsibility, Scenario, Side

NAME = "scenarios"
WORDINGS = ("{text} Who is responsible for this?", "{text} Whose responsibility is this?")
OF_A_CONTROL = "{text} Who is responsible?"
PARTS = {AWS: "AWS's part in {control} is to {part}.", CUSTOMER: "Your part in {control} is to {part}."}
NOT_BOTH = {
    ControlKind.INHERITED: "{control} is an inherited control: customers have no access to what it protects.",
    ControlKind.CUSTOMER_SPECIFIC: "{control} is a customer-specific control: only the customer knows enough for it.",
    ControlKind.SHARED: "In a shared control, each side acts for its people and systems, and this is about {whose}.",
}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    """None of a scenario whose reason argues against the key: it is asked again once the reason is rewritten."""
    for scenario in facts.scenarios.values():
        if scenario.outdated:
            continue
        owner = facts.owner_of(scenario)
        cell = facts.cell_of(scenario)
        control = facts.control_by_id(scenario.control_id) if scenario.control_id else None
        cells = [cell] if cell else cells_of(control, facts) if control else []
        if owner in SKILLS and cells and all(asked_about(each) for each in cells):
            yield from _draft(scenario, Owner(owner), cells, control, facts)


@while_reasons_last
def _draft(
    scenario: Scenario, owner: Owner, cells: list[Responsibility], control: Control | None, facts: Facts
) -> DerivedQuestion:
    key = ROLES[owner]
    reasons = Reasons()
    duty = facts.duty_by_id(scenario.duty_id) if scenario.duty_id else None
    told = {key: reasons.say(scenario.why)}
    if control:
        told |= _of_control(control, key, reasons)
    elif duty:
        told |= {ROLES[Owner(opposite(owner))]: reasons.of(duty), BOTH: only_one(duty, reasons)}
    else:
        told |= missing_halves(cells[0].current_duties, reasons)
    return DerivedQuestion(
        generator=NAME,
        parameters={"scenario": scenario.slug},
        skill=SKILLS[owner],
        pattern=OF_A_CONTROL if control and not scenario.half else picked(WORDINGS, NAME, scenario.slug),
        slots={"text": scenario.text},
        cells=cells,
        choices=owner_options(key, told, lambda said: [{**_subject(scenario, facts), "owner": said.value}], cells[0]),
        form=Form.OWNER,
        evidence=_needed(control, duty, facts),
    )


def _subject(scenario: Scenario, facts: Facts) -> dict[str, str]:
    if scenario.duty_id:
        return {"duty": facts.duty_by_id(scenario.duty_id).path}
    if scenario.cell_id:
        return {"cell": facts.cell_by_id(scenario.cell_id).path}
    if scenario.control_id:
        control = {"control": facts.control_by_id(scenario.control_id).slug}
        return control | ({"half": scenario.half} if scenario.half else {})
    return {"layer": facts.layer_by_id(scenario.layer_id).slug, "services": scenario.services}


def _of_control(control: Control, key: str, reasons: Reasons) -> dict[str, str]:
    """For each owner that would be wrong: the part that this side really has, or why it has none."""
    told = {AWS: half_of(control, Side.CUSTOMER), CUSTOMER: half_of(control, Side.AWS)}
    if key != BOTH:
        wrong, part = (CUSTOMER, control.customer_part) if key == AWS else (AWS, control.aws_part)
        if not part.startswith("Nothing"):
            told[wrong] = PARTS[wrong].format(control=lowered(control.name), part=lowered(part))
        told[BOTH] = NOT_BOTH[ControlKind(control.kind)].format(
            control=control.name, whose="AWS's" if key == AWS else "the customer's"
        )
    return {role: reasons.say(text) for role, text in told.items() if role != key}


def _needed(control: Control | None, duty: Duty | None, facts: Facts) -> Evidence:
    if control:
        return Needs.RULE, control_slug(control.slug)
    if duty and duty.common_task and duty.common_task.slug in columns(facts):
        return columns(facts)[duty.common_task.slug].rule_for(duty.service, facts)
    layer = duty.cell.layer if duty else None
    if duty and layer and rule_of(layer, facts) == duty.cell.ownership.answer:
        return Needs.RULE, layer.slug
    return Needs.BOTH, ""
