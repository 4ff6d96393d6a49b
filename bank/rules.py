"""The general rules that can answer a question without the service's own fact, and their slugs.

A slug names a layer ("physical-facilities": the same for every service), a kind of service with a layer
("managed/guest-os") or a control ("control/patch-management").
"""

from collections.abc import Iterable

from matrix.facts import Facts

CONTROL = "control"


def is_rule(slug: str, facts: Facts) -> bool:
    first, slash, second = slug.partition("/")
    if not slash:
        return first in facts.layers
    return second in facts.controls if first == CONTROL else first in facts.types and second in facts.layers


def known_rules(facts: Facts) -> list[str]:
    return [
        *facts.layers,
        *(f"{kind}/{layer}" for kind in facts.types for layer in facts.layers),
        *(f"{CONTROL}/{control}" for control in facts.controls),
    ]


def why_unknown(slug: str, facts: Facts) -> str:
    """Return a sentence with what would be known in place of a slug that names no rule."""
    first, slash, _ = slug.partition("/")
    if not slash:
        known = f"write a layer ({_listed(facts.layers)}), “kind of service/layer” or “control/name of a control”"
    elif first == CONTROL:
        known = f"known controls are {_listed(facts.controls)}"
    elif first not in facts.types:
        known = f"before the slash stands “{CONTROL}” or a kind of service ({_listed(facts.types)})"
    else:
        known = f"known layers are {_listed(facts.layers)}"
    return f"there is no rule “{slug}”; {known}."


def _listed(slugs: Iterable[str]) -> str:
    return ", ".join(slugs)
