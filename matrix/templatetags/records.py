from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from matrix.facts import Facts
from matrix.grid import Box, Grid
from matrix.models import Layer
from matrix.registry import AllRecords, CellRecord, Records

register = template.Library()

DrawnCell = tuple[int, Box, dict[CellRecord, SafeString]]  # its id, and as it is drawn in each look


@register.simple_tag
def record_of(records: Records, box) -> CellRecord:
    return records.of(box.cell)


@register.simple_tag
def mastery_rows(records: AllRecords, grid: Grid) -> SafeString:
    head, rows = grid.drawn.get("mastery") or _frame(grid)
    looks = records.looks
    parts = [head, "<tbody>"]
    for row_head, boxes in rows:
        parts += ["<tr>", row_head]
        parts += [drawn.get(looks[cell]) or _cell(looks[cell], box, drawn) for cell, box, drawn in boxes]
        parts.append("</tr>")
    return mark_safe("".join([*parts, "</tbody>"]))  # noqa: S308  as drawn


def _frame(grid: Grid) -> tuple[SafeString, list[tuple[SafeString, list[DrawnCell]]]]:
    """What is drawn for everybody: the head of the table, the heads of its rows, and each cell in its looks."""
    rows = [row for band in grid.bands for row in band.rows]
    boxes: list[tuple[SafeString, list[DrawnCell]]] = [
        (_row_head(row.layer), [(box.cell.id, box, {}) for box in row.boxes]) for row in rows
    ]
    grid.drawn["mastery"] = _head(grid), boxes
    return grid.drawn["mastery"]


def _head(grid: Grid) -> SafeString:
    services = ((each.name, each.get_absolute_url(), each.short_name) for each in grid.services)
    named = format_html_join("", '<th scope="col" title="{}"><a href="{}">{}</a></th>', services)
    return format_html('<thead><tr><th scope="col">Layer</th>{}</tr></thead>', named)


def _row_head(layer: Layer) -> SafeString:
    named = layer.get_absolute_url(), layer.short_name
    return format_html('<th scope="row" class="rowh"><a href="{}">{}</a></th>', *named)


def _cell(look: CellRecord, box: Box, drawn: dict[CellRecord, SafeString]) -> SafeString:
    drawn[look] = render_to_string("matrix/mastery_cell.html", {"box": box, "record": look})
    return drawn[look]


@register.simple_tag
def rule_rows(facts: Facts, known: Iterable[Any]) -> SafeString:
    """Of rules or controls with a `record` of what the learner knows."""
    rows = [facts.drawn.get((_rule_row, *each), partial(_rule_row, each)) for each in known]
    return mark_safe("".join(rows))  # noqa: S308  as drawn


def _rule_row(known: Any) -> SafeString:
    return render_to_string("matrix/rule_row.html", {"rule": known.rule, "record": known.record})


@register.simple_tag
def state_label(record: CellRecord) -> SafeString:
    return _label(record.name, record.said)


@cache
def _label(name: str, said: str) -> SafeString:
    dash = mark_safe('<svg class="ico" aria-hidden="true"><use href="#i-dash"/></svg>') if name == "none" else ""
    return format_html('<b>{}<span class="vh">{}</span></b>', dash, said)
