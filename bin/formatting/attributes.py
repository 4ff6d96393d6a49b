"""HTML tags with their attributes, some of which may depend on a Django tag."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from formatting.printer import Doc, Group, Indent, Line
from formatting.vocabulary import ARMS, name_of

PAIRED = "\U000f0000-\U000ffffd"  # each stands for a Django tag that has an end, or for the end
ATTRIBUTE = re.compile(rf"""\s+|[{PAIRED}]|[^\s=>{PAIRED}]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>{PAIRED}]+))?""")
ON_ONE_LINE = 2


@dataclass
class Condition:
    """Attributes by the Django tag before them, and the tag after the last."""

    arms: list[tuple[str, "list[str | Condition]"]]
    end: str


type Attributes = list[str | Condition]


def tag_doc(text: str, real: Callable[[str], str]) -> Doc:
    """Of a tag that opens or stands alone; `real` puts the Django tags back."""
    name = re.split(rf"[\s/>{PAIRED}]", text, maxsplit=1)[0]
    end = "/>" if text.endswith("/>") else ">"
    attributes, _ = _parse(iter(ATTRIBUTE.findall(text[len(name) : -len(end)])), real)
    docs = _lines(attributes, forced=_number(attributes) > ON_ONE_LINE)
    return Group([real(name), Indent(docs, 4), end])


def _parse(words: Iterator[str], real: Callable[[str], str]) -> tuple[Attributes, str]:
    """Up to the Django tag that ends this arm, which comes along."""
    attributes: Attributes = []
    for word in words:
        tag = real(word)
        if not re.match(f"[{PAIRED}]", word):
            attributes += [] if word.isspace() else [tag]
        elif _ends_arm(tag):
            return attributes, tag
        else:
            arms = []
            while not name_of(tag).startswith("end"):
                inner, following = _parse(words, real)
                arms.append((tag, inner))
                tag = following
            attributes.append(Condition(arms, tag))
    return attributes, ""


def _ends_arm(tag: str) -> bool:
    return name_of(tag).startswith("end") or name_of(tag) in ARMS


def _number(attributes: Attributes) -> int:
    return sum(1 if isinstance(each, str) else sum(_number(inner) for _, inner in each.arms) for each in attributes)


def _lines(attributes: Attributes, *, forced: bool, blank: str = " ") -> list[Doc]:
    """Each after a blank or on a line of its own; what depends on a Django tag as well."""
    docs: list[Doc] = []
    for each in attributes:
        if isinstance(each, str):
            docs += [Line(blank, forced), each]
            continue
        inner_forced = forced and _number([each]) > 1
        parts: list[Doc] = []
        for tag, inner in each.arms:
            inner_docs = _lines(inner, forced=inner_forced, blank="" if forced else blank)
            parts += [tag, Indent(inner_docs), Line("", inner_forced)]
        docs += [Line("", forced), Group([*parts, each.end])]
    return docs
