"""Drawings in a lesson: where they name an owner, it is that of the facts, and so is the table behind them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from lessons.names import Unknown, rows_named
from matrix.facts import Facts
from matrix.grid import edge_at, make_grid
from matrix.models import AboutAFact, ControlKind, Layer, Owner, Service, Side


@dataclass(frozen=True)
class Edge:
    """A piece of the boundary. Across, places are percent of the drawing's width; down, they are pixels."""

    x1: float
    y1: int
    x2: float
    y2: int


# The boundary: one column per service, and in it a block per owner with a row per layer.
HEAD, LABEL, ROW, GAP = 52, 26, 22, 6
BETWEEN = 3.0  # percent


@dataclass(frozen=True)
class Plate:
    layer: Layer
    y: int
    changed: bool  # it has another owner in the column to the left

    @property
    def name(self) -> str:
        return self.layer.phrase


@dataclass(frozen=True)
class OwnerBlock:
    owner: Owner
    y: int
    layers: Sequence[Plate]

    @property
    def height(self) -> int:
        return LABEL + ROW * len(self.layers)


@dataclass(frozen=True)
class DrawnColumn:
    service: Service
    x: float
    blocks: Sequence[OwnerBlock]

    @property
    def changed(self) -> list[tuple[Owner, str]]:
        """The new owners of layers, each with its layers in words."""
        found = [(block.owner, [layer.name for layer in block.layers if layer.changed]) for block in self.blocks]
        return [(owner, capfirst(", ".join(names))) for owner, names in found if names]

    @property
    def line(self) -> int:
        """Where AWS's part begins."""
        return next(block.y for block in self.blocks if block.owner is Owner.AWS) - GAP // 2


def boundary(words: Sequence[str], facts: Facts) -> dict[str, Any]:
    services = rows_named("service", words, facts.services)
    if not 2 <= len(services) <= 3:
        raise Unknown("name two or three services, as in [[drawing boundary ec2 rds lambda]].")
    cells = [facts.cells[service.slug, layer] for service in services for layer in facts.layers]
    owners = {cell.path: cell.ownership.answer for cell in cells}
    shown = [Owner.CUSTOMER, Owner.SHARED, Owner.NOT_APPLICABLE, Owner.AWS]
    shown = [owner for owner in shown if owner is not Owner.NOT_APPLICABLE or owner in owners.values()]
    width = (100 - BETWEEN * (len(services) - 1)) / len(services)
    columns = []
    for number, service in enumerate(services):
        left = services[number - 1] if number else service
        y, blocks = HEAD, []
        for owner in shown:
            of_owner = [layer for slug, layer in facts.layers.items() if owners[f"{service.slug}/{slug}"] is owner]
            plates = [
                Plate(layer, y + LABEL + ROW * place, owners[f"{left.slug}/{layer.slug}"] is not owner)
                for place, layer in enumerate(of_owner)
            ]
            blocks.append(OwnerBlock(owner, y, plates))
            y += blocks[-1].height + GAP
        columns.append(DrawnColumn(service, round(number * (width + BETWEEN), 2), blocks))
    height = HEAD + (LABEL + GAP) * len(shown) + ROW * len(facts.layers)
    return {
        "owners": owners,
        "columns": columns,
        "width": round(width, 2),
        "height": height,
        "edges": list(_staircase(columns, width)),
        "grid": make_grid(services, facts),
    }


def _staircase(columns: Sequence[DrawnColumn], width: float) -> Iterator[Edge]:
    for number, column in enumerate(columns):
        start = column.x - BETWEEN / 2 if number else 0
        end = column.x + width + BETWEEN / 2 if column is not columns[-1] else 100
        yield Edge(round(start, 2), column.line, round(end, 2), column.line)
        if column is not columns[-1] and column.line != columns[number + 1].line:
            yield Edge(round(end, 2), column.line, round(end, 2), columns[number + 1].line)


# The key ladder: which task or layer says who does what with this kind of key. Where no cell says it, the owner stands
# here: what a service does with a key that nobody else can reach is no task of a customer.
QUESTIONS = (
    ("Decides who may use it", ("Decides", "who may", "use it")),
    ("Encrypts the data", ("Encrypts", "the data")),
    ("Runs where the key is kept", ("Runs", "where it", "is kept")),
)
KEYS = (
    (
        ("Yours alone,", "on your side"),
        "your own",
        (
            "s3/client-side-encryption/guard-the-keys-used-for-client-side-encryption",
            "s3/client-side-encryption/encrypt-or-sign-objects-before-uploading-them",
            "s3/client-side-encryption/guard-the-keys-used-for-client-side-encryption",
        ),
    ),
    (
        ("In CloudHSM",),
        "the HSM’s own",
        (
            "cloudhsm/identity-access/create-hsm-users-and-assign-their-roles",
            "cloudhsm/client-side-encryption/call-the-hsm-from-the-application-to-encrypt-or-sign",
            "cloudhsm/hardware-network",
        ),
    ),
    (
        ("Customer", "managed, in KMS"),
        "CloudTrail",
        (
            "kms/identity-access/write-key-policies-and-grants-by-least-privilege",
            "dynamodb/encryption-at-rest/encrypt-all-tables-at-rest-without-an-off-switch",
            "kms/encryption-at-rest/keep-plaintext-key-material-inside-hardware-security",
        ),
    ),
    (
        ("AWS managed,", "in KMS"),
        "CloudTrail",
        (
            Owner.AWS,
            "dynamodb/encryption-at-rest/encrypt-all-tables-at-rest-without-an-off-switch",
            "kms/encryption-at-rest/keep-plaintext-key-material-inside-hardware-security",
        ),
    ),
    (
        ("S3 managed", "or AWS owned"),
        "none for you",
        (
            Owner.AWS,
            "s3/encryption-at-rest/encrypt-every-new-object-at-least-with-s3-managed-keys",
            "s3/hardware-network",
        ),
    ),
)
KEYS_TOP, RUNG, LINE, FIRST, EACH = 66, 66, 16, 49, 17


def keys(words: Sequence[str], facts: Facts) -> dict[str, Any]:
    _nothing_behind("keys", words)
    owners = [[_owner(each, facts) for each in asked] for _, _, asked in KEYS]
    aws = [[owner.is_aws for owner in rung] for rung in owners]
    places = [FIRST + EACH * number for number in range(len(QUESTIONS))]
    return {
        "owners": {str(about): _owner(about, facts) for _, _, asked in KEYS for about in asked},
        "questions": [
            (x, question, _lines(lines, KEYS_TOP - 13 - LINE * (len(lines) - 1)))
            for x, (question, lines) in zip(places, QUESTIONS, strict=True)
        ],
        "rungs": [
            {
                "name": name,
                "use": use,
                "y": KEYS_TOP + RUNG * number,
                "lines": _lines((*name, f"Log: {use}"), RUNG // 2 + 5 - LINE * len(name) // 2),
                "owners": owners[number],
                "cells": list(zip(places, owners[number], strict=True)),
            }
            for number, (name, use, _) in enumerate(KEYS)
        ],
        "edges": list(_edges(aws)),
        "height": KEYS_TOP + RUNG * len(KEYS) + 8,
    }


def _lines(lines: Sequence[str], y: int) -> list[tuple[int, str]]:
    return [(y + LINE * number, line) for number, line in enumerate(lines)]


def _edges(aws: Sequence[Sequence[bool]]) -> Iterator[Edge]:
    for row, line in enumerate(aws):
        for column in range(len(line)):
            left, right = FIRST + EACH * column, FIRST + EACH * (column + 1)
            top, bottom = KEYS_TOP + RUNG * row, KEYS_TOP + RUNG * (row + 1)
            found = edge_at(aws, row, column)
            if "b" in found:
                yield Edge(left, bottom, right, bottom)
            if "r" in found:
                yield Edge(right, top, right, bottom)


def _owner(about: str | Owner, facts: Facts) -> Owner:
    """Of a task or a cell, by its path. Raises Unknown."""
    if isinstance(about, Owner):
        return about
    if about in facts.duties:
        return Owner(facts.duties[about].owner)
    if about in facts.cells_by_path:
        return facts.cells_by_path[about].ownership.answer
    raise Unknown(f"the drawing shows “{about}”, which the facts do not have.")


def regions(words: Sequence[str], facts: Facts) -> dict[str, Any]:
    _nothing_behind("regions", words)
    buildings = facts.owner_over(facts.layers["physical-facilities"], facts.services_meant(AboutAFact.ALL_BUT_HYBRID))
    owners = {
        "buildings": buildings or Owner.SHARED,
        "one_zone": _owner("ec2/availability-scaling", facts),
        "all_zones": _owner("s3/availability-scaling", facts),
        "edge": _owner("cloudfront/hardware-network", facts),
    }
    return {
        "owners": owners,
        **owners,
        "zones": (3.5, 36.5, 69.5),
        "thirds": (17, 50, 83),
        "cables": (234, 240),
    }


# The audit: a row per step, and on each side what the auditor is shown.
AUDIT_TOP, STEP = 40, 68
STEPS: tuple[tuple[str, ControlKind | None, dict[Side, tuple[str, str]]], ...] = (
    ("Scope", None, {Side.CUSTOMER: ("Services listed,", "scope checked")}),
    ("Inherited", ControlKind.INHERITED, {Side.AWS: ("Report in", "AWS Artifact")}),
    (
        "Shared",
        ControlKind.SHARED,
        {Side.AWS: ("Report in", "AWS Artifact"), Side.CUSTOMER: ("Logs, settings,", "training records")},
    ),
    ("Yours", ControlKind.CUSTOMER_SPECIFIC, {Side.CUSTOMER: ("Where data lies,", "who may read it")}),
    ("Gaps", None, {Side.CUSTOMER: ("If not shown,", "not done")}),
)


def audit(words: Sequence[str], facts: Facts) -> dict[str, Any]:
    _nothing_behind("audit", words)
    return {
        "owners": {},
        "steps": [
            {
                "name": name,
                "y": AUDIT_TOP + STEP * number,
                "controls": [control for control in facts.controls.values() if control.kind == kind],
                "sides": [(side, 29 + 36 * (side is Side.CUSTOMER), shown.get(side)) for side in Side],
            }
            for number, (name, kind, shown) in enumerate(STEPS)
        ],
        "bottom": AUDIT_TOP + STEP * len(STEPS),
        "auditor": AUDIT_TOP + STEP * len(STEPS) + 24,
        "height": AUDIT_TOP + STEP * len(STEPS) + 66,
    }


def _nothing_behind(name: str, words: Sequence[str]) -> None:
    if words:
        raise Unknown(f"write [[drawing {name}]] and nothing else.")


BOUNDARY = "boundary"
DRAWINGS: dict[str, Callable[[Sequence[str], Facts], dict[str, Any]]] = {
    "regions": regions,
    BOUNDARY: boundary,
    "keys": keys,
    "audit": audit,
}


TITLES = {
    "regions": "Region, zones, data centers, edge",
    BOUNDARY: "Layers of two or three services by owner",
    "keys": "Kinds of keys, by who controls them",
    "audit": "The steps of an audit",
}


def drawing(words: Sequence[str], facts: Facts) -> dict[str, Any]:
    name, *rest = words or ("",)
    if name not in DRAWINGS:
        raise Unknown(f"there is no drawing “{name}”; known are {', '.join(DRAWINGS)}.")
    template = f"lessons/drawings/{name}.html"
    return {"title": TITLES[name], "picture": template, "table": f"{template}#table", **DRAWINGS[name](rest, facts)}
