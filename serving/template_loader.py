"""Templates as they are served: lines that bin/format-templates broke are joined again, as no browser shows them."""

import re

from django.template import Origin
from django.template.loaders import filesystem

BLOCK = "(?:button|caption|dd|dt|figcaption|h[1-6]|legend|li|option|p|summary|td|th)"
INLINE = "(?:a|abbr|b|code|em|kbd|small|span|strong|time)"
BREAKS = (
    # In a tag. What it holds is indented by one step, its attributes by two.
    (re.compile(r"^( *)(.*<[\w-]+)((?:\n\1 {4,}.*)+)", re.MULTILINE), lambda tag: re.sub("\n +", " ", tag[0])),
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
