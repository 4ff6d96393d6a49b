"""Available in every template: counted nouns, and faster forms of tags, as a page has dozens of links and icons."""

from functools import cache

from django import template
from django.template.base import TextNode
from django.template.defaultfilters import stringfilter
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.template.loader_tags import ExtendsNode
from django.template.loader_tags import do_extends as parse_extends
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from serving.whole_numbers import address_of, counted

register = template.Library()
register.filter(counted)


class FixedURLNode(URLNode):
    known: str = ""

    def render(self, context) -> str:
        self.known = self.known or super().render(context)
        return self.known


class QuickURLNode(URLNode):
    def render(self, context) -> str:
        args = [each.resolve(context) for each in self.args]
        try:
            address = conditional_escape(address_of(self.view_name.var, *args))
        except NoReverseMatch:
            return super().render(context)
        if not self.asvar:
            return address
        context[self.asvar] = address
        return ""


@register.tag
def url(parser, token) -> URLNode:
    node = parse_url(parser, token)
    name = node.view_name.var
    if isinstance(name, str) and not (name.startswith("admin:") or node.kwargs):
        if node.args:
            node.__class__ = QuickURLNode
        elif not node.asvar:
            node.__class__ = FixedURLNode
    return node


class QuickExtendsNode(ExtendsNode):
    def get_parent(self, context) -> template.Template:
        parent = super().get_parent(context)
        nodes = parent.nodelist
        vars(nodes).setdefault("get_nodes_by_type", cache(nodes.get_nodes_by_type))
        return parent


@register.tag
def extends(parser, token) -> ExtendsNode:
    """As Django's, which looks through the whole page for its blocks each time."""
    node = parse_extends(parser, token)
    node.__class__ = QuickExtendsNode
    return node


@register.tag
def icon(parser, token) -> TextNode | template.Node:
    _, asked = token.split_contents()
    name = parser.compile_filter(asked)
    return TextNode(_drawn(name.var)) if isinstance(name.var, str) else IconNode(name)


@register.filter(is_safe=True)
@stringfilter
def one_line(text: str) -> str:
    """For an attribute that a template has on several lines."""
    return " ".join(text.split())


class IconNode(template.Node):
    def __init__(self, name):
        self.name = name

    def render(self, context) -> SafeString:
        return _drawn(self.name.resolve(context))


def _drawn(name: str) -> SafeString:
    return format_html('<svg class="ico" aria-hidden="true"><use href="#i-{}"/></svg>', name)
