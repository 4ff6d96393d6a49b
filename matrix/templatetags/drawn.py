"""`{% drawn facts key ... %}...{% enddrawn %}`: what follows from the facts alone is drawn once while they stand."""

from django import template
from django.template.base import FilterExpression
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class Drawn(template.Node):
    def __init__(self, nodelist: template.NodeList, facts: FilterExpression, keys: list[FilterExpression]):
        self.nodelist, self.facts, self.keys = nodelist, facts, keys

    def render(self, context: template.Context) -> SafeString:
        keys = tuple(key.resolve(context) for key in self.keys)
        if None in keys:
            return self.nodelist.render(context)
        drawn = self.facts.resolve(context).drawn
        return drawn.get((self, *keys), lambda: mark_safe(self.nodelist.render(context)))  # noqa: S308  as rendered


@register.tag
def drawn(parser, token) -> Drawn:
    """The keys must name all that the block shows besides the facts; with a key that is None it is drawn each time."""
    _, facts, *keys = token.split_contents()
    nodelist = parser.parse(["enddrawn"])
    parser.delete_first_token()
    return Drawn(nodelist, parser.compile_filter(facts), [parser.compile_filter(key) for key in keys])
