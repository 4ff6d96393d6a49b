"""Reads XML element by element with line numbers. Document types are refused, and with them entities."""

import xml.parsers.expat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from exchange.parsed_file import CannotImport

DEEPEST, MOST_ELEMENTS, LONGEST_TEXT = 30, 5_000, 200_000


@dataclass
class Element:
    """`content` holds its texts and children in their order."""

    name: str
    attributes: dict[str, str]
    line: int
    content: list["Element | str"] = field(default_factory=list)

    @property
    def children(self) -> list["Element"]:
        return [each for each in self.content if isinstance(each, Element)]

    def all(self, name: str) -> Iterator["Element"]:
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        return next(self.all(name), None)

    def descendants(self, *names: str) -> Iterator["Element"]:
        """All of these names, or all if none is given, in the order of the file."""
        for child in self.children:
            if not names or child.name in names:
                yield child
            yield from child.descendants(*names)

    @property
    def words(self) -> str:
        inner = self.first("text") or self
        return "".join(each for each in inner.content if isinstance(each, str)).strip()

    def said(self, name: str) -> str:
        child = self.first(name)
        return child.words if child else ""


class NoXml(CannotImport):
    pass


@dataclass(frozen=True)
class Dialect:
    """The XML of one format. `refusal` says why a file with another root is refused, `named` normalizes names.

    A unit is what is yielded and limited in size: an element of these names, or each child of the root.
    """

    roots: frozenset[str]
    refusal: Callable[[str], str]
    units: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    named: Callable[[str], str] = str


class _Builder:
    def __init__(self, dialect: Dialect, before: int) -> None:
        self.dialect = dialect
        self.before = before
        self.parser = xml.parsers.expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.SetParamEntityParsing(xml.parsers.expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.depth = 0
        self.open: list[Element] = []  # from the unit inwards
        self.ready: list[Element] = []
        self.elements = self.length = 0

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def refuse_doctype(self, *told) -> None:
        raise CannotImport(
            f"Line {self.line}: a document type (<!DOCTYPE …>) is refused, since it can make a small file huge or "
            "fetch others. Delete it."
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self.dialect.named(name)
        if not self.depth and name not in self.dialect.roots:
            raise CannotImport(f"Line {self.line}: {self.dialect.refusal(name[:40])}")
        if self.depth == DEEPEST:
            raise CannotImport(f"Line {self.line}: elements are nested more than {DEEPEST} deep.")
        if not self.open:
            self.elements = self.length = 0
        is_unit = name in self.dialect.units if self.dialect.units else self.depth == 1
        self.depth += 1
        if not self.open and not is_unit:
            return
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise CannotImport(f"Line {self.line}: one question has more than {MOST_ELEMENTS:,} elements.")
        named = {self.dialect.named(each): value for each, value in attributes.items()}
        element = Element(name, named, self.before + self.line)
        if self.open:
            self.open[-1].content.append(element)
        self.open.append(element)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.open:
            element = self.open.pop()
            if not self.open:
                self.ready.append(element)

    def text(self, data: str) -> None:
        if not self.open or self.open[-1].name in self.dialect.skipped:
            return
        self.length += len(data)
        if self.length > LONGEST_TEXT:
            raise CannotImport(f"Line {self.line}: one question has more than {LONGEST_TEXT:,} characters.")
        self.open[-1].content.append(data)


CHUNK = 65_536


def elements(text: str, dialect: Dialect, before: int = 0) -> Iterator[Element]:
    """Yield the units of a file, their lines counted from `before`. Raises CannotImport with a line of the file."""
    builder = _Builder(dialect, before)
    data = text.encode()
    try:
        for at in range(0, max(len(data), 1), CHUNK):
            builder.parser.Parse(data[at : at + CHUNK], at + CHUNK >= len(data))
            if at - builder.parser.CurrentByteIndex > LONGEST_TEXT:
                raise CannotImport(f"Line {builder.line}: a tag is longer than {LONGEST_TEXT:,} characters.")
            yield from builder.ready
            builder.ready = []
    except xml.parsers.expat.ExpatError as error:
        reason = xml.parsers.expat.ErrorString(error.code) or "not well-formed"
        raise NoXml(f"Line {error.lineno}: the file is not valid XML ({reason}).") from None
