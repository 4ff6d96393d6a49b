"""Templates as they are served: lines that bin/format-templates broke are joined again, as no browser shows them.

What a page was made from is free once it is drawn.
"""

import re

from django.template import Origin
from django.template.backends import django
from django.template.context import make_context
from django.template.loaders import filesystem

BLOCK = "(?:button|caption|dd|dt|figcaption|h[1-6]|legend|li|option|p|summary|td|th)"
INLINE = "(?:a|abbr|b|code|em|kbd|small|span|strong|time)"


def on_one_line(tag: re.Match[str]) -> str:
    """What depends on an `if` brings its own blank."""
    text = re.sub(r"\n +({% (?:if|elif|else)\b.*?%})\s*", r"\1 ", tag[0])
    text = re.sub(r"\n +({% endif %})", r"\1", text)
    return re.sub(r"\n +", " ", text)


BREAKS = (
    # In a tag. What it holds is indented by one step, its attributes by two.
    (re.compile(r"^( *)(.*<[\w-]+)((?:\n\1 {4,}.*)+)", re.MULTILINE), on_one_line),
    # At the edges of a block.
    (re.compile(rf"(<{BLOCK}\b(?:[^<>{{]|{{{{.*?}}}}|{{%.*?%}})*>)\n +(?=\S)"), r"\1"),
    (re.compile(rf"(?<=\S)\n +(?=</{BLOCK}>)"), ""),
    # In a sentence.
    (re.compile(rf"([^\s>}}]|}}}}|</{INLINE}>)\n +(?=[^\s<{{]|{{{{|<{INLINE}\b)"), r"\1 "),
    (re.compile("^ +", re.MULTILINE), ""),
)


class Loader(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return packed(contents) if origin.name.endswith(".html") else contents


def packed(template: str) -> str:
    for found, replacement in BREAKS:
        template = found.sub(replacement, template)
    return template


class Templates(django.DjangoTemplates):
    def get_template(self, template_name):
        found = super().get_template(template_name)
        return PageTemplate(found.template, self)


class PageTemplate(django.Template):
    def render(self, context=None, request=None):
        """Django's context refers to itself, so all that a page shows would wait for a look for garbage."""
        made = make_context(context, request, autoescape=self.backend.engine.autoescape)
        drawn = self.template.render(made)
        made.dicts.clear()
        return drawn
