"""`{% drawn facts key ... [with name=value ...] [as name] %}...{% enddrawn %}`: renders a block once.

The keys name everything that the block shows besides the facts; a key of None prevents caching. A named value is
different each time and is put into the kept block: it may be printed and asked for, but not filtered. Where a
template is used without facts, nothing is kept.
"""

from collections.abc import Mapping
from itertools import takewhile

from django import template
from django.template.base import FilterExpression, token_kwargs
from django.utils.functional import LazyObject
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from matrix.models import Layer

register = template.Library()


class DrawnNode(template.Node):
    def __init__(
        self,
        nodelist: template.NodeList,
        facts: FilterExpression,
        keys: list[FilterExpression],
        values: dict[str, FilterExpression],
        name: str = "",
    ):
        self.nodelist, self.facts, self.keys, self.values, self.name = nodelist, facts, keys, values, name
        # No text of ours has this character, since the database stores none.
        self.gaps = {name: mark_safe(f"\0{name}\0") for name in values}  # noqa: S308  replaced below

    def render(self, context: template.Context) -> SafeString:
        drawn = self.drawn(context)
        if not self.name:
            return drawn
        context[self.name] = drawn
        return mark_safe("")

    def drawn(self, context: template.Context) -> SafeString:
        keys = [key.resolve(context) for key in self.keys]
        values = {name: value.resolve(context) for name, value in self.values.items()}
        facts = self.facts.resolve(context)
        if None in keys or not facts:
            return self.drawn_with(values, context)
        given = {name: self.gaps[name] if is_given(value) else "" for name, value in values.items()}
        drawn = facts.drawn.get((self, *keys, *given.values()), lambda: self.drawn_with(given, context))
        for name, gap in given.items():
            if gap and gap in drawn:
                drawn = drawn.replace(gap, conditional_escape(values[name]))
        return SafeString(drawn)

    def drawn_with(self, values: Mapping[str, object], context: template.Context) -> SafeString:
        with context.push(**values):
            return self.nodelist.render(context)


def is_given(value: object) -> bool:
    """A lazy value always is: to look at a CSRF token would set its cookie, also on pages that have no form."""
    return isinstance(value, LazyObject) or bool(value)


@register.tag
def drawn(parser, token) -> DrawnNode:
    _, facts, *rest = token.split_contents()
    name = rest.pop() if rest[-2:-1] == ["as"] else ""
    keys = list(takewhile(lambda bit: bit not in ("with", "as"), rest))
    values = token_kwargs(rest[len(keys) + 1 :], parser)
    nodelist = parser.parse(["enddrawn"])
    parser.delete_first_token()
    return DrawnNode(
        nodelist, parser.compile_filter(facts), [parser.compile_filter(key) for key in keys], values, name
    )


@register.filter
def with_lit(table: SafeString, layer: Layer) -> SafeString:
    row = f'data-layer="{layer.slug}"'
    return mark_safe(table.replace(row, f'{row} class="lit"', 1))  # noqa: S308  as drawn
