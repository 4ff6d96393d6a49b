"""The facts for other programs: /matrix.json and /matrix.csv. docs/exports.md explains the names."""

from collections.abc import Iterator
from typing import Any

from matrix.facts import Facts
from matrix.files.spreadsheets import csv_lines
from matrix.learnable.rules import RuleOverCells, holding
from matrix.models import Control, Responsibility, Scenario


def published_facts(facts: Facts) -> dict[str, Any]:
    return {
        "revision": str(facts.revision),
        "service_types": [
            {
                "slug": kind.slug,
                "name": kind.name,
                "definition": kind.definition,
                "boundary": kind.boundary,
                "aws_term": kind.aws_term,
            }
            for kind in facts.types.values()
        ],
        "services": [
            {
                "slug": service.slug,
                "name": service.name,
                "short_name": service.short_name,
                "noun": service.noun,
                "category": service.category,
                "type": service.service_type.slug,
                "exam_weight": service.exam_weight,
                "summary": service.summary,
                "note": service.note,
                "variant_of": service.variant_of.slug if service.variant_of else None,
                "path": service.get_absolute_url(),
            }
            for service in facts.services.values()
        ],
        "layers": [
            {
                "slug": layer.slug,
                "name": layer.name,
                "short_name": layer.short_name,
                "definition": layer.definition,
                "exam_words": layer.exam_words,
                "position": layer.position,
                "path": layer.get_absolute_url(),
            }
            for layer in facts.layers.values()
        ],
        "cells": [_cell(cell) for cell in facts.cells.values()],
        "rules": [_rule(found) for found in holding(facts).values()],
        "controls": [_control(control) for control in facts.controls.values()],
        "scenarios": [_scenario(scenario, facts) for scenario in facts.scenarios.values()],
    }


def _cell(cell: Responsibility) -> dict[str, Any]:
    return {
        "service": cell.service.slug,
        "layer": cell.layer.slug,
        "owner": cell.owner,
        "answer": cell.ownership.answer,
        "local_name": cell.local_name,
        "rationale": cell.rationale,
        "confidence": cell.confidence,
        "reviewed_on": cell.reviewed_on,
        "duties": [{"slug": duty.slug, "owner": duty.owner, "task": duty.task} for duty in cell.current_duties],
        "source": {"title": cell.source_title, "url": cell.source_url},
        "path": cell.url,
    }


def _rule(found: RuleOverCells) -> dict[str, Any]:
    rule = found.rule
    return {
        "slug": rule.slug,
        "layer": rule.layer.slug,
        "type": rule.service_type.slug if rule.service_type else None,
        "owner": rule.owner,
        "sentence": rule.sentence,
        "exceptions": [cell.path for cell in found.exceptions],
        "source": {"title": rule.source_title, "url": rule.source_url},
        "path": rule.get_absolute_url(),
    }


def _control(control: Control) -> dict[str, Any]:
    return {
        "slug": control.slug,
        "name": control.name,
        "kind": control.kind,
        "official_example": control.official_example,
        "aws_part": control.aws_part,
        "customer_part": control.customer_part,
        "note": control.note,
        "source": {"title": control.source_title, "url": control.source_url},
        "path": control.get_absolute_url(),
    }


def _scenario(scenario: Scenario, facts: Facts) -> dict[str, Any]:
    cell = facts.cell_of(scenario)
    return {
        "slug": scenario.slug,
        "text": scenario.text,
        "answer": facts.owner_of(scenario),
        "why": scenario.reason,
        "cell": cell.path if cell else None,
    }


COLUMNS = (
    "service",
    "service_name",
    "type",
    "layer",
    "layer_name",
    "owner",
    "answer",
    "rationale",
    "customer_duties",
    "aws_duties",
    "confidence",
    "reviewed_on",
    "source_title",
    "source_url",
    "path",
)


def table_lines(facts: Facts) -> Iterator[str]:
    return csv_lines([COLUMNS, *map(_fields, facts.cells.values())])


def _fields(cell: Responsibility) -> list[object]:
    return [
        cell.service.slug,
        cell.service.name,
        cell.service.service_type.slug,
        cell.layer.slug,
        cell.layer_name,
        cell.owner,
        cell.ownership.answer.value,
        cell.rationale,
        "\n".join(duty.task for duty in cell.customer_duties),
        "\n".join(duty.task for duty in cell.aws_duties),
        cell.confidence,
        cell.reviewed_on,
        cell.source_title,
        cell.source_url,
        cell.url,
    ]
