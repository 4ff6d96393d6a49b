from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from matrix.registry import CellRecord, Records

register = template.Library()


@register.simple_tag
def record_of(records: Records, box) -> CellRecord:
    return records.of(box.cell)


@register.simple_tag
def level_label(record: CellRecord) -> SafeString:
    return _label(record.name, record.said)


@cache
def _label(name: str, said: str) -> SafeString:
    picture = "dash" if name == "none" else f"level-{name}"
    return format_html(
        '<b><svg class="ico" aria-hidden="true"><use href="#i-{}"/></svg><span class="vh">{}</span></b>', picture, said
    )
