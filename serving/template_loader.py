"""Templates as they are served: lines that bin/format-templates broke are joined again, as no browser shows them."""

import re

from django.template import Origin
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
