"""`{% drawn facts key ... [as name] %}...{% enddrawn %}`: renders a block that depends only on the facts once."""

from django import template
from django.template.base import FilterExpression
from django.utils.safestring import SafeString, mark_safe

from matrix.models import Layer

register = template.Library()


class DrawnNode(template.Node):
    def __init__(
        self, nodelist: template.NodeList, facts: FilterExpression, keys: list[FilterExpression], name: str = ""
    ):
        self.nodelist, self.facts, self.keys, self.name = nodelist, facts, keys, name

    def render(self, context: template.Context) -> SafeString:
        drawn = self.drawn(context)
        if not self.name:
            return drawn
        context[self.name] = drawn
        return mark_safe("")

    def drawn(self, context: template.Context) -> SafeString:
        keys = tuple(key.resolve(context) for key in self.keys)
        if None in keys:
            return self.nodelist.render(context)
        drawn = self.facts.resolve(context).drawn
        return drawn.get((self, *keys), lambda: mark_safe(self.nodelist.render(context)))  # noqa: S308  as rendered


@register.tag
def drawn(parser, token) -> DrawnNode:
    """The keys must name everything that the block shows besides the facts; a key of None prevents caching."""
    _, facts, *keys = token.split_contents()
    name = keys.pop() if keys[-2:-1] == ["as"] else ""
    if name:
        keys.pop()
    nodelist = parser.parse(["enddrawn"])
    parser.delete_first_token()
    return DrawnNode(nodelist, parser.compile_filter(facts), [parser.compile_filter(key) for key in keys], name)


@register.filter
def with_lit(table: SafeString, layer: Layer) -> SafeString:
    row = f'data-layer="{layer.slug}"'
    return mark_safe(table.replace(row, f'{row} class="lit"', 1))  # noqa: S308  as drawn
