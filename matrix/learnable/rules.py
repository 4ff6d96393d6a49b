"""General rules over the cells: what follows them, what is an exception, and the slugs that name them.

A slug names the rule of a layer ("physical-facilities"), of a kind of service in a layer ("managed/backup-recovery"),
or a control ("control/patch-management").
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matrix.facts import Facts, made_once
from matrix.models import Layer, Responsibility, Rule, ServiceType

Subject = int | str  # what can be known: the id of a cell, or the slug of a rule or control
CONTROL = "control"
NAMED = 10  # exceptions, in a message
FEWEST = 2  # cells, before what they have in common is a rule


@dataclass(frozen=True)
class RuleOverCells:
    """`exceptions` are the cells in its scope with another owner, also where the rule of their kind explains them."""

    rule: Rule
    conforming: tuple[Responsibility, ...]
    exceptions: tuple[Responsibility, ...]

    @property
    def cells(self) -> tuple[Responsibility, ...]:
        return self.conforming + self.exceptions

    @property
    def holds(self) -> bool:
        return len(self.cells) >= FEWEST and len(self.conforming) > len(self.exceptions)


def conforms(rule: Rule, cell: Responsibility) -> bool:
    return cell.ownership.answer == rule.owner


def over_cells(rule: Rule, cells: Iterable[Responsibility]) -> RuleOverCells:
    covered = [cell for cell in cells if cell.is_asked and _covers(cell, rule.layer, rule.service_type)]
    return RuleOverCells(
        rule,
        tuple(cell for cell in covered if conforms(rule, cell)),
        tuple(cell for cell in covered if not conforms(rule, cell)),
    )


def _covers(cell: Responsibility, layer: Layer, kind: ServiceType | None) -> bool:
    return cell.layer_id == layer.pk and (kind is None or cell.service.service_type_id == kind.pk)


def why_refused(found: RuleOverCells) -> str:
    """Return a sentence with what contradicts the rule, empty if it holds."""
    if found.holds:
        return ""
    if len(found.cells) < FEWEST:
        return (
            f"A rule is about several cells, and this one is about {len(found.cells)}. Choose a wider scope, "
            "or leave it to the cell."
        )
    shown, more = found.exceptions[:NAMED], len(found.exceptions) - NAMED
    owners = ", ".join(f"{cell.service.short_name} ({cell.ownership.answer.label})" for cell in shown)
    owners += f" and {more} more" if more > 0 else ""
    return (
        f"{found.rule.ownership.label} is the owner of {len(found.conforming)} of {len(found.cells)} cells, and a "
        f"rule needs most of them. Exceptions: {owners}. Choose the owner of most cells, or a narrower scope."
    )


def asked_cells(facts: Facts) -> list[Responsibility]:
    return [cell for cell in facts.cells.values() if cell.is_asked and cell.service.slug in facts.services]


@made_once
def all_rules(facts: Facts) -> dict[str, RuleOverCells]:
    by_layer: dict[int, list[Responsibility]] = {}
    for cell in asked_cells(facts):
        by_layer.setdefault(cell.layer_id, []).append(cell)
    return {slug: over_cells(rule, by_layer.get(rule.layer_id, ())) for slug, rule in facts.rules.items()}


@made_once
def holding(facts: Facts) -> dict[str, RuleOverCells]:
    """Return the rules that may be taught and asked: one that a later change of its cells refutes rests."""
    return {slug: found for slug, found in all_rules(facts).items() if found.holds}


def rules_over(cell: Responsibility, facts: Facts) -> tuple[RuleOverCells, ...]:
    """Return the rule of its layer and that of its kind there, as far as they exist. Cells not asked have none."""
    if not cell.is_asked:
        return ()
    slugs = cell.layer.slug, f"{cell.service.service_type.slug}/{cell.layer.slug}"
    return tuple(found for slug in slugs if (found := holding(facts).get(slug)))


def governing(cell: Responsibility, facts: Facts) -> Rule | None:
    """Return the most specific rule that covers the cell, whether it follows it or not."""
    found = rules_over(cell, facts)
    return found[-1].rule if found else None


def control_slug(control: str) -> str:
    return f"{CONTROL}/{control}"


def known_rules(facts: Facts) -> list[str]:
    return [*facts.rules, *map(control_slug, facts.controls)]


def why_unknown(slug: str, facts: Facts) -> str:
    """Return a sentence with what would be known in place of a slug that names no rule."""
    if slug.startswith(control_slug("")):
        return f"there is no rule “{slug}”; known controls are {', '.join(facts.controls)}."
    known = f"known rules are {', '.join(facts.rules)}; of a control write “{control_slug('its name')}”"
    return f"there is no rule “{slug}”; {known}."
