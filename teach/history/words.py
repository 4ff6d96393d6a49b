"""Describes acts of the history: the things they changed, and each field before and after."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from matrix.facts import Facts
from teach.history.acts import Act, ActRow
from teach.history.kinds import PEOPLE
from teach.history.names import Reference, address, called, kind_of, options_of

LONG = 240  # characters; longer texts are shown line by line
NEAR = 1  # unchanged lines around a difference
MOST_LINES = 80
UNSAID = {
    "id",
    "column",
    "excused_by",
    "loaded_hash",
    "edit_number",
    "event",
    "sections",
    "updated_on",
    "retired",
    "parameters",
}
NAMED_BY = ("title", "name", "task", "text", "stem", "slug", "note")


@dataclass(frozen=True)
class ColumnDifference:
    what: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        return any(len(text) > LONG or "\n" in text for text in (self.before, self.after))

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Pairs of (kind, line); the kind is "out", "in", "same" or "gap"."""
        return list(lines_between(self.before.splitlines(), self.after.splitlines()))[:MOST_LINES]


def lines_between(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(NEAR)
    for number, group in enumerate(groups):
        if number:
            yield "gap", "…"
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from (("same", line) for line in before[a:b])
                continue
            yield from (("out", line) for line in before[a:b])
            yield from (("in", line) for line in after[c:d])


@dataclass
class ActSubject:
    """The changes of an act to one thing and its parts."""

    reference: Reference
    title: str
    kind: str
    url: str
    verb: str
    notes: list[str] = field(default_factory=list)
    differences: list[ColumnDifference] = field(default_factory=list)

    @property
    def about(self) -> str:
        return ":".join(self.reference)


@dataclass(frozen=True)
class ActEntry:
    act: Act
    who: str
    subjects: list[ActSubject]
    proposer: str = ""

    @property
    def more(self) -> int:
        return max(self.act.total - len(self.act.rows), 0)

    @property
    def context(self) -> UUID:
        return self.act.key.context


def entries_of(acts: list[Act], facts: Facts) -> list[ActEntry]:
    words = Words(acts, facts)
    return [ActEntry(act, words.who(act), words.subjects(act), words.proposer(act)) for act in acts]


class Words:
    def __init__(self, acts: list[Act], facts: Facts):
        self.facts = facts
        self.names = called(self._references(acts))
        self.options = options_of(self._versions(acts))

    def _references(self, acts: list[Act]) -> Iterator[Reference]:
        for act in acts:
            for person in (act.who, act.proposed_by):
                if person is not None:
                    yield "accounts.user", str(person)
            for row in act.rows:
                yield row.subject
                if row.source.is_log:
                    yield reference_of(logged(row))
                for foreign in foreign_keys(row):
                    for columns in (row.before, row.after):
                        if columns and columns.get(foreign.column):
                            yield related(foreign), str(columns[foreign.column])

    @staticmethod
    def _versions(acts: list[Act]) -> set[int]:
        return {
            columns["published_id"]
            for act in acts
            for row in act.rows
            if row.source.name == "bank.ItemEvent"
            for columns in (row.before, row.after)
            if columns and columns["published_id"]
        }

    def who(self, act: Act) -> str:
        if act.who is None:
            return {"files": "Content files"}.get(act.source, "A command")
        return self._name(act.who)

    def proposer(self, act: Act) -> str:
        return "" if act.proposed_by is None else self._name(act.proposed_by)

    def _name(self, user: int) -> str:
        return self.names.get(("accounts.user", str(user)), f"User {user}, who has left")

    def subjects(self, act: Act) -> list[ActSubject]:
        found: dict[Reference, ActSubject] = {}
        rows = [row for row in act.rows if not row.source.is_log]
        for row in rows:
            self._tell(row, found)
        known = {(row.source.model._meta.label_lower, row.number) for row in rows}
        for row in act.rows:
            if row.source.is_log:
                self._tell_log(row, found, known)
        return [each for each in found.values() if each.differences or each.notes or each.verb != "changed"]

    def _tell(self, row: ActRow, found: dict[Reference, ActSubject]) -> None:
        subject = self._subject(row.subject, row, found)
        if row.source.name in PARTS:
            subject.differences += self._of_part(row)
            return
        if row.label in ("insert", "delete"):
            subject.verb = {"insert": "added", "delete": "deleted"}[row.label]
        if row.label in ("ordered", "answered", "settled"):
            subject.verb = row.label
        subject.differences += self._differences(row)

    def _subject(self, reference: Reference, row: ActRow, found: dict[Reference, ActSubject]) -> ActSubject:
        if reference not in found:
            label, number = reference
            found[reference] = ActSubject(
                reference, self.title(reference, row), kind_of(label), address(label, number), "changed"
            )
        return found[reference]

    def title(self, reference: Reference, row: ActRow | None = None) -> str:
        label, number = reference
        if name := self._fact(label, number) or self.names.get(reference):
            return name
        columns = row.columns if row else {}
        if label == "matrix.responsibility":
            ids = columns.get("service_id"), columns.get("layer_id")
            service = next((each.short_name for each in self.facts.services.values() if each.pk == ids[0]), "")
            layer = next((each.phrase for each in self.facts.layers.values() if each.pk == ids[1]), "")
            return f"{service or 'A service'}, {layer or 'a layer'}"
        said = next((str(columns[name]) for name in NAMED_BY if columns.get(name)), "")
        return said or f"{kind_of(label)} {number}"

    def _fact(self, label: str, number: str) -> str:
        return self._facts.get((label, number), "")

    @cached_property
    def _facts(self) -> dict[Reference, str]:
        known = self.facts
        rows: list[tuple[str, Iterable[Any]]] = [
            ("matrix.responsibility", known.cells.values()),
            ("matrix.duty", [*known.duties.values(), *known.retired.values()]),
            ("matrix.control", known.controls.values()),
            ("matrix.service", known.services.values()),
            ("matrix.layer", known.layers.values()),
            ("matrix.servicetype", known.types.values()),
        ]
        return {(label, str(row.pk)): str(row) for label, listed in rows for row in listed}

    def _of_part(self, row: ActRow) -> Iterator[ColumnDifference]:
        before, after = (self._part(row, columns) for columns in (row.before, row.after))
        if before != after:
            yield ColumnDifference(PARTS[row.source.name][0], before, after)

    def _part(self, row: ActRow, columns: dict[str, Any] | None) -> str:
        if not columns or columns.get("retired"):
            return ""
        fields = {each.name: each for each in tracked_fields(row)}
        named = [fields[name] for name in PARTS[row.source.name][1]]
        values = [self.value(each, columns[str(each.column)]) for each in named]
        return ", ".join(value for value in values if value)

    def _differences(self, row: ActRow) -> Iterator[ColumnDifference]:
        for each in tracked_fields(row):
            if each.name in UNSAID:
                continue
            before, after = (
                self.value(each, columns[each.column]) if columns and each.column in columns else ""
                for columns in (row.before, row.after)
            )
            if before != after:
                yield ColumnDifference(str(each.verbose_name).capitalize(), before, after)
        if row.source.name == "bank.ItemEvent":
            texts = [self.options.get((columns or {}).get("published_id"), "") for columns in (row.before, row.after)]
            if texts[0] != texts[1]:
                yield ColumnDifference("Options", *texts)

    def value(self, of: models.Field, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(of, models.ForeignKey):
            return self.title((related(of), str(value)))
        if of.choices:
            return str(dict(of.flatchoices).get(value, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return "\n".join(value)
        if isinstance(value, (list, dict)):
            return json.dumps(value, indent=1, ensure_ascii=False)
        return str(value)

    def _tell_log(self, row: ActRow, found: dict[Reference, ActSubject], known: set[Reference]) -> None:
        """Skips log entries whose rows are described already.

        Rows about people record only rights, so their log stays.
        """
        log = logged(row)
        reference = reference_of(log)
        if reference in known | found.keys() and row.source.kind != PEOPLE:
            return
        gone = log.action_flag == DELETION
        title = self._fact(*reference) or self.names.get(reference) or log.object_repr
        subject = found.setdefault(
            reference,
            ActSubject(reference, title, kind_of(reference[0]), "" if gone else address(*reference), "changed"),
        )
        subject.verb = {ADDITION: "added", DELETION: "deleted"}.get(log.action_flag, subject.verb)
        if gone:
            subject.title = log.object_repr
        elif message := log.get_change_message():
            subject.notes.append(message)


# Rows that are part of a thing: the name of the part, and the fields that describe it.
PARTS = {
    "matrix.DutyEvent": ("Task", ("task", "owner")),
    "teach.SlotEvent": ("Question", ("position", "item")),
    "teach.CourseOfClassEvent": ("Further course", ("course",)),
    "teach.HiddenLessonEvent": ("Hidden lesson", ("lesson",)),
    "teach.MembershipEvent": ("In the group", ("group",)),
    "teach.PermissionEvent": ("May", ("permission",)),
}


def reference_of(log: LogEntry) -> Reference:
    kind = ContentType.objects.get_for_id(log.content_type_id) if log.content_type_id else None
    return (f"{kind.app_label}.{kind.model}" if kind else "", str(log.object_id))


def logged(row: ActRow) -> LogEntry:
    columns = row.columns
    return LogEntry(**{name: columns[name] for name in columns if not name.startswith("pgh_")})


def tracked_fields(row: ActRow) -> list[models.Field]:
    return [each for each in row.source.event._meta.fields if not each.name.startswith("pgh_")]


def foreign_keys(row: ActRow) -> list[models.ForeignKey]:
    return [each for each in tracked_fields(row) if isinstance(each, models.ForeignKey)]


def related(foreign: models.ForeignKey) -> str:
    concrete = foreign.target_field.model._meta.concrete_model
    return concrete._meta.label_lower if concrete else ""
