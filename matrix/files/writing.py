"""Writes the files of the facts that `matrix.files.loading` reads: equal facts give equal bytes."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from matrix.files.content import Sheet
from matrix.files.loading import (
    Cells,
    CommonTasks,
    Controls,
    Duties,
    ExamShares,
    Layers,
    Lookup,
    Rules,
    Scenarios,
    Services,
    ServiceTypes,
)
from matrix.models import FromFile

Files = dict[str, str]  # by path inside the folder


def as_json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def recorded[Row: FromFile](sheet: Sheet[Row], row: Row, *order: str) -> dict[str, Any]:
    """Return the row as in its file, with fields in this order first. Its place in the file is its position."""
    data = sheet.dump(row)
    data.pop("position", None)
    return in_this_order(data, *order)


def in_this_order(data: dict[str, Any], *order: str) -> dict[str, Any]:
    return {name: data[name] for name in (*order, *data) if name in data}


def in_order[Row: FromFile](sheet: Sheet[Row]) -> list[Row]:
    return sorted(sheet.rows(), key=lambda row: (row.position, sheet.key_of(row)))  # type: ignore[attr-defined]


def by_slug[Row: FromFile](sheet: Sheet[Row]) -> list[Row]:
    return sorted(sheet.rows(), key=lambda row: row.slug)  # type: ignore[attr-defined]


def listing[Row: FromFile](sheet: Sheet[Row], rows: Iterable[Row], *order: str) -> str:
    return as_json([recorded(sheet, row, *order) for row in rows])


def fact_files() -> Files:
    types, layers, services, controls = ServiceTypes(), Layers(), Services(), Controls()
    common = CommonTasks()
    lookup = Lookup()
    scenarios, rules, shares = Scenarios(lookup), Rules(lookup), ExamShares(lookup)
    files = {
        "service_types.json": listing(types, in_order(types)),
        "layers.json": listing(layers, in_order(layers)),
        "common_tasks.json": listing(common, in_order(common)),
        "services.json": listing(services, in_order(services)),
        "controls.json": listing(
            controls, in_order(controls), "slug", "name", "kind", "official_example", "aws_part", "customer_part",
            "note", "source",
        ),
        "rules.json": listing(rules, rules.rows(), "layer", "kind"),
        "exam_shares.json": listing(shares, shares.rows()),
        "scenarios.json": listing(scenarios, in_order(scenarios)),
    }  # fmt: skip
    return files | _cell_files()


def _cell_files() -> Files:
    lookup = Lookup()
    cells, duties = Cells(lookup), Duties(lookup)
    tasks: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for duty in sorted(duties.rows(), key=lambda duty: (duty.position, duty.slug)):
        task = recorded(duties, duty)
        task = {name: value for name, value in task.items() if value or name not in duties.optional}
        tasks[task.pop("cell")].append(task)
    by_service: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for cell in sorted(cells.rows(), key=lambda cell: (cell.layer.position, cell.layer.slug)):
        said = recorded(cells, cell, "owner", "local_name", "rationale", "confidence", "source", "reviewed_on")
        service, layer = said.pop("service"), said.pop("layer")
        by_service[service][layer] = {**said, "duties": tasks[cell.path]}
    return {
        f"responsibilities/{service}.json": as_json({"service": service, "cells": layers})
        for service, layers in sorted(by_service.items())
    }
