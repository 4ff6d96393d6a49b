"""Subjects of claims as a line of text, as instructors type them.

"ec2/guest-os" is a cell, "ec2/guest-os/patch-the-guest" a duty, "control:patch-management" a control,
"control:patch-management/customer" one half of it, "layer:guest-os/all-but-hybrid" a layer over services.
"""

from collections.abc import Iterator
from typing import Any

from matrix.facts import Facts
from matrix.models import AboutAFact, Side

CONTROL, LAYER = "control:", "layer:"


def subject_at(path: str) -> dict[str, str]:
    """Return the subject as in an item file, without checking whether it exists."""
    if path.startswith(CONTROL):
        slug, _, half = path.removeprefix(CONTROL).partition("/")
        return {"control": slug} | ({"half": half} if half else {})
    if path.startswith(LAYER):
        slug, _, services = path.removeprefix(LAYER).partition("/")
        return {"layer": slug, "services": services or AboutAFact.ALL}
    return {"duty" if path.count("/") == 2 else "cell": path}


def path_of(subject: dict[str, Any]) -> str:
    match subject:
        case {"control": slug, "half": half}:
            return f"{CONTROL}{slug}/{half}"
        case {"control": slug}:
            return f"{CONTROL}{slug}"
        case {"layer": slug, "services": services}:
            return f"{LAYER}{slug}/{services}"
    return str(subject.get("duty") or subject.get("cell") or "")


def suggestions(facts: Facts, services: set[str]) -> Iterator[str]:
    for cell in facts.cells.values():
        if cell.service.slug in services:
            yield cell.path
            yield from (duty.path for duty in cell.current_duties)
    for slug in facts.controls:
        yield f"{CONTROL}{slug}"
        yield from (f"{CONTROL}{slug}/{half}" for half in Side.values)
    yield from (f"{LAYER}{slug}/{AboutAFact.ALL_BUT_HYBRID}" for slug in facts.layers)
