"""A class as tables: read back they hold what was written, and a spreadsheet executes none of it."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from lessons.models import Lesson
from matrix.files.spreadsheets import as_it_was
from teach.cohorts.due_dates import set_due
from teach.cohorts.sheets import write_workbook
from tests.helpers.cohorts import class_of
from tests.helpers.memories import remember
from tests.helpers.sittings import answer_all, begin
from tests.matrix.files.test_spreadsheets import SEPARATORS, formulas_in

FORMULAS = [
    '=HYPERLINK("https://example.com")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1+1}",
    "http://x.example",
    "x;=1+1;@SUM(1)",
    "x\t=1",
    "x\n=1",
    "＝1+1",
]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def cohort(instructor, lena):
    return class_of(instructor, lena.learner)


def address_of(name: str, cohort) -> str:
    return reverse(f"teach:cohort-{name}", args=[cohort.pk])


def csv_rows(client, address: str) -> list[list[str]]:
    content = b"".join(client.get(address).streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes) -> dict[str, list[list[object]]]:
    """Every sheet with its values, a number as a float and a text as a string. Fails on anything that is executed."""
    book = zipfile.ZipFile(io.BytesIO(content))
    names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
    assert not [name for name in book.namelist() if re.search(r"externalLink|vba|calcChain|hyperlink", name)]
    found = {}
    for number, name in enumerate(names, start=1):
        tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
        assert not list(tree.iter(f"{MAIN}f"))
        assert not list(tree.iter(f"{MAIN}hyperlink"))
        found[name] = [[value_of(cell) for cell in row] for row in tree.iter(f"{MAIN}row")]
    return found


def value_of(cell) -> object:
    if cell.get("t") == "inlineStr":
        text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
        return re.sub(r"_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text)
    return float(cell.find(f"{MAIN}v").text)


def test_progress_and_scores_are_told_in_columns(cohort, instructor, instructor_client, lena):
    cohort.memberships.update(joined_at=Now() - timedelta(days=9))
    lesson = Lesson.objects.get(slug="shared-responsibility-model")
    set_due(cohort, lesson, due_at=Now() - timedelta(days=1), by=instructor)
    answer_all(begin(lena.learner), wrong={1, 2})
    remember(lena.learner, "cloudhsm/backup-recovery", (3, True), (2, True), (1, True))

    [head, row] = csv_rows(instructor_client, address_of("progress-csv", cohort))
    told = dict(zip(head, row, strict=True))
    assert (told["name"], told["email address"]) == ("Lena", "lena@example.com")
    assert (told["cells known"], told["mean score in percent"], told["assignments missed"]) == ("1", "80.0", "1")
    assert row[-1] == "Missing"
    [head, row] = csv_rows(instructor_client, address_of("scores-csv", cohort))
    assert dict(zip(head, row, strict=True))["right"] == "8"


def test_the_workbook_holds_the_same_with_numbers_as_numbers(cohort, instructor_client, lena):
    answer_all(begin(lena.learner), wrong={1, 2})

    answer = instructor_client.get(address_of("workbook", cohort))

    assert answer["Content-Disposition"] == f'attachment; filename="class-{cohort.pk}.xlsx"'
    sheets = xlsx_rows(b"".join(answer.streaming_content))
    head, row = sheets["Scores"]
    told = dict(zip(head, row, strict=True))
    assert (told["name"], told["right"], told["score in percent"]) == ("Lena", 8.0, 80.0)
    assert sheets["Progress"][1][:2] == ["Lena", "lena@example.com"]


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_that_is_a_formula_stays_a_text(cohort, instructor_client, lena, name):
    User.objects.filter(pk=lena.pk).update(name=name)

    [_, row] = csv_rows(instructor_client, address_of("progress-csv", cohort))
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_it_was(row[0]) == name
    sheets = xlsx_rows(b"".join(instructor_client.get(address_of("workbook", cohort)).streaming_content))
    assert sheets["Progress"][1][0] == name


def test_no_cell_is_a_formula_where_semicolons_or_tabs_separate(cohort, instructor_client, lena):
    User.objects.filter(pk=lena.pk).update(name="x;=1+1;@SUM(1)\t-1")

    content = b"".join(instructor_client.get(address_of("progress-csv", cohort)).streaming_content)

    for separator in SEPARATORS:
        assert formulas_in(content.decode("utf-8-sig"), separator) == []


def workbook_with(values: list[object]) -> bytes:
    file = io.BytesIO()
    write_workbook(file, {"Sheet": [values]})
    return file.getvalue()


def test_texts_that_look_like_something_else_come_back_as_they_were():
    values = [*FORMULAS, "007", "1e5", "TRUE", "2026-11-25", "Zoë 雪 🙂", "two\nlines", "a\x01b", " padded ", "&<>\"'"]

    [row] = xlsx_rows(workbook_with(values))["Sheet"]

    assert row == values


def test_numbers_come_back_as_numbers():
    assert xlsx_rows(workbook_with([0, -1, 80.5, 10**12]))["Sheet"] == [[0.0, -1.0, 80.5, 1e12]]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
class TestInLibreOffice:
    @staticmethod
    def read(file: Path) -> list[list[str]]:
        command = ["soffice", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"]
        subprocess.run(
            [*command, "--outdir", file.parent / "read", file], check=True, capture_output=True, timeout=120
        )
        return list(csv.reader((file.parent / "read" / file.with_suffix(".csv").name).open(newline="")))

    def test_a_workbook_has_the_values_that_were_written(self, tmp_path):
        (tmp_path / "class.xlsx").write_bytes(workbook_with([*FORMULAS, "007", 80.5]))

        assert self.read(tmp_path / "class.xlsx") == [[*FORMULAS, "007", "80.5"]]

    def test_no_name_in_a_csv_file_is_worked_out(self, tmp_path, cohort, instructor_client, lena):
        for name in FORMULAS:
            User.objects.filter(pk=lena.pk).update(name=name)
            sent = b"".join(instructor_client.get(address_of("progress-csv", cohort)).streaming_content)
            (tmp_path / "class.csv").write_bytes(sent)

            [_, row] = self.read(tmp_path / "class.csv")

            assert as_it_was(row[0]) == name.replace("\r", "\n")  # any line break is one to LibreOffice
