"""No text becomes a formula, by whatever separator a spreadsheet reads a file, and each comes back as it was."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from matrix.files.spreadsheets import as_it_was, csv_lines, safe
from tests.helpers.rooms import ROOMS

SEPARATORS = ",;\t"
STARTS = "=+-@＝＋－＠"
PIECES = [*STARTS, *SEPARATORS, "\n", "\r", "\r\n", '"', "'", "''", '""', " ", "x", "1"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def read(text: str, separator: str) -> list[list[str]]:
    """As lenient as spreadsheets are: a mark in the middle of a cell is text."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def formulas_in(text: str, separator: str) -> list[str]:
    """What a spreadsheet would work out, which overlooks white space in front."""
    return [cell for row in read(text, separator) for cell in row if cell.lstrip("\t\r\n").startswith(tuple(STARTS))]


@given(rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_no_text_is_a_formula_by_any_separator(rows):
    text = "".join(csv_lines(rows))

    for separator in SEPARATORS:
        assert formulas_in(text, separator) == []


@given(rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_text_comes_back_as_it_was(rows):
    back = read("".join(csv_lines(rows)), ",")

    assert [[as_it_was(cell) for cell in row] for row in back] == rows


@pytest.mark.parametrize("start", [*STARTS, "\t", "\r", "\n", "\n=", '"='])
def test_a_text_that_begins_like_a_formula_begins_with_an_apostrophe(start):
    assert safe(f"{start}1+1").startswith("'")


def test_a_name_of_many_cells_stays_one_cell_in_quotes():
    assert "".join(csv_lines([["Lena", "x;=1+1;@SUM(1)"]])) == '"Lena","x;\'=1+1;\'@SUM(1)"\r\n'


def test_numbers_stay_numbers_and_plain_words_plain():
    assert "".join(csv_lines([[-1.5, 3, None, "a-b = c; d", "Two\n\nlines"]])) == (
        '"-1.5","3","","a-b = c; d","Two\n\nlines"\r\n'
    )


def test_every_file_is_written_in_one_place():
    """A class list on its way through a form is no file: nobody opens it."""
    base = Path(settings.BASE_DIR)
    writing = {
        str(path.relative_to(base))
        for app in ROOMS
        for path in (base / app).rglob("*.py")
        if re.search(r"csv\.(writer|DictWriter)|import .*\bDictWriter", path.read_text())
    }

    assert writing == {"matrix/files/spreadsheets.py", "accounts/cohorts/roster.py"}
