from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from matrix.grid import Box, MatrixRow
from matrix.registry import CellRecord, Records

register = template.Library()


@register.simple_tag
def record_of(records: Records, box) -> CellRecord:
    return records.of(box.cell)


@register.simple_tag
def mastery_cells(records: Records, row: MatrixRow) -> SafeString:
    return mark_safe("".join([_drawn(box, records.of(box.cell)) for box in row.boxes]))  # noqa: S308  as drawn


def _drawn(box: Box, record: CellRecord) -> SafeString:
    if record.said not in box.looks:
        box.looks[record.said] = render_to_string("matrix/mastery_cell.html", {"box": box, "record": record})
    return box.looks[record.said]


@register.simple_tag
def state_label(record: CellRecord) -> SafeString:
    return _label(record.name, record.said)


@cache
def _label(name: str, said: str) -> SafeString:
    dash = mark_safe('<svg class="ico" aria-hidden="true"><use href="#i-dash"/></svg>') if name == "none" else ""
    return format_html('<b>{}<span class="vh">{}</span></b>', dash, said)
