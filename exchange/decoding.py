"""Decodes an uploaded file of questions as text."""

import codecs
import re

from exchange.parsed_file import CannotImport

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters except tab and line ends, surrogates, and two noncharacters.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def decoded(data: bytes) -> str:
    """Decode UTF-8, or UTF-16 after a byte order mark. Raises CannotImport with the line."""
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


def lines_of(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
