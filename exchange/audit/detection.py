"""Reads a file as text: encodings, limits and formats. Errors say why and what to do."""

import stat
from dataclasses import dataclass, field
from pathlib import Path

from exchange.audit import tables
from exchange.audit.questions import ParsedQuestions
from exchange.decoding import UTF16, lines_of
from exchange.formats import FORMATS, format_of, why_no_text
from exchange.parsed_file import CannotImport
from exchange.qti.package import is_package, unpacked

MEGABYTE = 1_000_000
MOST_BYTES = 10 * MEGABYTE
LONGEST_LINE = 100_000


class CannotRead(Exception):
    pass


@dataclass
class SourceFile:
    file: str
    text: str
    notices: list[str] = field(default_factory=list)


def read(path: str, format: str | None = None) -> ParsedQuestions:
    return parsed(path, _bytes_of(path), format)


def parsed(name: str, data: bytes, format: str | None = None) -> ParsedQuestions:
    source = _package(name, data) if is_package(data) else decoded(name, data)
    known = FORMATS[format_of(name, source.text, format or "")]
    for number, line in enumerate(source.text.split("\n"), 1):
        if len(line) > LONGEST_LINE and not known.has_long_lines:
            raise CannotRead(
                f"line {number} has {len(line):,} characters; at most {LONGEST_LINE:,} are read. "
                "Break the file into lines, or check that it is a text file."
            )
    try:
        found = known.parse(source.text, source.file)
    except (tables.NoTable, CannotImport) as error:
        raise CannotRead(str(error)) from None
    found.notices = [*source.notices, *found.notices]
    return found


def _bytes_of(path: str) -> bytes:
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise CannotRead("it is a folder. Name the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise CannotRead("it is not a regular file. Save the questions to a file first.")
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CannotRead(f"{reason}.") from None
    if len(data) > MOST_BYTES:
        raise CannotRead(f"it is larger than {MOST_BYTES // MEGABYTE} MB. Split it into smaller files.")
    return data


def _package(file: str, data: bytes) -> SourceFile:
    try:
        return SourceFile(file, unpacked(data))
    except CannotImport as error:
        raise CannotRead(str(error)) from None


def decoded(file: str, data: bytes) -> SourceFile:
    """Decode UTF-8, UTF-16 after a byte order mark, and otherwise Windows-1252 with a notice. Raises CannotRead."""
    if reason := why_no_text(data):
        raise CannotRead(reason)
    if data.startswith(UTF16):
        text = data.decode("utf-16", errors="replace")
        return SourceFile(file, lines_of(text), [f"{file}: read as UTF-16."])
    if b"\0" in data:
        raise CannotRead("it holds bytes that no text has, so it is not a text file. Export the questions as text.")
    try:
        return SourceFile(file, lines_of(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("cp1252", errors="replace")
        lost = text.count("\ufffd")
        unknown = f" {lost} characters are unknown there and shown as “\ufffd”." if lost else ""
        notice = f"{file}: line {line} is not UTF-8, so the file was read as Windows-1252.{unknown} Save it as UTF-8."
        return SourceFile(file, lines_of(text), [notice])
