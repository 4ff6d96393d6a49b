"""Problems of the facts as a whole. Each is a line that says what to do."""

from collections.abc import Iterator

from matrix.facts import Facts
from matrix.learnable.rules import all_rules, why_refused
from matrix.models import Owner, Responsibility, Side

SIDES = {
    Owner.CUSTOMER: (Side.CUSTOMER,),
    Owner.AWS: (Side.AWS,),
    Owner.INHERITED: (Side.AWS,),
    Owner.SHARED: (Side.AWS, Side.CUSTOMER),
    Owner.NOT_APPLICABLE: (),
}


def figures(facts: Facts) -> dict[str, int]:
    return {
        "services": len(facts.services),
        "layers": len(facts.layers),
        "cells": len(facts.cells),
        "duties": len(facts.duties),
        "controls": len(facts.controls),
        "rules": len(facts.rules),
        "scenarios": len(facts.scenarios),
        "cells_without_source": len(list(cells_without_source(facts))),
        "owners_without_duty": len(list(owners_without_duty(facts))),
        "rules_refuted": len(list(rules_refuted(facts))),
        "scenarios_without_answer": len(list(scenarios_without_answer(facts))),
    }


def problems(facts: Facts) -> Iterator[str]:
    for cell in cells_without_source(facts):
        yield f"{cell.path}: add the title and the address of the page that says who owns it."
    for cell, side in owners_without_duty(facts):
        yield (
            f"{cell.path}: the owner is {cell.ownership.label}, but no duty is {side.label}'s. "
            "Add one, or correct the owner."
        )
    for slug in scenarios_without_answer(facts):
        yield f"scenario {slug}: the facts give no certain answer. Point it at another fact, or remove it."
    for slug, refusal in rules_refuted(facts):
        yield f"rule {slug}: {refusal}"


def rules_refuted(facts: Facts) -> Iterator[tuple[str, str]]:
    for slug, found in all_rules(facts).items():
        if not found.holds:
            yield slug, why_refused(found)


def cells_without_source(facts: Facts) -> Iterator[Responsibility]:
    for cell in facts.cells.values():
        if not cell.source_title.strip() or not cell.source_url.strip():
            yield cell


def owners_without_duty(facts: Facts) -> Iterator[tuple[Responsibility, Side]]:
    for cell in facts.cells.values():
        for side in SIDES[cell.ownership]:
            if not cell.duties_of(side):
                yield cell, side


def scenarios_without_answer(facts: Facts) -> Iterator[str]:
    for slug, scenario in facts.scenarios.items():
        if not facts.settles(scenario):
            yield slug
