"""A gradebook as rows of a table, for spreadsheets and for Moodle's import of grades."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from teach.gradebook.book import Gradebook, Mark, MarkState

NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
EMAIL, ID_NUMBER = "email", "number"
MOODLE = {EMAIL: "Email address", ID_NUMBER: "ID number"}  # the names by which Moodle finds the columns
Rows = Iterator[Sequence[object]]


def file_name(book: Gradebook, what: str) -> str:
    """ "Evening class, group Tuesday gradebook.csv" """
    whose = ", ".join(filter(None, [book.cohort.name, book.shows]))
    return f"{' '.join(NOT_IN_FILE_NAMES.sub(' ', whose).split()) or 'Class'} {what}"


def grades_of(book: Gradebook) -> Rows:
    zone = book.cohort.time_zone
    head = ["Name", "Email address", "ID number", "Membership"]
    for column in book.columns:
        head += [f"{column.name} (%)", f"{column.name}: status", f"{column.name}: handed in ({zone})"]
    yield [*head, "Total (%)"]
    for row in book.rows:
        person = row.person
        cells: list[object] = [person.name, person.email, person.id_number, person.standing]
        for mark in row.marks:
            cells += [in_percent(mark.share), status_of(mark), _local(mark.closed_at, zone)]
        yield [*cells, in_percent(row.total)]


def columns_of_book(book: Gradebook) -> Rows:
    zone = book.cohort.time_zone
    yield ["Column", f"Due ({zone})", "Weight", "Mean (%)", "Graded"]
    for column, (mean, graded) in zip(book.columns, book.means, strict=True):
        yield [column.name, _local(column.due_at, zone), book.weight_of(column), mean, graded]


def for_moodle(book: Gradebook, by: str) -> Rows:
    """One row per member, with a grade of 100 or nothing. Who left the class is left out, and of a file by ID numbers
    who has none: Moodle refuses a whole file for one learner that it does not find.
    """
    yield [MOODLE[by], *(column.name for column in book.columns)]
    for row in book.of_members:
        if name := row.person.id_number if by == ID_NUMBER else row.person.email:
            yield [name, *(in_percent(mark.share) if gives_a_grade(mark) else None for mark in row.marks)]


def gives_a_grade(mark: Mark) -> bool:
    return mark.state == MarkState.GRADED


def status_of(mark: Mark) -> str:
    if mark.state == MarkState.GRADED:
        due_at, closed_at = mark.due_at, mark.closed_at
        # After it, but not late: they joined when it had passed.
        in_time = due_at is not None and closed_at is not None and closed_at <= due_at
        return mark.lateness or ("On time" if in_time else "Graded")
    return f"{mark.state}, {mark.lateness}" if mark.late else str(mark.state)


def in_percent(share) -> float | None:
    return None if share is None else round(float(100 * share), 2)


def _local(at: datetime | None, zone: str) -> datetime | None:
    """In the zone of the class, which the head of the column names; a spreadsheet knows no zones."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if at else None
