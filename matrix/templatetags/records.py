from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from matrix.grid import Box, Grid
from matrix.models import Layer
from matrix.registry import CellRecord, Records

register = template.Library()


@register.simple_tag
def record_of(records: Records, box) -> CellRecord:
    return records.of(box.cell)


@register.simple_tag
def mastery_rows(records: Records, grid: Grid) -> SafeString:
    if "head" not in grid.looks:
        grid.looks["head"] = _head(grid)
    parts = [grid.looks["head"], "<tbody>"]
    for row in (row for band in grid.bands for row in band.rows):
        parts += ["<tr>", _head_of(row.layer)]
        pairs = [(box, records.of(box.cell)) for box in row.boxes]
        parts += [box.looks.get(record.said) or _drawn(box, record) for box, record in pairs]
        parts.append("</tr>")
    return mark_safe("".join([*parts, "</tbody>"]))  # noqa: S308  as drawn


def _head(grid: Grid) -> SafeString:
    services = ((each.name, each.get_absolute_url(), each.short_name) for each in grid.services)
    named = format_html_join("", '<th scope="col" title="{}"><a href="{}">{}</a></th>', services)
    return format_html('<thead><tr><th scope="col">Layer</th>{}</tr></thead>', named)


def _head_of(layer: Layer) -> SafeString:
    named = layer.get_absolute_url(), layer.short_name
    return format_html('<th scope="row" class="rowh"><a href="{}">{}</a></th>', *named)


def _drawn(box: Box, record: CellRecord) -> SafeString:
    box.looks[record.said] = render_to_string("matrix/mastery_cell.html", {"box": box, "record": record})
    return box.looks[record.said]


@register.simple_tag
def state_label(record: CellRecord) -> SafeString:
    return _label(record.name, record.said)


@cache
def _label(name: str, said: str) -> SafeString:
    dash = mark_safe('<svg class="ico" aria-hidden="true"><use href="#i-dash"/></svg>') if name == "none" else ""
    return format_html('<b>{}<span class="vh">{}</span></b>', dash, said)
