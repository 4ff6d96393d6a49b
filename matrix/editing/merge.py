"""Merges two people's edits of a cell: both versions are shown side by side.

Where the second person has changed nothing since opening the form, the form takes over the stored value. Saving it
would otherwise undo the first person's work.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from matrix.history import events_of
from matrix.models import Duty, Responsibility, Side
from serving.whole_numbers import whole_number

DUTY_FIELDS = ("task", "owner", "common_task", "reason", "slug", "position")


@dataclass(frozen=True)
class Version:
    """One field in two versions, and as the second editor opened it (None: not known)."""

    label: str
    opened: str | None
    theirs: str
    yours: str

    @property
    def is_yours(self) -> bool:
        return self.opened is None or self.yours != self.opened


def as_typed(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def typed_values(duty: Any) -> dict[str, str]:
    """Return the fields of a duty, or of an event of one, as its form would send them."""
    columns = {"common_task": "common_task_id"}
    return {name: as_typed(getattr(duty, columns.get(name, name))) for name in DUTY_FIELDS}


def merged(opened: Mapping[str, str] | None, theirs: Mapping[str, str], yours: Mapping[str, str]) -> dict[str, str]:
    return {
        name: theirs[name] if opened is not None and yours[name] == opened[name] else yours[name] for name in theirs
    }


def cell_when_opened(cell: Responsibility, edit: int, names: Iterable[str]) -> dict[str, str] | None:
    event = cell.events.filter(edit_number=edit).order_by("-pgh_id").first()  # type: ignore[attr-defined]
    return {name: as_typed(getattr(event, name)) for name in names} if event else None


def duties_when_opened(cell: Responsibility, edit: int) -> dict[int, dict[str, str]]:
    """Return the cell's duties at that edit, by id. They are saved in the same transaction as their cell."""
    later = cell.events.filter(edit_number__gt=edit).order_by("pgh_id").first()  # type: ignore[attr-defined]
    events = events_of(Duty).filter(cell_id=cell.pk)
    if later:
        events = events.filter(pgh_created_at__lt=later.pgh_created_at)
    return {event.pgh_obj_id: typed_values(event) for event in events.order_by("pgh_id")}


def describe(duty: Mapping[str, str]) -> str:
    sides = dict(Side.choices)
    return f"{duty['task']} ({sides.get(duty['owner'], duty['owner'])})"


class MergedDuties:
    def __init__(self, data: QueryDict, cell: Responsibility, edit: int, prefix: str):
        self.sent = data
        self.prefix = prefix
        self.opened = duties_when_opened(cell, edit)
        self.versions: list[Version] = []
        self.rows: list[dict[str, str]] = []
        posted = self._posted()
        known = {row["id"]: row for row in posted if row["id"]}
        stands = list(cell.duties.order_by("position", "pk"))
        for duty in stands:
            self._add_standing(duty, known.pop(str(duty.pk), None))
        self.initial = len(self.rows)
        for row in known.values():
            self._add_removed(row)
        self.rows += [row for row in posted if not row["id"] and (row["task"] or row["slug"])]
        self.data = self._data(cell)

    def _posted(self) -> list[dict[str, str]]:
        total = self.sent.get(f"{self.prefix}-TOTAL_FORMS", "0")
        names = ("id", "DELETE", *DUTY_FIELDS)
        return [
            {name: as_typed(self.sent.get(f"{self.prefix}-{number}-{name}")) for name in names}
            for number in range(min(whole_number(total) or 0, 1000))
        ]

    def _add_standing(self, duty: Duty, yours: dict[str, str] | None) -> None:
        theirs = typed_values(duty)
        if yours is None:
            self.versions.append(Version("Duty", "", describe(theirs), ""))
            self.rows.append({"id": str(duty.pk), "DELETE": "", **theirs})
            return
        opened = self.opened.get(duty.pk)
        typed = {name: yours[name] for name in DUTY_FIELDS}
        if typed != theirs:
            self.versions.append(
                Version("Duty", describe(opened) if opened else None, describe(theirs), describe(typed))
            )
        self.rows.append({"id": yours["id"], "DELETE": yours["DELETE"], **merged(opened, theirs, typed)})

    def _add_removed(self, yours: dict[str, str]) -> None:
        opened = self.opened.get(whole_number(yours["id"]) or 0)
        typed = {name: yours[name] for name in DUTY_FIELDS}
        self.versions.append(Version("Duty", describe(opened) if opened else None, "Removed", describe(typed)))
        if typed != opened:
            self.rows.append({"id": "", "DELETE": yours["DELETE"], **typed})

    def _data(self, cell: Responsibility) -> QueryDict:
        data = self.sent.copy()
        for name in [name for name in data if name.startswith(f"{self.prefix}-")]:
            del data[name]
        counts = {"TOTAL_FORMS": len(self.rows), "INITIAL_FORMS": self.initial}
        for name, count in counts.items():
            data[f"{self.prefix}-{name}"] = str(count)
        for number, row in enumerate(self.rows):
            for name, value in {**row, "cell": str(cell.pk)}.items():
                if value:
                    data[f"{self.prefix}-{number}-{name}"] = value
        return data
