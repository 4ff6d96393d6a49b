"""Reads a file of questions: encodings, limits and formats. Nothing in a file is executed or fetched."""

from exchange.decoding import decoded
from exchange.formats import FORMATS, format_of, why_no_text
from exchange.parsed_file import CannotImport, ParsedFile
from exchange.qti.package import is_package, unpacked

MEGABYTE = 1_000_000
MOST_BYTES = 9 * MEGABYTE  # less than a request may send, so that the form can show the error
MOST_TAGS = 400_000
MOST_LINES, LONGEST_LINE = 120_000, 100_000


def read(name: str, data: bytes, format: str = "") -> ParsedFile:
    """Raises CannotImport with a message for the person who uploaded the file."""
    text = text_of(data)
    return read_text(text, format_of(name, text, format))


def read_text(text: str, format: str) -> ParsedFile:
    """Read what `text_of` returned. Raises CannotImport."""
    known = FORMATS[format]
    if text.count("<") + text.count("&lt;") > MOST_TAGS:
        raise CannotImport(f"The file holds more than {MOST_TAGS:,} tags. Split it.")
    if not known.has_long_lines:
        if text.count("\n") > MOST_LINES:
            raise CannotImport(
                f"Line {MOST_LINES + 1}: at most {MOST_LINES:,} lines are read from one file; split it."
            )
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
    """Return a file's text, and a package's files as one text. Raises CannotImport."""
    if len(data) > MOST_BYTES:
        raise CannotImport(f"The file is larger than {MOST_BYTES // MEGABYTE} MB. Split it.")
    if is_package(data):
        return unpacked(data)
    if reason := why_no_text(data):
        raise CannotImport(reason)
    return decoded(data)
