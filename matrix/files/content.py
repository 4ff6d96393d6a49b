"""Content files: moves rows between `fixtures/` and the database without undoing anybody's changes.

Each row stores the hash of what was last loaded into it. An unchanged row follows its file; a row that an instructor
has changed stays and is listed. Loading the same files again changes nothing.
"""

import hashlib
import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, models, transaction
from django.db.models import ProtectedError, RestrictedError

from matrix.files.json_lines import UnreadableLine, line_at, parsed
from matrix.models import FromFile

MOST_BYTES = 20_000_000


class ContentError(Exception):
    """The files cannot be loaded, and nothing was; `problems` says where and why."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Report:
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0

    def lines(self) -> list[str]:
        counts = (
            f"{len(self.created)} created, {len(self.updated)} updated, "
            f"{len(self.removed)} removed, {self.unchanged} unchanged."
        )
        kept = [f"Kept as edited here, the file says otherwise: {name}" for name in self.kept]
        return [counts, *kept]


@dataclass(frozen=True)
class ContentRecord:
    """One row as in its file. `where` names it for a person, `keys` lead to it in the file."""

    where: str
    data: dict[str, Any]
    file: Path | None = None
    keys: tuple[str | int, ...] = ()

    @property
    def place(self) -> str:
        if self.file is None:
            return self.where
        name, _, rest = self.where.partition(", ")
        return f"{name}, line {line_at(self.file, self.keys)}, {rest}"


class Problems:
    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, where: str, message: str) -> None:
        self.found.append(f"{where}: {message}")

    def raise_if_any(self) -> None:
        if self.found:
            raise ContentError(self.found)


def read_json(path: Path, problems: Problems) -> Any:
    if (text := read_text(path, problems)) is None:
        return None
    try:
        return parsed(text)
    except UnreadableLine as error:
        problems.add(path.name, f"line {error.line}: {error}")
    return None


def read_text(path: Path, problems: Problems) -> str | None:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        problems.add(path.name, "the file is missing.")
        return None
    except OSError as error:
        problems.add(path.name, f"the file cannot be read: {error.strerror}.")
        return None
    if len(data) > MOST_BYTES:
        problems.add(path.name, f"the file is larger than {MOST_BYTES // 1_000_000} MB.")
        return None
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(path.name, f"line {line}: the file is not UTF-8 text.")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.add(path.name, f"line {line}: it holds a character that no text has (U+0000).")
        return None
    return text


def records(path: Path, problems: Problems) -> Iterator[ContentRecord]:
    data = read_json(path, problems)
    if data is None:
        return
    if not isinstance(data, list):
        problems.add(path.name, "expected a list in square brackets.")
        return
    for number, entry in enumerate(data):
        name = entry.get("slug", f"entry {number + 1}") if isinstance(entry, dict) else f"entry {number + 1}"
        yield ContentRecord(f"{path.name}, {name}", entry, path, (number,))


def digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


class Sheet[Row: FromFile]:
    """How the records of one kind of file become rows, and rows records.

    `columns` maps the names in files that the model calls otherwise. `references` says what a name in a file points
    at: a model, or a kind that `lookup` finds. `related` are the relations that `dump` follows. The model's columns
    source_title and source_url are one `source` in files.
    """

    model: type[Row]
    required: tuple[str, ...] = ()
    optional: dict[str, Any] = {}
    in_bulk = False  # whether new rows are created together; none of them may refer to another
    columns: dict[str, str] = {}
    references: dict[str, type[models.Model] | str] = {}
    related: tuple[str, ...] = ()

    def __init__(self, lookup: Any = None):
        self.lookup = lookup

    def key(self, data: dict[str, Any]) -> Hashable:
        return data["slug"]

    def key_of(self, row: Row) -> Hashable:
        return name_in_files(row)

    def rows(self) -> Iterable[Row]:
        rows = self.model._default_manager.all()
        return rows.select_related(*self.related) if self.related else rows

    def dump(self, row: Row) -> dict[str, Any]:
        return {name: self._dumped(row, name) for name in self._names}

    def _dumped(self, row: Any, name: str) -> Any:
        if name == "source" and self._has_source:
            return {"title": row.source_title, "url": row.source_url}
        value = getattr(row, self.columns.get(name, name))
        return name_in_files(value) if name in self.references and value else value

    def hash_of(self, data: dict[str, Any]) -> str:
        return digest(data)

    def is_edited(self, row: Row) -> bool:
        """Return whether the row was changed after loading; files do not overwrite it then."""
        return self.hash_of(self.dump(row)) != row.loaded_hash

    def fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return model fields for the record. Raises ValidationError for an unknown reference."""
        data = dict(data)
        source = source_fields(data.pop("source")) if self._has_source else {}
        return source | {self.columns.get(name, name): self._meant(name, value) for name, value in data.items()}

    def _meant(self, name: str, value: Any) -> Any:
        kind = self.references.get(name)
        if kind is None:
            return value
        if not value and name in self.optional:
            return None
        return self.lookup.find(kind, value) if isinstance(kind, str) else row_with_slug(kind, value)

    def complete(self, record: ContentRecord, problems: Problems) -> dict[str, Any] | None:
        if not isinstance(record.data, dict):
            problems.add(record.place, "expected an object in braces.")
            return None
        missing = [name for name in self.required if name not in record.data]
        unknown = [name for name in record.data if name not in self._names]
        for name in missing:
            problems.add(record.place, f"“{name}” is missing.")
        for name in unknown:
            problems.add(record.place, f"“{name}” is not a field here; known are {', '.join(self._names)}.")
        odd = [name for name, value in record.data.items() if name in self._texts and not isinstance(value, str)]
        for name in odd:
            problems.add(record.place, f"“{name}” is text, in quotes.")
        return None if missing or unknown or odd else {**self.optional, **record.data}

    @property
    def _texts(self) -> set[str]:
        kinds = (models.CharField, models.TextField)
        return {field.name for field in self.model._meta.fields if isinstance(field, kinds) and not field.null}

    @property
    def _has_source(self) -> bool:
        return hasattr(self.model, "source_url")

    @property
    def _names(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)

    def fill(self, row: Row, data: dict[str, Any]) -> None:
        for name, value in self.fields(data).items():
            setattr(row, name, value)
        # Referenced rows were looked up; validating each again takes a quarter of the loading time.
        found = [field.name for field in row._meta.fields if field.is_relation and getattr(row, field.attname)]
        row.clean_fields(exclude=["loaded_hash", *found])

    def save(self, row: Row, data: dict[str, Any]) -> None:
        self.fill(row, data)
        row.save()

    def create(self, new: Sequence[tuple[Row, dict[str, Any]]]) -> None:
        self.model._default_manager.bulk_create([row for row, _ in new])


def load[Row: FromFile](
    sheet: Sheet[Row], records: Iterable[ContentRecord], report: Report, problems: Problems
) -> None:
    """Update the rows of one sheet to match its records; call inside a transaction."""
    known = {sheet.key_of(row): row for row in sheet.rows()}
    seen: set[Hashable] = set()
    new: list[tuple[ContentRecord, Row, dict[str, Any]]] = []
    for record in records:
        data = sheet.complete(record, problems)
        if data is None:
            continue
        key = sheet.key(data)
        if not isinstance(key, str):
            problems.add(record.place, "its slug is no text.")
            continue
        if key in seen:
            problems.add(record.place, "this stands twice in the files.")
            continue
        seen.add(key)
        try:
            if row := _load_row(sheet, known.get(key), data, record.where, report):
                new.append((record, row, data))
        except ValidationError as error:
            for message in describe(error):
                problems.add(record.place, message)
        except (TypeError, AttributeError, KeyError, ValueError) as error:
            # The file's author must see a value of the wrong type.
            problems.add(record.place, f"a value in it is not of the kind that is due ({error}).")
        except OperationalError:
            raise  # the server is away or busy, which no author can fix
        except DatabaseError as error:
            problems.add(record.place, _refusal(error))
            problems.raise_if_any()  # the transaction is broken, so nothing more can be checked
    _create(sheet, new, problems)
    leftover = [row for key, row in known.items() if key not in seen and row.loaded_hash]
    _remove(sheet, leftover, report)


def _create[Row: FromFile](
    sheet: Sheet[Row], new: Sequence[tuple[ContentRecord, Row, dict[str, Any]]], problems: Problems
) -> None:
    try:
        with transaction.atomic():
            sheet.create([(row, data) for _, row, data in new])
    except OperationalError:
        raise
    except DatabaseError as error:
        if len(new) == 1:
            problems.add(new[0][0].place, _refusal(error))
            return
        for each in new:  # to say which
            _create(sheet, [each], problems)


def _refusal(error: DatabaseError) -> str:
    return f"the database refuses it: {str(error).partition(chr(10))[0]}."


def _load_row[Row: FromFile](
    sheet: Sheet[Row], row: Row | None, data: dict[str, Any], where: str, report: Report
) -> Row | None:
    """Return a new row that is still to be created."""
    wanted = sheet.hash_of(data)
    if row is None:
        row = sheet.model(loaded_hash=wanted)
        (sheet.fill if sheet.in_bulk else sheet.save)(row, data)
        report.created.append(where)
        return row if sheet.in_bulk else None
    if sheet.hash_of(sheet.dump(row)) == wanted:
        if row.loaded_hash != wanted:
            # Nothing that people read changes, so there is no history event and no new revision.
            with pgtrigger.ignore():
                sheet.model._default_manager.filter(pk=row.pk).update(loaded_hash=wanted)
        report.unchanged += 1
    elif sheet.is_edited(row):
        report.kept.append(where)
    else:
        row.loaded_hash = wanted
        sheet.save(row, data)
        report.updated.append(where)
    return None


def _remove[Row: FromFile](sheet: Sheet[Row], rows: Iterable[Row], report: Report) -> None:
    for row in rows:
        name = f"{row._meta.verbose_name} {row}"
        if sheet.is_edited(row):
            report.kept.append(name)
            continue
        try:
            with transaction.atomic():
                row.delete()
            report.removed.append(name)
        except (ProtectedError, RestrictedError):
            report.kept.append(f"{name} (something still refers to it)")


def describe(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [f"{name}: {message}" for name, messages in error.message_dict.items() for message in messages]


def name_in_files(row: Any) -> str:
    return row.path if hasattr(row, "path") else row.slug


def source_fields(source: Any) -> dict[str, str]:
    if not isinstance(source, dict) or set(source) != {"title", "url"}:
        raise ValidationError({"source_title": "a source needs a title and a url, and nothing else."})
    return {"source_title": source["title"], "source_url": source["url"]}


def row_with_slug[Row: models.Model](model: type[Row], slug: str) -> Row:
    row = model._default_manager.filter(slug=slug).first()
    if row is None:
        raise ValidationError(f"there is no {model._meta.verbose_name} “{slug}”.")
    return row
