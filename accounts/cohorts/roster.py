"""Reading a class list as spreadsheets and school systems export it.

An error in a row is reported with its line; an unusable file raises UnreadableRoster.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from serving.file_kinds import kind_of

MOST_BYTES = 1_000_000
MOST_ROWS = 2000
LONGEST_NAME = 80
LONGEST_ADDRESS = 254
LONGEST_NUMBER = 100
SEPARATORS = ",;\t"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# Column headers without case, spaces and punctuation.
ADDRESS = {"email", "emailaddress", "mail", "mailaddress", "address", "emailadresse", "correo", "courriel"}
NAME = {"name", "fullname", "displayname", "learner", "student", "participant", "learnername", "studentname"}
FIRST = {"firstname", "givenname", "forename", "first", "vorname", "prenom"}
NUMBER = {"idnumber", "sisuserid", "sisid", "studentid", "studentnumber", "number", "id"}
LAST = {"lastname", "surname", "familyname", "last", "nachname", "nom"}


class UnreadableRoster(Exception):
    pass


@dataclass(frozen=True)
class RosterRow:
    line: int
    email: str
    name: str


@dataclass(frozen=True)
class UnusableRow:
    line: int
    text: str
    why: str


@dataclass
class Roster:
    rows: list[RosterRow] = field(default_factory=list)
    bad: list[UnusableRow] = field(default_factory=list)


def decode(data: bytes) -> tuple[str, str]:
    if len(data) > MOST_BYTES:
        raise UnreadableRoster("The file is larger than 1 MB. Split it, or leave out the columns that are not needed.")
    if kind := kind_of(data):
        raise UnreadableRoster(f"This is {kind}, not text. Save the list as CSV and choose that file.")
    if encoding := _encoding(data):
        try:
            return data.decode(encoding), ""
        except UnicodeDecodeError:
            raise UnreadableRoster(
                "The file is damaged: its text doesn’t match the encoding in its first bytes."
            ) from None
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        note = "The file is not in UTF-8 and was read as Windows-1252. Check whether names with accents are right."
        try:
            return data.decode("cp1252"), note
        except UnicodeDecodeError:
            return data.decode("latin-1"), note


def _encoding(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    some = data[:200]
    if len(some) >= 4:
        # Without a mark, every second byte of plain letters is zero.
        for encoding, zeros, letters in (("utf-16-le", some[1::2], some[::2]), ("utf-16-be", some[::2], some[1::2])):
            if not any(zeros) and all(letters):
                return encoding
    return ""


def read(text: str) -> Roster:
    """Return rows with an address each, no address twice. The header may be missing if some column holds addresses."""
    lines = list(StringIO(text.lstrip("\ufeff"), newline=""))
    separator, skipped = _separator(lines)
    found = _cells("".join(lines[skipped:]), separator, skipped)
    if not found:
        raise UnreadableRoster("It’s empty.")
    columns, rows = _columns(found)
    if len(rows) > MOST_ROWS:
        raise UnreadableRoster(f"It has {len(rows):,} rows. One import can have up to {MOST_ROWS:,}.")
    return _roster(columns, rows)


def read_id_numbers(text: str) -> dict[str, str]:
    """Map addresses to the school's numbers, from a list that has a column of each."""
    lines = list(StringIO(text.lstrip("\ufeff"), newline=""))
    separator, skipped = _separator(lines)
    found = _cells("".join(lines[skipped:]), separator, skipped)
    heads = [re.sub(r"[\W_]", "", cell.lower()) for cell in found[0][1]] if found else []
    columns = {"email": _first(heads, ADDRESS), "number": _first(heads, NUMBER)}
    if -1 in columns.values():
        raise UnreadableRoster("The first line names the columns: email, ID number.")
    if len(found) > MOST_ROWS:
        raise UnreadableRoster(f"It has {len(found):,} rows. One list can have up to {MOST_ROWS:,}.")
    rows = ((_cell(cells, columns, "email").lower(), _cell(cells, columns, "number")) for _, cells in found[1:])
    return {email: number[:LONGEST_NUMBER] for email, number in rows if email and number.isprintable()}


def _first(heads: Sequence[str], names: set[str]) -> int:
    return next((place for place, head in enumerate(heads) if head in names), -1)


def _separator(lines: Sequence[str]) -> tuple[str, int]:
    """Return the separator, and how many lines declare it: Excel writes "sep=;" first."""
    if lines and (told := re.fullmatch(r'"?sep=([,;\t])"?\s*', lines[0], re.IGNORECASE)):
        return told[1], 1
    first = next((line for line in lines if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=unquoted.count), 0


def _cells(text: str, separator: str, skipped: int) -> list[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return found
        except csv.Error:
            raise UnreadableRoster(
                f"Line {line + skipped} cannot be read: a quotation mark is open or misplaced, or a cell is too long."
            ) from None
        if any(cell.strip() for cell in cells):
            found.append((line + skipped, [cell.strip() for cell in cells]))
        line = reader.line_num + 1


def _columns(found: list[tuple[int, list[str]]]) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    _, head = found[0]
    addresses = [place for place, cell in enumerate(head) if "@" in cell]
    if addresses:
        others = [place for place in range(len(head)) if place != addresses[0]]
        return {"email": addresses[0]} | ({"name": others[0]} if others else {}), found
    columns: dict[str, int] = {}
    for place, cell in enumerate(head):
        said = re.sub(r"[\W_]", "", cell.lower())
        for name, heads in (("email", ADDRESS), ("name", NAME), ("first", FIRST), ("last", LAST)):
            if said in heads:
                columns.setdefault(name, place)
    if "email" not in columns:
        raise UnreadableRoster("No column is headed “email”. The first line names the columns: name, email.")
    return columns, found[1:]


def _roster(columns: dict[str, int], rows: list[tuple[int, list[str]]]) -> Roster:
    roster, lines = Roster(), dict[str, int]()
    for line, cells in rows:
        email, name = _cell(cells, columns, "email").lower(), _name(cells, columns)
        if written := re.fullmatch(r'"?([^<>"]*)"?<([^<>]+)>', _cell(cells, columns, "email")):
            # The form that mail programs use: Ada King <ada@example.com>.
            email, name = written[2].strip().lower(), name or " ".join(written[1].split())
        why = _what_is_wrong(email, name)
        if not why and email in lines:
            why = f"The same address as in line {lines[email]}."
        if why:
            roster.bad.append(UnusableRow(line, _shortened(cells), why))
        else:
            lines[email] = line
            roster.rows.append(RosterRow(line, email, name))
    return roster


def _cell(cells: Sequence[str], columns: dict[str, int], name: str) -> str:
    place = columns.get(name, len(cells))
    return cells[place] if place < len(cells) else ""


def _name(cells: Sequence[str], columns: dict[str, int]) -> str:
    parts = (_cell(cells, columns, name) for name in ("first", "last"))
    return " ".join((_cell(cells, columns, "name") or " ".join(parts)).split())


def _what_is_wrong(email: str, name: str) -> str:
    if not email:
        return "It has no email address."
    if any(not character.isprintable() for character in email + name):
        return "It contains characters that can’t be printed."
    if len(email) > LONGEST_ADDRESS:
        return "The address is too long."
    try:
        validate_email(email)
    except ValidationError:
        return f"“{email[:60]}” isn’t an email address."
    return f"The name is longer than {LONGEST_NAME} characters." if len(name) > LONGEST_NAME else ""


def _shortened(cells: Sequence[str]) -> str:
    text = " | ".join(cells)
    printed = "".join(character if character.isprintable() else "�" for character in text)
    return printed if len(printed) <= 80 else printed[:79] + "…"


def as_text(rows: Iterable[RosterRow]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["email", "name"])
    writer.writerows([row.email, row.name] for row in rows)
    return text.getvalue()
