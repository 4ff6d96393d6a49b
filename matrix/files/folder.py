"""Loads the folder of the facts in the order in which its files point at each other."""

from dataclasses import replace
from pathlib import Path

from matrix.files.content import ContentRecord, Problems, Report, load, read_json, records
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
    listed,
)


def load_facts(folder: Path, report: Report) -> None:
    """Load everything of the matrix; call inside a transaction. Raises ContentError."""
    problems = Problems()
    load(ServiceTypes(), listed(folder / "service_types.json", problems), report, problems)
    load(Layers(), listed(folder / "layers.json", problems), report, problems)
    load(CommonTasks(), listed(folder / "common_tasks.json", problems), report, problems)
    load(Services(), listed(folder / "services.json", problems), report, problems)
    load(Controls(), listed(folder / "controls.json", problems), report, problems)
    problems.raise_if_any()
    cells, duties = cell_records(folder / "responsibilities", problems)
    load(Cells(Lookup()), cells, report, problems)
    problems.raise_if_any()
    load(Duties(Lookup()), duties, report, problems)
    problems.raise_if_any()
    load(Rules(Lookup()), records(folder / "rules.json", problems), report, problems)
    load(ExamShares(Lookup()), records(folder / "exam_shares.json", problems), report, problems)
    load(Scenarios(Lookup()), listed(folder / "scenarios.json", problems), report, problems)
    problems.raise_if_any()


def cell_records(folder: Path, problems: Problems) -> tuple[list[ContentRecord], list[ContentRecord]]:
    cells: list[ContentRecord] = []
    duties: list[ContentRecord] = []
    for path in sorted(folder.glob("*.json")):
        data = read_json(path, problems)
        match data:
            case None:
                continue
            case {"service": str(service), "cells": dict(by_layer), **rest} if not rest:
                for layer, cell in by_layer.items():
                    place = ContentRecord(f"{path.name}, {layer}", cell, path, ("cells", layer))
                    _split_cell(place, service, layer, cells, duties, problems)
            case _:
                problems.add(path.name, "expected an object with “service” and “cells”.")
    return cells, duties


def _split_cell(
    record: ContentRecord,
    service: str,
    layer: str,
    cells: list[ContentRecord],
    duties: list[ContentRecord],
    problems: Problems,
) -> None:
    if not isinstance(record.data, dict):
        problems.add(record.place, "expected an object in braces.")
        return
    cell = dict(record.data)
    tasks = cell.pop("duties", [])
    if not isinstance(tasks, list):
        problems.add(record.place, "expected a list of duties in square brackets.")
        return
    cells.append(replace(record, data={"service": service, "layer": layer, **cell}))
    for position, task in enumerate(tasks, 1):
        name = task.get("slug", position) if isinstance(task, dict) else position
        placed = {"cell": f"{service}/{layer}", **task, "position": position} if isinstance(task, dict) else task
        keys = (*record.keys, "duties", position - 1)
        duties.append(ContentRecord(f"{record.where}, duty {name}", placed, record.file, keys))
