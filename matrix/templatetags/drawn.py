"""`{% drawn facts key ... [with name=value ...] [as name] %}...{% enddrawn %}`: renders a block once.

The keys name everything that the block shows besides the facts; a key of None prevents caching. A named value is
different each time and is put into the kept block: it may be printed and asked for, but not filtered. So may the
values of a list or tuple, by their place in it. Where a template is used without facts, nothing is kept.
"""

from collections.abc import Hashable, Mapping, Sequence
from html import escape
from itertools import takewhile
from typing import Any

from django import template
from django.template.base import FilterExpression, token_kwargs
from django.utils.functional import LazyObject
from django.utils.safestring import SafeString, mark_safe

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
        # Sizes and what is missing tell one drawing from another.
        given = tuple([presence(value) for value in values.values()])
        drawn = facts.drawn.get((self, given, *keys), lambda: self.drawn_with(with_gaps(values), context))
        return filled(drawn, values)

    def drawn_with(self, values: Mapping[str, object], context: template.Context) -> SafeString:
        with context.push(**values):
            return self.nodelist.render(context)


GAP = "\0"  # no text of ours has this character, since the database stores none


def presence(value: Any) -> Hashable:
    """A lazy value is always given: to look at a CSRF token would set its cookie, also on pages that have no form.

    `isinstance` would look at it.
    """
    if issubclass(type(value), (list, tuple)):
        return tuple([presence(each) for each in value])
    return issubclass(type(value), LazyObject) or bool(value)


def with_gaps(values: Mapping[str, object]) -> dict[str, object]:
    return {name: stand_in(name, value) for name, value in values.items()}


def stand_in(name: str, value: Any) -> object:
    """What is printed in place of the value until it is put into the drawing."""
    if not issubclass(type(value), (list, tuple)):
        return mark_safe(f"{GAP}{name}{GAP}") if presence(value) else ""  # noqa: S308  replaced by `filled`
    parts = [stand_in(f"{name}.{place}", each) for place, each in enumerate(value)]
    return value._make(parts) if hasattr(value, "_make") else parts


def filled(drawn: str, values: Mapping[str, Any]) -> SafeString:
    pieces = drawn.split(GAP)
    for number in range(1, len(pieces), 2):
        name, *places = pieces[number].split(".")
        if name in values:
            value = values[name]
            for place in places:
                value = value[int(place)]
            # As `conditional_escape`, which takes five times as long for a plain text.
            pieces[number] = value if hasattr(value, "__html__") else escape(str(value))
        else:  # of a block around this one, which is being drawn
            pieces[number] = f"{GAP}{pieces[number]}{GAP}"
    return SafeString("".join(pieces))


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
def at(values: Sequence[object], place: int) -> object:
    return values[place]
