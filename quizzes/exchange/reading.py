"""From a file to its questions: encodings, caps and formats. Nothing that a file holds is executed or fetched."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from quizzes.audit.reading import UTF16, lines_of
from quizzes.exchange import aiken, gift_in, gift_syntax, moodle_in, tables_in
from quizzes.exchange.brought import CannotImport, Reading

MEGABYTE = 1_000_000
MOST_BYTES = 5 * MEGABYTE
LONGEST_LINE = 100_000
# Control characters but for tab and the ends of lines, halves of characters, and two that are none.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
ARCHIVES = {b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf": "a 7z archive",
            b"Rar!": "a rar archive", b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive",
            b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Office file"}  # fmt: skip


@dataclass(frozen=True)
class Format:
    name: str
    label: str
    suffixes: tuple[str, ...]
    read: Callable[[str], Reading]
    has_long_lines: bool = False  # pictures in it stand on one line each, and are skipped


FORMATS = {
    each.name: each
    for each in (
        Format("csv", "CSV", (".csv", ".tsv"), tables_in.read),
        Format("gift", "GIFT", (".gift",), gift_in.read),
        Format("moodle-xml", "Moodle XML", (".xml",), moodle_in.read, has_long_lines=True),
        Format("aiken", "Aiken", (".aiken",), aiken.read),
    )
}


def read(name: str, data: bytes, format: str = "") -> Reading:
    """All questions of a file. Raises CannotImport: the message is for the person who brought it."""
    text = text_of(data)
    known = FORMATS[format or format_of(name, text)]
    if not known.has_long_lines:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > LONGEST_LINE:
                raise CannotImport(
                    f"Line {number} has {len(line):,} characters; at most {LONGEST_LINE:,} are read. "
                    "Check that this is a file of questions."
                )
    reading = known.read(text)
    if not reading.questions and not reading.refusals:
        raise CannotImport(f"There is no question in it, read as {known.label}.")
    return reading


def text_of(data: bytes) -> str:
    """Raises CannotImport."""
    if len(data) > MOST_BYTES:
        raise CannotImport(f"The file is larger than {MOST_BYTES // MEGABYTE} MB. Split it.")
    for start, kind in ARCHIVES.items():
        if data.startswith(start):
            raise CannotImport(f"This is {kind} and no text. Bring the file of questions itself.")
    try:
        text = lines_of(data.decode("utf-16" if data.startswith(UTF16) else "utf-8-sig"))
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n\0" if data.startswith(codecs.BOM_UTF16_LE) else b"\n") + 1
        encoding = "UTF-16" if data.startswith(UTF16) else "UTF-8"
        raise CannotImport(f"Line {line} is not {encoding} text. Save the file as UTF-8 and bring it again.") from None
    if found := NO_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        said = f"U+{ord(found[0]):04X}"
        raise CannotImport(f"Line {line} holds a character that no text has ({said}). Save the file as text.")
    return text


def format_of(name: str, text: str) -> str:
    """By the end of its name, and by what it looks like where that does not tell."""
    for known in FORMATS.values():
        if name.lower().endswith(known.suffixes):
            return known.name
    if text.lstrip()[:200].startswith(("<?xml", "<quiz")):
        return "moodle-xml"
    if re.search(r"^ANSWER: ", text, re.MULTILINE):
        return "aiken"
    return "gift" if gift_syntax.looks_like(text) else "csv"
