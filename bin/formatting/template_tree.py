"""A template as a tree: HTML elements, Django tags that have an end, and the leaves between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.template.base import tag_re

from formatting.attributes import PAIRED, tag_doc
from formatting.printer import Doc
from formatting.vocabulary import (
    ARMS,
    BLOCKS,
    BRANCHES,
    HIDDEN_EMPTY,
    OUT_OF_FLOW,
    ROWS,
    SILENT,
    VOID,
    classes,
    is_verbatim,
    name_of,
    tag_name,
)

# What a blank may stand beside: what bears none, something shown, another blank, the edge of a block.
ALONE, SHOWN, SPACE, EDGE = range(-1, 3)
SINGLE = "\ue000-\uf8ff"  # each stands for a Django tag without an end while HTML is read
DJANGO = re.compile(rf"(?s:{{% (verbatim|comment)\b.*?{{% end\1 %}})|{tag_re.pattern}")
HTML = re.compile(
    rf"""(?s:(?P<space>\s+)|(?P<note><!.*?>)|(?P<tag></?[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'>])*>)"""
    rf"""|(?P<single>[{SINGLE}])|(?P<paired>[{PAIRED}])|(?P<text>[^\s<{SINGLE}{PAIRED}]+|<))"""
)


@dataclass
class Leaf:
    doc: Doc
    beside: int = SHOWN  # what a blank after it would stand beside
    is_silent: bool = False  # puts nothing on the page
    is_tag: bool = False


@dataclass
class Content:
    """Nodes, the white space before each and after the last, and what another blank there would stand beside."""

    nodes: "list[Node]" = field(default_factory=list)
    spaces: list[str] = field(default_factory=lambda: [""])
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)

    def add(self, node: "Node") -> None:
        self.nodes.append(node)
        self.spaces.append("")

    def add_all(self, other: "Content") -> None:
        self.spaces[-1] += other.spaces[0]
        self.nodes += other.nodes
        self.spaces += other.spaces[1:]


@dataclass
class Element:
    name: str
    opening: Doc
    content: Content
    closing: str
    is_block: bool
    hides_empty: bool
    is_out_of_flow: bool


@dataclass
class Block:
    """A Django tag that has an end: what it holds, by the tag before it."""

    name: str
    arms: list[tuple[str, Content]]
    end: str

    @property
    def may_be_skipped(self) -> bool:
        return self.name in ("if", "for") and name_of(self.arms[-1][0]) not in ("else", "empty")


type Node = Leaf | Element | Block


class Parser:
    """Reads a template once; `content` is all of it."""

    def __init__(self, source: str) -> None:
        self.tags: dict[str, str] = {}
        with_end = set(re.findall(r"{% end(\w+)", source))
        self.tokens = self.read(DJANGO.sub(lambda tag: self.stand_in(tag[0], with_end), source))
        self.content, _ = self.parse()

    def stand_in(self, tag: str, with_end: set[str]) -> str:
        """One character for a Django tag, so that its quotes and brackets are not taken for HTML's."""
        name = name_of(tag)
        is_whole = name in ("verbatim", "comment")
        is_paired = not is_whole and (name in with_end or name in ARMS or name.startswith("end"))
        char = chr((0xF0000 if is_paired else 0xE000) + len(self.tags))
        self.tags[char] = tag
        return char

    def real(self, text: str) -> str:
        return "".join(self.tags.get(char, char) for char in text)

    def read(self, text: str) -> Iterator[tuple[str, str]]:
        at = 0
        while found := HTML.match(text, at):
            at = found.end()
            yield found.lastgroup or "", found[0]
            if found["tag"] and is_verbatim(found[0]):
                closing = f"</{tag_name(found[0])}>"
                end = text.index(closing, at) + len(closing)
                yield "verbatim", text[at:end]
                at = end

    def parse(self) -> tuple[Content, str]:
        """Up to the Django tag that ends this arm, which comes along."""
        frames = [("", Content())]  # elements that are open, by their opening tag
        for kind, text in self.tokens:
            content = frames[-1][1]
            match kind:
                case "space":
                    content.spaces[-1] += text
                case "tag" if text.startswith("</"):
                    self.close(frames, text)
                case "tag" if tag_name(text) in VOID or is_verbatim(text) or text.endswith("/>"):
                    content.add(self.lone(text))
                case "tag":
                    frames.append((text, Content()))
                case "verbatim":
                    opening = content.nodes[-1]
                    assert isinstance(opening, Leaf)
                    opening.doc = [opening.doc, self.real(text)]
                case "paired":
                    tag = self.tags[text]
                    if name_of(tag).startswith("end") or name_of(tag) in ARMS:
                        return self.unnested(frames), tag
                    content.add(self.block(tag))
                case "single":
                    content.add(self.django(self.tags[text]))
                case "note":
                    content.add(Leaf(self.real(text), is_silent=True))
                case _:
                    content.add(Leaf(text))
        return self.unnested(frames), ""

    def close(self, frames: list[tuple[str, Content]], closing: str) -> None:
        name = tag_name(closing)
        if name not in [tag_name(opening) for opening, _ in frames[1:]]:
            frames[-1][1].add(Leaf(closing, EDGE if name in BLOCKS else SHOWN))
            return
        while tag_name(frames[-1][0]) != name:
            self.unnest(frames)
        opening, content = frames.pop()
        named = classes(opening)
        if named & ROWS:
            make_blocks(content)
        element = Element(
            name,
            self.opening(opening),
            content,
            closing,
            is_block=name in BLOCKS,
            hides_empty=bool(named & HIDDEN_EMPTY),
            is_out_of_flow=bool(named & OUT_OF_FLOW),
        )
        frames[-1][1].add(element)

    def unnest(self, frames: list[tuple[str, Content]]) -> None:
        """An element that is not closed in its arm has no content."""
        opening, content = frames.pop()
        frames[-1][1].add(Leaf(self.opening(opening), EDGE if tag_name(opening) in BLOCKS else SHOWN))
        frames[-1][1].add_all(content)

    def unnested(self, frames: list[tuple[str, Content]]) -> Content:
        while len(frames) > 1:
            self.unnest(frames)
        return frames[0][1]

    def opening(self, text: str) -> Doc:
        return tag_doc(text, self.real)

    def lone(self, text: str) -> Leaf:
        name = tag_name(text)
        is_silent = 'type="hidden"' in text or name == "script"
        return Leaf(self.opening(text), EDGE if name in BLOCKS else SHOWN, is_silent, is_tag=True)

    def django(self, tag: str) -> Leaf:
        ends_with_break = name_of(tag) == "include" and "#" not in tag  # each file does
        is_silent = name_of(tag) in SILENT or tag.startswith(("{#", "{% comment")) or " as " in tag
        return Leaf(tag, SPACE if ends_with_break else SHOWN, is_silent)

    def block(self, opening: str) -> Block:
        arms, tag = [], opening
        while not name_of(tag).startswith("end"):
            content, following = self.parse()
            if not following:
                raise ValueError(f"{opening} has no end")
            arms.append((tag, content))
            tag = following
        return Block(name_of(opening), arms, tag)


def make_blocks(content: Content) -> None:
    for node in content.nodes:
        match node:
            case Leaf(is_tag=True):
                node.beside = EDGE
            case Element():
                node.is_block = True
            case Block() if node.name in BRANCHES:
                for _, inner in node.arms:
                    make_blocks(inner)
