"""Reads a file of questions: encodings, limits and formats. Nothing in a file is executed or fetched."""

import codecs
import re

from exchange.audit.detection import UTF16, lines_of
from exchange.formats import FORMATS, format_of, why_no_text
from exchange.parsed_file import CannotImport, ParsedFile

MEGABYTE = 1_000_000
MOST_BYTES = 9 * MEGABYTE  # less than a request may send, so that the form can show the error
MOST_TAGS = 400_000
MOST_LINES, LONGEST_LINE = 120_000, 100_000
# Control characters except tab and line ends, surrogates, and two noncharacters.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read(name: str, data: bytes, format: str = "") -> ParsedFile:
    """Raises CannotImport with a message for the person who uploaded the file."""
    text = text_of(data)
    known = FORMATS[format or format_of(name, text)]
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
    if len(data) > MOST_BYTES:
        raise CannotImport(f"The file is larger than {MOST_BYTES // MEGABYTE} MB. Split it.")
    if reason := why_no_text(data):
        raise CannotImport(reason)
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
