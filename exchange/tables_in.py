"""Reads questions as rows of a CSV file with a header, from any spreadsheet or from our own export (tables_out)."""

import re
from itertools import islice

from bank.models import Form
from exchange.audit.questions import LETTERS, FoundOption, ParsedQuestions
from exchange.audit.tables import (
    Columns,
    NoTable,
    TableRow,
    cell_of,
    columns_in,
    counts_from_zero,
    key_in,
    rows_in,
)
from exchange.parsed_file import (
    MOST_QUESTIONS,
    MOST_REFUSALS,
    CannotImport,
    ImportedOption,
    ImportedQuestion,
    ImportNote,
    ParsedFile,
)
from matrix.editing.subject_paths import subject_at
from matrix.files.spreadsheets import as_it_was

OURS = "form"  # a column that only our own tables have; their answers are only letters
LETTERED = re.compile(r"[A-L](?:, [A-L])*")
OWNERS = ("aws", "customer", "shared")


class _Unreadable(Exception):
    pass


def read(text: str) -> ParsedFile:
    reading, broken = ParsedFile("csv"), ParsedQuestions("", "csv")
    columns = columns_in(text)
    if columns.question is None or len(columns.options) < 2:
        raise CannotImport(f"Line 1: {NO_HEADER}")
    # One more than the limit, so that too many are noticed.
    rows = list(islice(rows_in(text, columns.delimiter, broken), MOST_QUESTIONS + MOST_REFUSALS + 2))[1:]
    from_zero = OURS not in columns.others and counts_from_zero(rows, columns, broken)
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            _take(row, columns, reading, from_zero=from_zero)
    reading.take_faults_of(broken)
    return reading


NO_HEADER = str(
    NoTable(
        "the first row names no columns that make questions. It needs “question”, options as “A”, “B”, … or "
        "“option 1”, “option 2”, …, and “answer”; “explanation” and “id” may follow."
    )
)


def _take(row: TableRow, columns: Columns, reading: ParsedFile, *, from_zero: bool) -> None:
    name = cell_text(row, columns.number) or cell_text(row, columns.question)
    try:
        reading.add(_question(row, columns, from_zero=from_zero))
    except _Unreadable as reason:
        reading.refuse(row.line, name, str(reason))


def cell_text(row: TableRow, index: int | None) -> str:
    return as_it_was(cell_of(row, index).strip())


def _question(row: TableRow, columns: Columns, *, from_zero: bool) -> ImportedQuestion:
    if any(cell.strip() for cell in row.cells[columns.count :]):
        raise _Unreadable(
            f"the row has {len(row.cells)} cells and the header {columns.count}: put cells that hold a separator in "
            "quotes."
        )
    letters = [letter for letter, index in sorted(columns.options.items()) if cell_text(row, index)]
    explanation, notes = cell_text(row, columns.explanation), []
    options = [_option(row, columns, letter) for letter in letters]
    if not any(option.expected for option in options):
        keys = _keys(row, columns, letters, from_zero=from_zero)
        options = [
            _keyed(option, explanation) if letter in keys else option
            for letter, option in zip(letters, options, strict=True)
        ]
        if explanation and all(
            columns.feedback.get(letter) and cell_text(row, columns.feedback[letter]) for letter in keys
        ):
            notes.append(
                ImportNote(row.line, "explanation", "here each option has its own reason, and the keys have theirs.")
            )
    form = _other(row, columns, "form")
    cells = _other(row, columns, "cells")
    return ImportedQuestion(
        line=row.line,
        stem=cell_text(row, columns.question),
        options=tuple(options),
        id=cell_text(row, columns.number),
        form=form if form in Form.values else None,
        skill=_other(row, columns, "skill"),
        section=_other(row, columns, "section"),
        needs=_other(row, columns, "needs") or None,
        rule=_other(row, columns, "rule"),
        cells=None if cells is None else tuple(cells.split()),
        notes=tuple(notes),
    )


def _other(row: TableRow, columns: Columns, name: str) -> str | None:
    return cell_text(row, columns.others[name]) if name in columns.others else None


def _of_option(row: TableRow, columns: Columns, name: str, letter: str) -> str | None:
    number = LETTERS.index(letter) + 1
    found = [other for other in (f"{name}{number}", f"{name}{letter.lower()}") if other in columns.others]
    return _other(row, columns, found[0]) if found else None


def _option(row: TableRow, columns: Columns, letter: str) -> ImportedOption:
    owner = _of_option(row, columns, "owner", letter) or ""
    if owner not in ("", "aws", "customer"):
        raise _Unreadable(f"the owner of option {letter} is “{owner[:20]}”; known are aws and customer.")
    return ImportedOption(
        cell_text(row, columns.options[letter]),
        expected=owner,
        rationale=cell_text(row, columns.feedback.get(letter)),
        key=_of_option(row, columns, "name", letter) or "",
        misconception=_of_option(row, columns, "misconception", letter),
        claims=_claims(_of_option(row, columns, "claims", letter), letter),
    )


def _claims(written: str | None, letter: str) -> list[dict[str, str]] | None:
    """Read “aws: ec2/guest-os; customer: control:patch-management/customer”. Raises _Unreadable."""
    if written is None:
        return None
    claims = []
    for claim in filter(None, map(str.strip, written.split(";"))):
        owner, _, path = (part.strip() for part in claim.partition(":"))
        if owner not in OWNERS or not path or len(claim) > 300:
            raise _Unreadable(f"a claim of option {letter} is “{claim[:60]}”; write it as aws: ec2/guest-os.")
        claims.append({**subject_at(path), "owner": owner})
    return claims


def _keys(row: TableRow, columns: Columns, letters: list[str], *, from_zero: bool) -> set[str]:
    value = cell_text(row, columns.answer)
    if OURS in columns.others and LETTERED.fullmatch(value):
        found = set(value.split(", "))
    else:
        options = tuple(FoundOption(letter, cell_text(row, columns.options[letter])) for letter in letters)
        key = key_in(value, options, row.line, from_zero=from_zero)
        found = set(key.letters) if key else set()
    if not found or not found <= set(letters):
        raise _Unreadable(f"its answer “{value[:40]}” names no option by letter, number or text.")
    return found


def _keyed(option: ImportedOption, explanation: str) -> ImportedOption:
    return ImportedOption(
        option.text, is_key=True, rationale=option.rationale or explanation, key=option.key,
        misconception=option.misconception, claims=option.claims,
    )  # fmt: skip
