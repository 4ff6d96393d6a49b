"""Draws the widgets of forms as Django does, and selects without a template for each of their options."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Select
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class FormRenderer(DjangoTemplates):
    def render(self, template_name, context, request=None):
        if template_name == Select.template_name:
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: Mapping[str, Any]) -> SafeString:
    groups = [_group(name, options) for name, options, _ in widget["optgroups"]]
    inner = mark_safe("".join(groups))  # noqa: S308  as formatted
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), inner)


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    drawn = [_option(each["value"], _attributes(each) if each["attrs"] else "", each["label"]) for each in options]
    inner = mark_safe("".join(drawn))  # noqa: S308  as formatted
    return format_html('<optgroup label="{}">{}</optgroup>', name, inner) if name else inner


@lru_cache(maxsize=2000, typed=True)  # safe strings apart from others
def _option(value: object, attributes: str, label: object) -> SafeString:
    return format_html('<option value="{}"{}>{}</option>', value, attributes, label)


def _attributes(widget: Mapping[str, Any]) -> SafeString:
    given = [(name, value) for name, value in widget["attrs"].items() if value is not False]
    return format_html_join(
        "",
        "{}",
        (
            [format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)]
            for name, value in given
        ),
    )
