"""Questions of each form about real cells, for tests."""

from matrix.facts import Facts, current
from quizzes.models import Item, ItemVersion, Skill
from quizzes.publishing import publish

STACK = ["application-code", "guest-os", "virtualization", "hardware-network", "physical-facilities"]


def published(slug: str, content: dict) -> ItemVersion:
    item = Item.objects.create(slug=slug, skill=Skill.SHIFT)
    return publish(item, {"skill": "shift", "section": "shared-responsibility-model#shifts", **content})


def _duties(facts: Facts, owner: str, count: int) -> list:
    """Of as many layers of EC2."""
    found = {d.cell.layer.slug: d for d in facts.duties.values() if d.cell.service.slug == "ec2" and d.owner == owner}
    return list(found.values())[:count]


def _option(duty, **said) -> dict:
    return {
        "key": duty.cell.layer.slug + "-" + duty.owner,
        "text": duty.task,
        "rationale": f"Why: {duty.task}",
        **said,
    }


def choose_two(keys: tuple[int, int] = (0, 1)) -> ItemVersion:
    """Five tasks of which those at `keys` are right; any two may be, since no option claims anything."""
    tasks = [*_duties(current(), "customer", 3), *_duties(current(), "aws", 2)]
    options = [_option(duty, is_key=number in keys) for number, duty in enumerate(tasks)]
    return published(
        "choose-two", {"form": "choose-n", "stem": "Which 2?", "cells": ["ec2/guest-os"], "options": options}
    )


def sorting(turned: bool = False) -> ItemVersion:
    """Six rows; `turned` takes other rows so that the owners stand the other way round."""
    counts = (2, 4) if turned else (4, 2)
    rows = [*_duties(current(), "customer", counts[0]), *_duties(current(), "aws", counts[1])]
    options = [
        _option(duty, expected=str(duty.owner), claims=[{"duty": duty.path, "owner": str(duty.owner)}])
        for duty in rows
    ]
    return published("sorting", {"form": "sort", "stem": "Whose?", "cells": ["ec2/guest-os"], "options": options})


def boundary() -> ItemVersion:
    """The stack of EC2: AWS takes over at virtualization."""
    facts = current()
    options = []
    for above, layer in zip([None, *STACK], STACK, strict=False):
        claims = [{"cell": f"ec2/{layer}", "owner": "aws"}]
        if above:
            claims.append({"cell": f"ec2/{above}", "owner": "customer"})
        options.append(
            {
                "key": layer,
                "text": facts.layers[layer].name,
                "is_key": layer == "virtualization",
                "rationale": facts.cell(f"ec2/{layer}").rationale,
                "claims": claims,
            }
        )
    return published(
        "boundary", {"form": "boundary", "stem": "Where?", "cells": ["ec2/virtualization"], "options": options}
    )
