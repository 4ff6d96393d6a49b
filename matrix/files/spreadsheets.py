"""Writes all CSV files of the site, so that spreadsheets execute nothing in them."""

import csv
import re
from collections.abc import Iterable, Iterator

# What spreadsheets take for the start of a formula, also in full width.
FORMULA = "=+\\-@＝＋－＠"
# A spreadsheet that always splits at semicolons or tabs starts a cell after each one in a text, and a row after each
# line break. It reads quotation marks only at the start of a cell, so they do not protect a text.
BEFORE_FORMULA = rf"(?=['\"]*[{FORMULA}])"
BEFORE_SPACE = r"(?=['\"]*[\t\r\n])"
UNSAFE = re.compile(rf"^{BEFORE_SPACE}|(^|[;\t\r\n]){BEFORE_FORMULA}")
GUARDED = re.compile(rf"^'{BEFORE_SPACE}|(^|[;\t\r\n])'{BEFORE_FORMULA}")


def safe(value: object) -> str:
    return "" if value is None else UNSAFE.sub(r"\1'", str(value))


def as_it_was(text: str) -> str:
    return GUARDED.sub(r"\1", text)


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    for row in rows:
        yield writer.writerow([value if isinstance(value, int | float) else safe(value) for value in row])
