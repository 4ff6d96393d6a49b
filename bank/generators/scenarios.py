"""Something happened: who has to act? The answer is read from the fact that the scenario points at."""

from collections.abc import Iterator

from bank.generators import owners
from bank.generators.controls import both_halves, cells_of, named
from bank.generators.draft import DerivedOption, DerivedQuestion, asked_about, opposite, picked
from bank.generators.misconceptions import TOOL_AS_OWNER, taking_aws_part, taking_customer_part
from bank.generators.rationales import undivided, wrong_owner
from bank.generators.wording import On, brief, has_to, infinitive, layer_of, on, who
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Control, ControlKind, Owner, Responsibility, Scenario

NAME = "scenarios"
WORDINGS = (
    "{text} Who has to act?",
    "{text} Who is responsible for this?",
    "{text} Who has to deal with this?",
)
OF_A_CONTROL = "{text} What is the right answer?"
# Among so few questions a draw of lengths can favor one place by luck: this one does not.
LENGTHS = "draw 5"
SKILLS = {Owner.AWS: Skill.AWS, Owner.CUSTOMER: Skill.CUSTOMER, Owner.SHARED: Skill.SHARED}


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
            yield _draft(scenario, Owner(owner), cells, control, facts)


def _draft(
    scenario: Scenario, owner: Owner, cells: list[Responsibility], control: Control | None, facts: Facts
) -> DerivedQuestion:
    tool = owners.tool_for(cells[0].layer.slug, NAME, scenario.slug)
    texts = owners.worded(None if control else cells[0].service, tool, NAME, LENGTHS, scenario.slug)
    role = next(role for role, held in owners.OWNER.items() if held == owner)
    contrast, rationales = _rationales(scenario, owner, cells[0], control, tool, facts)
    rationales[role] = scenario.why
    wrong = {
        owners.AWS: taking_customer_part(cells[0]),
        owners.CUSTOMER: taking_aws_part(cells[0]),
        owners.BOTH: "control-taken-for-task",
        owners.TOOL: TOOL_AS_OWNER,
    }
    subject = _subject(scenario, facts)
    return DerivedQuestion(
        generator=NAME,
        parameters={"scenario": scenario.slug},
        skill=SKILLS[owner],
        pattern=OF_A_CONTROL if scenario.control_id and not scenario.half else picked(WORDINGS, NAME, scenario.slug),
        slots={"text": scenario.text},
        cells=[*cells, *contrast],
        choices=[
            DerivedOption(
                key=each,
                text=texts[each],
                rationale=rationales[each],
                is_key=each == role,
                misconception="" if each == role else wrong[each],
                claims=({**subject, "owner": str(owners.OWNER[each])},) if each in owners.OWNER else (),
            )
            for each in owners.ROLES
        ],
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


def _rationales(
    scenario: Scenario,
    owner: Owner,
    cell: Responsibility,
    control: Control | None,
    tool: owners.Tool,
    facts: Facts,
) -> tuple[list[Responsibility], dict[str, str]]:
    """For each wrong answer; the cells of services that serve as contrast come with them."""
    if control:
        of_a_tool = owners.why_no_tool(tool, named(control), both_halves(control), scenario.slug)
        return [], _of_a_control(control, bool(scenario.half)) | {owners.TOOL: of_a_tool}
    if scenario.duty_id is None:
        told = f"{On(cell.service)}, this belongs to {layer_of(cell)}. {scenario.why}"
        of_a_tool = owners.why_no_tool(tool, layer_of(cell), scenario.why, scenario.slug)
        return [], dict.fromkeys((owners.AWS, owners.CUSTOMER, owners.BOTH), told) | {owners.TOOL: of_a_tool}
    duty = facts.duty_by_id(scenario.duty_id)
    told, contrast = wrong_owner(duty, facts)
    alone = f"{on(cell.service)} {brief(cell.service)}, {who(owner)} alone {has_to(owner)} {infinitive(duty)}."
    return [contrast.cell] if contrast else [], {
        str(opposite(owner)): told,
        owners.BOTH: f"{undivided(duty, scenario.slug)}: {alone}",
        owners.TOOL: owners.why_no_tool(tool, layer_of(cell), alone, scenario.slug),
    }


def _of_a_control(control: Control, about_a_half: bool) -> dict[str, str]:
    """For each owner that would be wrong, where a scenario is about a control or one half of it."""
    name = named(control)
    if control.kind != ControlKind.SHARED:
        one_sided = f"One side alone performs {name}"
        leads = {owners.AWS: one_sided, owners.CUSTOMER: one_sided, owners.BOTH: f"Nobody shares {name}"}
    elif about_a_half:
        leads = {
            owners.AWS: f"AWS has a part in {name}, and this is not it",
            owners.CUSTOMER: f"You have a part in {name}, and this is not it",
            owners.BOTH: f"Nobody shares one half of {name}: each half has its own owner",
        }
    else:
        leads = {owners.AWS: f"AWS does only its half of {name}", owners.CUSTOMER: f"You do only your half of {name}"}
    return {role: f"{lead}. {both_halves(control)}" for role, lead in leads.items()}
