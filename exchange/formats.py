"""The formats of questions, for the import and for the audit of foreign banks."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from exchange import aiken, gift_in, gift_syntax, markdown_in, moodle_in, tables_in
from exchange.audit import gift, markdown, tables
from exchange.audit.questions import ParsedQuestions
from exchange.audit_input import audit_parser
from exchange.parsed_file import ParsedFile
from exchange.qti import reader as qti
from exchange.qti.manifest import is_joined
from serving.file_kinds import kind_of


@dataclass(frozen=True)
class Format:
    """`read` returns questions that can be imported; `parse` also returns faulty ones, for the audit."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    read: Callable[[str], ParsedFile]
    parse: Callable[[str, str], ParsedQuestions]
    has_long_lines: bool = False  # embedded pictures are long lines, which are skipped


FORMATS = {
    each.name: each
    for each in (
        Format("csv", "CSV", (".csv", ".tsv"), tables_in.read, tables.parse),
        Format("gift", "GIFT", (".gift",), gift_in.read, gift.parse),
        Format(
            "moodle-xml", "Moodle XML", (".xml",), moodle_in.read, audit_parser(moodle_in.read), has_long_lines=True
        ),
        Format("qti", "QTI", (".zip", ".imscc"), qti.read, audit_parser(qti.read), has_long_lines=True),
        Format("aiken", "Aiken", (".aiken",), aiken.read, audit_parser(aiken.read)),
        Format("markdown", "Markdown", (".md", ".markdown"), markdown_in.read, markdown.parse),
    )
}
LABELS = " or ".join(", ".join(each.label for each in FORMATS.values()).rsplit(", ", 1))


def why_no_text(data: bytes) -> str:
    kind = kind_of(data)
    return kind and f"This is {kind}, not text. Choose the file of questions itself."


def format_of(name: str, text: str, chosen: str = "") -> str:
    """`chosen` decides, but for a package: only QTI comes in packages."""
    if is_joined(text):
        return "qti"
    if chosen:
        return chosen
    # Before the name, because Moodle's files end in .xml as well.
    if qti.looks_like(text):
        return "qti"
    for known in FORMATS.values():
        if name.lower().endswith(known.suffixes):
            return known.name
    if text.lstrip()[:200].startswith(("<?xml", "<quiz")):
        return "moodle-xml"
    if re.search(r"^ANSWER: ", text, re.MULTILINE):
        return "aiken"
    if gift_syntax.looks_like(text):
        return "gift"
    return "csv" if tables.looks_like(text) else "markdown"
