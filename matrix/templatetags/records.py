from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from matrix.registry import CellRecord, Records

register = template.Library()


@register.simple_tag
def record_of(records: Records, box) -> CellRecord:
    return records.of(box.cell)


@register.simple_tag
def state_label(record: CellRecord) -> SafeString:
    return _label(record.name, record.said)


@cache
def _label(name: str, said: str) -> SafeString:
    dash = mark_safe('<svg class="ico" aria-hidden="true"><use href="#i-dash"/></svg>') if name == "none" else ""
    return format_html('<b>{}<span class="vh">{}</span></b>', dash, said)
