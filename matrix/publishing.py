"""The facts for everybody else: /matrix.json."""

from typing import Any

from matrix.facts import Facts
from matrix.models import Responsibility


def published_facts(facts: Facts) -> dict[str, Any]:
    """Services, layers and cells as plain data; cells name their service and layer by slug."""
    return {
        "revision": str(facts.revision),
        "services": [
            {
                "slug": service.slug,
                "name": service.name,
                "short_name": service.short_name,
                "category": service.category,
                "type": service.service_type.slug,
                "summary": service.summary,
            }
            for service in facts.services.values()
        ],
        "layers": [
            {
                "slug": layer.slug,
                "name": layer.name,
                "short_name": layer.short_name,
                "definition": layer.definition,
                "position": layer.position,
            }
            for layer in facts.layers.values()
        ],
        "cells": [_cell(cell) for cell in facts.cells.values()],
    }


def _cell(cell: Responsibility) -> dict[str, Any]:
    return {
        "service": cell.service.slug,
        "layer": cell.layer.slug,
        "owner": cell.owner,
        "rationale": cell.rationale,
        "confidence": cell.confidence,
        "reviewed_on": cell.reviewed_on,
        "duties": [{"slug": duty.slug, "owner": duty.owner, "task": duty.task} for duty in cell.duties.all()],
        "source": {"title": cell.source_title, "url": cell.source_url},
    }
