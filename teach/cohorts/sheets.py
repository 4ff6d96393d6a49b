"""A cohort as tables for a spreadsheet that executes nothing: guarded CSV, and XLSX with typed cells.

XlsxWriter writes row by row without dependencies; openpyxl also reads, and keeps whole rows of styles in memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, cast

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts.models import Cohort, CohortMembership
from matrix.files.spreadsheets import csv_lines
from planner.progress.export import ROWS_AT_ONCE
from planner.progress.scores import COLUMNS, row_of
from quizzes.assigned.progress import progress_of as assignments_with_progress
from quizzes.models import Attempt
from teach.cohorts.access import members_of
from teach.cohorts.figures import Figures, with_figures

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

BOM = "\ufeff"  # without it Excel does not read UTF-8
WHO = ["name", "email address"]
PROGRESS = [
    *WHO,
    "joined (UTC)",
    "last active (UTC)",
    "lessons read",
    "cells known",
    "cells stuck",
    "mean score in percent",
    "assignments missed",
    "time in exams",
]
DATES = "yyyy-mm-dd hh:mm"
WIDTH = 17  # characters: a date in a narrower column is shown as ####
MOST_IN_A_CELL = 32_767  # characters, the limit of the format
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def progress_of(cohort: Cohort) -> Iterator[Sequence[object]]:
    members = list(with_figures(members_of(cohort)).order_by("learner__user__name", "learner__user__email", "pk"))
    due = assignments_with_progress(cohort, members, timezone.now())
    yield [*PROGRESS, *(f"{each.assignment.name}, due {each.when}" for each in due)]
    for place, member in enumerate(members):
        yield [*_progress(member), *(str(each.rows[place].state) for each in due)]


def _progress(member: CohortMembership) -> list[object]:
    shown = cast(Figures, member)
    return [
        *who(member),
        member.joined_at,
        shown.last_active,
        shown.lessons_read,
        shown.secure,
        shown.stuck,
        None if shown.score is None else round(shown.score, 1),
        shown.missed,
        member.get_time_allowance_display() or "Standard",
    ]


def scores_of(cohort: Cohort) -> Iterator[Sequence[object]]:
    yield [*WHO, *COLUMNS]
    members = members_of(cohort).order_by().values("learner")
    attempts = Attempt.objects.filter(learner__in=members).in_lists().select_related("learner__user")
    for attempt in attempts.iterator(chunk_size=ROWS_AT_ONCE):
        user = attempt.learner.user
        yield [user.name if user else "", user.address if user else "", *row_of(attempt)]


def who(member: CohortMembership) -> list[str]:
    user = member.learner.user
    return [user.name, user.address] if user else ["", ""]


def _naive(at: datetime) -> datetime:
    """Without a zone it is taken as it is, else in UTC."""
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def _moment(at: datetime) -> str:
    return _naive(at).strftime("%Y-%m-%d %H:%M:%S")


# ---- As CSV


def as_csv(rows: Iterable[Sequence[object]], name: str) -> StreamingHttpResponse:
    told = ([_moment(value) if isinstance(value, datetime) else value for value in row] for row in rows)
    disposition = {"Content-Disposition": content_disposition_header(True, name) or ""}
    lines = chain([BOM], csv_lines(told))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=disposition)


# ---- As XLSX


def as_xlsx(sheets: Mapping[str, Iterable[Sequence[object]]], name: str) -> FileResponse:
    """Writes to a temporary file, row by row, which is deleted after it was sent."""
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    write_workbook(file, sheets)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def write_workbook(file: IO[bytes], sheets: Mapping[str, Iterable[Sequence[object]]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # imported here, since its 15 MB are rarely needed

    with xlsxwriter.Workbook(file, options | {"strings_to_numbers": False, "default_date_format": DATES}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            y, last = 0, 0
            for y, row in enumerate(rows):
                last = max(last, len(row) - 1)
                for x, value in enumerate(row):
                    _write(sheet, y, x, value)
            sheet.autofilter(0, 0, y, last)
            sheet.set_column(0, last, WIDTH)


def _write(sheet: "Worksheet", y: int, x: int, value: object) -> None:
    """Writes a date, a number or a text, never a formula or a link."""
    if isinstance(value, datetime):
        sheet.write_datetime(y, x, _naive(value))
    elif isinstance(value, int | float):
        sheet.write_number(y, x, value)
    elif value not in (None, ""):
        sheet.write_string(y, x, str(value)[:MOST_IN_A_CELL])
