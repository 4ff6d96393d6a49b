"""Questions of each form about real cells, for tests."""

import re

import pytest

from bank.models import ChangeKind, Item, ItemVersion, Option, Skill, TestedCell
from bank.publishing import publish
from matrix.facts import Facts, current

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
    """The stack of EC2: the guest operating system is the customer's lowest layer."""
    facts = current()
    options = []
    for layer, below in zip(STACK, [*STACK[1:], None], strict=True):
        claims = [{"cell": f"ec2/{layer}", "owner": "customer"}]
        if below:
            claims.append({"cell": f"ec2/{below}", "owner": "aws"})
        options.append(
            {
                "key": layer,
                "text": facts.layers[layer].name,
                "is_key": layer == "guest-os",
                "rationale": facts.cell(f"ec2/{layer}").rationale,
                "claims": claims,
            }
        )
    return published("boundary", {"form": "boundary", "stem": "Where?", "cells": ["ec2/guest-os"], "options": options})


def by_hand() -> ItemVersion:
    return Item.objects.asked().filter(generator="").first().published


def derived() -> ItemVersion:
    return Item.objects.asked().exclude(generator="").first().published


def owner() -> ItemVersion:
    sides = [("aws", "AWS"), ("customer", "The customer"), ("shared", "Both")]
    options = [
        {"key": key, "text": text, "is_key": key == "customer", "rationale": f"Why {key}"} for key, text in sides
    ]
    return published("owner", {"form": "owner", "stem": "Whose?", "cells": ["ec2/guest-os"], "options": options})


# Every form, each with several sets of positions, from 0, that could be right in it; of rows, AWS's.
FORMS = [
    pytest.param(by_hand, [{0}, {1}, {2}, {3}], id="choose one"),
    pytest.param(derived, [{0}, {1}, {2}, {3}], id="derived"),
    pytest.param(owner, [{0}, {1}, {2}], id="owner"),
    pytest.param(choose_two, [{0, 1}, {1, 2}, {2, 4}, {3, 4}], id="choose two"),
    pytest.param(sorting, [set(), {0}, {1, 2, 3}, set(range(6))], id="sort"),
    pytest.param(boundary, [{0}, {1}, {2}, {3}, {4}], id="boundary"),
]


# The id of the row that serves a twin, the same each time: pages make the options' names of it.
SERVED_AS = 10**12


def twin(version: ItemVersion, keys: set[int]) -> ItemVersion:
    """Alike but for what is right: triggers forbid to change the version itself."""
    made = ItemVersion.objects.create(
        item=version.item, number=900, form=version.form, stem=version.stem, change="clarify"
    )
    TestedCell.objects.create(version=made, cell=version.tested_cells.first().cell, position=1)
    Option.objects.bulk_create(
        Option(
            version=made,
            key=option.key,
            token=option.token,
            position=option.position,
            text=option.text,
            is_key=place in keys and not option.expected,
            expected="" if not option.expected else "aws" if place in keys else "customer",
            rationale=option.rationale,
        )
        for place, option in enumerate(version.options.order_by("position"))
    )
    return made


def without_tokens(page: str) -> str:
    page = re.sub(r'name="(csrfmiddlewaretoken|event|flag_event)" value="[^"]+"', r'name="\1"', page)
    return re.sub(r'"X-CSRFToken": ?"[^"]+"', "", page)


def turn_row(version: ItemVersion, row: str) -> None:
    """Publishes the same rows with this one on the other side, whatever the facts say."""
    by = ItemVersion.objects.create(
        item=version.item, number=2, form=version.form, stem=version.stem, change=ChangeKind.KEY_CHANGE
    )
    TestedCell.objects.create(version=by, cell=version.tested_cells.get().cell, position=1)
    for option in version.options.all():
        option.pk, option.version, option._state.adding = None, by, True
        if option.key == row:
            option.expected = "aws" if option.expected == "customer" else "customer"
        option.save()
    Item.objects.filter(pk=version.item_id).update(published=by)
