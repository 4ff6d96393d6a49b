"""Directives in a lesson: facts that are looked up for each request."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from lessons.drawings import drawing
from lessons.incidents import ShownIncident, incidents
from lessons.markup import Directive, ParsedText, TextProblem
from lessons.names import Unknown, cell_at, problems_of_links, rows_named
from lessons.statements import problems_of_statements
from matrix.boundary_guess import BoundaryGuess
from matrix.facts import Facts
from matrix.grid import Band, band_of, make_grid
from matrix.models import AboutAFact, ControlKind, Layer, Owner, Side


def stack(directive: Directive, facts: Facts) -> dict[str, Any]:
    services = rows_named("service", directive.words, facts.services)
    return {"grid": make_grid(services, facts), "caption": directive.caption}


def duties(directive: Directive, facts: Facts) -> dict[str, Any]:
    head, *tasks = directive.words or ("",)
    if not head.endswith(":"):
        raise Unknown("begin with the service and a colon, as in [[duties ec2: layer/duty layer/duty]].")
    [service] = rows_named("service", [head.removesuffix(":")], facts.services)
    layers = [task.partition("/")[0] for task in tasks]
    rows_named("layer", layers, facts.layers)
    chosen = rows_named("duty", [f"{service.slug}/{task}" for task in tasks], facts.duties)
    return {
        "service": service,
        "sides": [
            (side, [duty for duty in chosen if duty.owner == side])
            for side in (Side.AWS, Side.CUSTOMER)
            if any(duty.owner == side for duty in chosen)
        ],
    }


def always(directive: Directive, facts: Facts) -> dict[str, Any]:
    """Hybrid services are excluded and named."""
    if directive.words not in (("aws",), ("customer",)):
        raise Unknown("write [[always aws]] or [[always customer]].")
    owner = Owner(directive.words[0])
    services = facts.services_meant(AboutAFact.ALL_BUT_HYBRID)
    layers = [layer for layer in facts.layers.values() if facts.owner_over(layer, services) == owner]
    hybrid = [service for service in facts.services.values() if service.is_hybrid]
    return {
        "owner": owner,
        "layers": layers,
        "exceptions": [s for s in hybrid if any(facts.owner_over(layer, [s]) != owner for layer in layers)],
    }


def controls(directive: Directive, facts: Facts) -> dict[str, Any]:
    if directive.words:
        raise Unknown("write [[controls]] and nothing else.")
    examples = [control for control in facts.controls.values() if control.official_example]
    return {
        "kinds": [
            (kind, of_kind[0].ownership, of_kind)
            for kind in ControlKind
            if (of_kind := [control for control in examples if control.kind == kind])
        ]
    }


def boxes(directive: Directive, facts: Facts) -> dict[str, Any]:
    """Layers that AWS's own figure leaves out come last, under no words."""
    if directive.words:
        raise Unknown("write [[boxes]] and nothing else.")
    services = list(facts.services.values())
    found: dict[str, list[tuple[Layer, Band]]] = {}
    for layer in sorted(facts.layers.values(), key=lambda layer: not layer.exam_words):
        found.setdefault(layer.exam_words, []).append((layer, band_of(layer, services, facts)))
    return {"boxes": found}


def traps(directive: Directive, facts: Facts) -> dict[str, Any]:
    scenarios = rows_named("scenario", directive.words, facts.scenarios)
    twice = {slug for slug in directive.words if directive.words.count(slug) > 1}
    unsettled = [scenario.slug for scenario in scenarios if not facts.settles(scenario)]
    if twice or unsettled:
        raise Unknown(
            *(f"“{slug}” is named twice." for slug in sorted(twice)),
            *(f"“{slug}” can’t be asked: the facts give no certain answer to it." for slug in unsettled),
        )
    return {"scenarios": scenarios}


def cell(directive: Directive, facts: Facts) -> dict[str, Any]:
    if len(directive.words) != 1:
        raise Unknown("name one cell, as in [[cell rds/guest-os]].")
    return {"cell": cell_at(directive.words[0], facts)}


def incident(directive: Directive, facts: Facts) -> dict[str, Any]:
    known = incidents(facts)
    [found_one] = rows_named("incident", directive.words[:1], known)
    if len(directive.words) > 1:
        raise Unknown("name one incident, as in [[incident open-bucket]].")
    try:
        return {"telling": ShownIncident(found_one, facts)}
    except ValidationError as error:
        raise Unknown(f"the incident “{found_one.slug}” can’t be shown: {' '.join(error.messages)}") from None


def twins(directive: Directive, facts: Facts) -> dict[str, Any]:
    services = rows_named("service", directive.words, facts.services)
    if len(services) != 2 or services[0] == services[1]:
        raise Unknown("name two services, as in [[twins ec2 rds]].")
    return {"guess": BoundaryGuess(services[0], services[1], facts)}


def drawn(directive: Directive, facts: Facts) -> dict[str, Any]:
    return {**drawing(directive.words, facts), "caption": directive.caption}


def question(directive: Directive, facts: Facts) -> dict[str, Any]:
    """Only its form: whether the question exists is known in a room above (`section_questions.problems_of`)."""
    if len(directive.words) != 1:
        raise Unknown("name one question, as in [[question ec2-os-unpatched-6-months]].")
    return {}


SHOWN: dict[str, Callable[[Directive, Facts], dict[str, Any]]] = {
    "stack": stack,
    "duties": duties,
    "always": always,
    "boxes": boxes,
    "controls": controls,
    "traps": traps,
    "cell": cell,
    "incident": incident,
    "twins": twins,
    "drawing": drawn,
    "question": question,
}


def directive_context(directive: Directive, facts: Facts) -> dict[str, Any]:
    return SHOWN[directive.name](directive, facts)


def problems_in(text: ParsedText, facts: Facts) -> list[TextProblem]:
    return sorted([*problems_of_form(text, facts), *problems_of_statements(text, facts)])


def problems_of_form(text: ParsedText, facts: Facts) -> list[TextProblem]:
    problems = list(text.problems)
    seen: set[str] = set()
    for directive in text.directives:
        try:
            directive_context(directive, facts)
        except Unknown as unknown:
            problems += [TextProblem(directive.line, message) for message in unknown.messages]
        if directive.name in ("traps", "question"):
            again = [slug for slug in directive.words if slug in seen]
            problems += [TextProblem(directive.line, f"“{slug}” is asked earlier in the lesson.") for slug in again]
            seen.update(directive.words)
    return sorted([*problems, *problems_of_links(text, facts)])


def cells_named(directive: Directive) -> list[str]:
    if directive.name == "cell":
        return list(directive.words)
    if directive.name == "duties":
        service = directive.words[0].removesuffix(":")
        return [f"{service}/{task.partition('/')[0]}" for task in directive.words[1:]]
    return []


def owners_shown(directive: Directive, facts: Facts) -> dict[str, Owner | None]:
    try:
        shown = directive_context(directive, facts)
    except Unknown:
        return {}
    match directive.name:
        case "stack":
            cells = [facts.cells[service, layer] for service in directive.words for layer in facts.layers]
            return {cell.path: cell.ownership for cell in cells}
        case "duties":
            return {duty.path: Owner(duty.owner) for _, duties in shown["sides"] for duty in duties}
        case "always":
            owners: dict[str, Owner | None] = {layer.slug: shown["owner"] for layer in shown["layers"]}
            return owners | {service.slug: None for service in shown["exceptions"]}
        case "boxes":
            bands = {layer.slug: band for layers in shown["boxes"].values() for layer, band in layers}
            return {slug: None if band == Band.MOVES else Owner(band.value) for slug, band in bands.items()}
        case "controls":
            return {control.slug: owner for _, owner, of_kind in shown["kinds"] for control in of_kind}
        case "traps":
            return {scenario.slug: facts.owner_of(scenario) for scenario in shown["scenarios"]}
        case "cell":
            return {shown["cell"].path: shown["cell"].ownership}
        case "incident":
            return {shown["telling"].duty.path: Owner(shown["telling"].duty.owner)}
        case "twins":
            return {cell.path: cell.ownership for row in shown["guess"].rows for cell in (row.before, row.after)}
        case "drawing":
            return shown["owners"]
    return {}


def sections_of(text: ParsedText) -> list[dict[str, Any]]:
    return [
        {
            "anchor": section.anchor,
            "title": section.title,
            "cells": sorted(
                {path for part in section.parts if isinstance(part, Directive) for path in cells_named(part)}
            ),
        }
        for section in text.sections
    ]
