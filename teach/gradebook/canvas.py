"""Fills the marks of a gradebook into the gradebook that a teacher exported from Canvas.

The file begins with the columns Student (or LastName and FirstName), ID, SIS User ID, SIS Login ID and Section; then
come assignments, each named with its number, and read-only sums. A row "Points Possible" follows, perhaps after one
that says which grades are hidden. Every byte that is not one of our grades stays as it was.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from matrix.files.spreadsheets import safe
from serving.file_kinds import kind_of
from teach.gradebook.book import Gradebook, GradebookRow, Mark, MarkState
from teach.gradebook.exports import gives_a_grade

MOST_BYTES = 1_000_000
MOST_ROWS, MOST_CELLS = 5_000, 2_000
NO_CANVAS = "That file isn’t a Canvas gradebook. Export it in Canvas under Grades, then upload it again."
NUMBERED = re.compile(r"^(.*) \(\d+\)$", re.DOTALL)
OUT_OF = Fraction(100)  # points of a column that Canvas does not have yet
POINTS = re.compile(r"\d{1,8}\.\d{1,12}", re.ASCII)


class NoCanvasGradebook(Exception):
    pass


@dataclass
class CanvasRow:
    """`cells` are as they are in the file, with their quotation marks; `end` is the line break, or nothing."""

    cells: list[str]
    end: str

    def value(self, place: int | None) -> str:
        if place is None or place >= len(self.cells):
            return ""
        cell = self.cells[place]
        return (cell[1:-1].replace('""', '"') if cell.startswith('"') else cell).strip()


@dataclass
class FilledGradebook:
    """`text` is the whole file. `new` are columns that it did not have."""

    text: str = ""
    filled: int = 0
    unmatched: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


def fill(data: bytes, book: Gradebook) -> FilledGradebook:
    """Raises NoCanvasGradebook with a message for the teacher."""
    if len(data) > MOST_BYTES:
        raise NoCanvasGradebook("The file is larger than 1 MB. Export one section at a time in Canvas.")
    if kind_of(data):
        raise NoCanvasGradebook(NO_CANVAS)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NoCanvasGradebook(NO_CANVAS) from None
    start = "\ufeff" if text.startswith("\ufeff") else ""
    file = CanvasFile(text.removeprefix("\ufeff"))
    filled = file.fill(book)
    filled.text = start + file.text
    return filled


class CanvasFile:
    def __init__(self, text: str):
        first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
        self.separator = max(",;", key=first.count)
        self.rows = rows_of(text, self.separator)
        head = self.rows[0] if self.rows else CanvasRow([], "")
        self.places = {head.value(place): place for place in reversed(range(len(head.cells)))}
        named = "Student" in self.places or {"LastName", "FirstName"} <= self.places.keys()
        known = self.places.keys() & {"SIS User ID", "SIS Login ID"}
        points = [row for row in self.rows[1:] if row.value(0) == "Points Possible"]
        if not (named and known and {"ID", "Section"} <= self.places.keys() and points):
            raise NoCanvasGradebook(NO_CANVAS)
        self.head, self.points = head, points[0]
        self.learners = self.rows[self.rows.index(self.points) + 1 :]

    @property
    def text(self) -> str:
        return "".join(self.separator.join(row.cells) + row.end for row in self.rows)

    def fill(self, book: Gradebook) -> FilledGradebook:
        done = FilledGradebook()
        places, width = self.places_of(book, done), len(self.head.cells)
        by_number, by_email = who_is_who(book)
        for row in self.learners:
            if not any(row.value(place) for place in range(len(row.cells))):
                continue
            mine = by_number.get(row.value(self.places.get("SIS User ID")).casefold())
            mine = mine or by_email.get(row.value(self.places.get("SIS Login ID")).casefold())
            marks = mine.marks if mine else [None] * len(book.columns)
            if mine:
                done.filled += 1
            else:
                done.unmatched.append(self.name_of(row))
            for place, mark in zip(places, marks, strict=True):
                self.put(row, place, mark, is_new=place >= width - len(done.new))
        return done

    def places_of(self, book: Gradebook, done: FilledGradebook) -> list[int]:
        """Where each column of ours is. What Canvas does not have yet is added at the end of the rows."""
        there = {
            _without_number(name).casefold(): place
            for name, place in self.places.items()
            if "read only" not in self.points.value(place)
        }
        found = []
        for column in book.columns:
            place = there.get(column.name.casefold())
            if place is None:
                place = len(self.head.cells)
                done.new.append(column.name)
                self.extend(self.head, place, quoted(safe(column.name)))
                self.extend(self.points, place, self.number(OUT_OF))
                for row in self.rows[1:]:
                    if row is not self.points and row.cells != [""]:
                        self.extend(row, place, "")
            found.append(place)
        return found

    @staticmethod
    def extend(row: CanvasRow, place: int, cell: str) -> None:
        row.cells += [""] * (place - len(row.cells)) + [cell]

    def put(self, row: CanvasRow, place: int, mark: Mark | None, *, is_new: bool) -> None:
        """Without a grade of ours, the cell of the file stays."""
        if mark is None or place >= len(row.cells):
            return
        if mark.state == MarkState.EXCUSED:
            row.cells[place] = "EX"
        elif gives_a_grade(mark) and mark.share is not None:
            row.cells[place] = self.number(mark.share * (OUT_OF if is_new else self.points_of(place)))

    def points_of(self, place: int) -> Fraction:
        """The last point or comma is the decimal one, as Canvas reads numbers."""
        whole, _, part = re.sub(r"[.,](?=.*[.,])", "", self.points.value(place)).replace(",", ".").partition(".")
        number = f"{whole or 0}.{part or 0}"
        return (POINTS.fullmatch(number) and Fraction(number)) or OUT_OF

    def number(self, value: Fraction) -> str:
        written = f"{float(value):.2f}"
        return quoted(written.replace(".", ",")) if self.separator == ";" else written

    def name_of(self, row: CanvasRow) -> str:
        names = [row.value(self.places.get(name)) for name in ("Student", "LastName", "FirstName")]
        login = row.value(self.places.get("SIS Login ID")) or row.value(self.places.get("SIS User ID"))
        name = ", ".join(name for name in names if name)
        return f"{name} ({login})" if login else name


def rows_of(text: str, separator: str) -> list[CanvasRow]:
    """Splits the text so that joining the parts gives it back."""
    cell = re.compile(rf'("[^"]*+(?:""[^"]*+)*+"|[^"{separator}\r\n][^{separator}\r\n]*+|)({separator}|\r\n|\n|\r|\Z)')
    rows, cells, at = [], list[str](), 0
    while at < len(text) or cells:
        found = cell.match(text, at)
        if found is None or len(cells) == MOST_CELLS:
            raise NoCanvasGradebook(NO_CANVAS)
        cells.append(found[1])
        at = found.end()
        if found[2] != separator:
            rows.append(CanvasRow(cells, found[2]))
            cells = []
        if len(rows) > MOST_ROWS:
            raise NoCanvasGradebook(f"The file has more than {MOST_ROWS:,} rows. Export one section at a time.")
    return rows


def who_is_who(book: Gradebook) -> tuple[Mapping[str, GradebookRow], Mapping[str, GradebookRow]]:
    # Members are first and count where somebody who left had the same address or number.
    rows = [(row.person, row) for row in reversed(book.rows)]
    by_number = {person.id_number.casefold(): row for person, row in rows if person.id_number}
    return by_number, {person.email.casefold(): row for person, row in rows if person.email}


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _without_number(name: str) -> str:
    found = NUMBERED.match(name)
    return found[1] if found else name
