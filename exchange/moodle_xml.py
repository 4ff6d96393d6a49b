"""Reads Moodle XML element by element with line numbers. Document types are refused, and with them entities.

Source: the documentation of Moodle's qformat_xml and its fixtures.
"""

import xml.parsers.expat
from collections.abc import Iterator
from dataclasses import dataclass, field

from exchange import qti
from exchange.parsed_file import CannotImport

DEEPEST, MOST_ELEMENTS, LONGEST_TEXT = 30, 5_000, 200_000
SKIPPED = {"file"}  # pictures and sounds are never stored


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def all(self, name: str) -> Iterator["Element"]:
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        return next(self.all(name), None)

    @property
    def words(self) -> str:
        inner = self.first("text")
        return "".join((inner or self).pieces).strip()

    def said(self, name: str) -> str:
        child = self.first(name)
        return child.words if child else ""


class _Builder:
    def __init__(self) -> None:
        self.parser = xml.parsers.expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.SetParamEntityParsing(xml.parsers.expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.open: list[Element] = []
        self.ready: list[Element] = []
        self.elements = self.length = 0

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def refuse_doctype(self, *told) -> None:
        raise CannotImport(
            f"Line {self.line}: a document type (<!DOCTYPE …>) is refused, since it can make a small file huge or "
            "fetch others. Moodle writes none; delete it."
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.open and name.rpartition(":")[2] in qti.ROOTS:
            raise CannotImport(qti.NOT_READ)
        if not self.open and name != "quiz":
            raise CannotImport(f"Line {self.line}: the file begins with <{name[:40]}>; Moodle XML begins with <quiz>.")
        if len(self.open) == DEEPEST:
            raise CannotImport(f"Line {self.line}: elements are nested more than {DEEPEST} deep.")
        if len(self.open) == 1:
            self.elements = self.length = 0
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise CannotImport(f"Line {self.line}: one question has more than {MOST_ELEMENTS:,} elements.")
        element = Element(name, attributes, self.line)
        if len(self.open) > 1:
            self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, name: str) -> None:
        element = self.open.pop()
        if len(self.open) == 1:
            self.ready.append(element)

    def text(self, data: str) -> None:
        element = self.open[-1]
        if len(self.open) < 2 or element.name in SKIPPED:
            return
        self.length += len(data)
        if self.length > LONGEST_TEXT:
            raise CannotImport(f"Line {self.line}: one question has more than {LONGEST_TEXT:,} characters.")
        element.pieces.append(data)


CHUNK = 65_536


def elements(text: str) -> Iterator[Element]:
    """Yield the elements directly inside <quiz>. Raises CannotImport."""
    builder = _Builder()
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
        raise CannotImport(f"Line {error.lineno}: the file is not valid XML ({reason}).") from None
