"""Tables for spreadsheets, which show them and execute nothing of them. All CSV files of the site are written here."""

import csv
import re
from collections.abc import Iterable, Iterator

# What a spreadsheet takes for the start of a formula, also in full width.
FORMULA = "=+\\-@＝＋－＠"
# A spreadsheet that splits at semicolons or tabs, whatever the file says, starts a cell after each one in a text, and
# a row after each line break. It reads quotation marks only where a cell starts, so they do not protect a text.
BEFORE_FORMULA = rf"(?=['\"]*[{FORMULA}])"
BEFORE_SPACE = r"(?=['\"]*[\t\r\n])"
UNSAFE = re.compile(rf"^{BEFORE_SPACE}|(^|[;\t\r\n]){BEFORE_FORMULA}")
GUARDED = re.compile(rf"^'{BEFORE_SPACE}|(^|[;\t\r\n])'{BEFORE_FORMULA}")


def safe(value: object) -> str:
    """The value as text. Apostrophes tell a spreadsheet that what follows is text and no formula."""
    return "" if value is None else UNSAFE.sub(r"\1'", str(value))


def as_it_was(text: str) -> str:
    """The inverse of `safe`."""
    return GUARDED.sub(r"\1", text)


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A CSV file line by line: numbers as they are, texts made safe, each field in quotes."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    for row in rows:
        yield writer.writerow([value if isinstance(value, int | float) else safe(value) for value in row])
