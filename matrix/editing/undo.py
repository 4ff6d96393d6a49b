"""Undoing a change of cells: a new change that restores the cells from their history."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from matrix.history import Save, events_of, key_of
from matrix.models import Control, Duty, Responsibility, Rule, Scenario

CELL = ("owner", "rationale", "local_name", "confidence", "source_title", "source_url", "reviewed_on")
DUTY = ("owner", "task", "common_task_id", "reason", "slug", "position", "retired")


class CannotUndo(Exception):
    """A change of cells, questions or grades cannot be undone completely; `reasons` are sentences."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass
class Turn:
    after: Any
    before: Any

    @property
    def pk(self) -> int:
        return self.after.pgh_obj_id


@dataclass
class Undoing:
    save: Save
    cells: list[Turn] = field(default_factory=list)
    duties: list[Turn] = field(default_factory=list)

    @cached_property
    def rows(self) -> dict[int, Responsibility]:
        numbers = {turn.pk for turn in self.cells} | {turn.after.cell_id for turn in self.duties}
        return Responsibility.objects.select_related("service", "layer").in_bulk(numbers)

    @cached_property
    def standing(self) -> dict[int, Duty]:
        return Duty.with_retired.in_bulk([turn.pk for turn in self.duties])

    def check(self) -> None:
        found = list(self._what_forbids())
        if found:
            raise CannotUndo(found)

    def _what_forbids(self) -> Iterator[str]:
        for model, what in ((Scenario, "a scenario"), (Control, "a control"), (Rule, "a rule")):
            if _in(model, self.save).exists():
                yield f"It also changed {what}. Only cells and their tasks are undone here: edit that by hand."
        for turn in self.cells:
            if turn.before is None or turn.pk not in self.rows:
                yield "It added or removed cells. Only changes to existing cells can be undone."
                return
        moved = {turn.pk for turn in self.cells if not is_as(self.rows[turn.pk], turn.after, CELL)}
        moved |= {turn.after.cell_id for turn in self.duties if self._has_moved(turn)}
        for pk in sorted(moved):
            yield f"{self.rows[pk]} has been changed since. Undo that first, or edit the cell."

    def _has_moved(self, turn: Turn) -> bool:
        row = self.standing.get(turn.pk)
        gone = turn.after.pgh_label == "delete"
        return gone if row is None and not gone else row is not None and not is_as(row, turn.after, DUTY)

    def restore(self) -> None:
        """Call this inside `revision.revise`."""
        changed = {turn.pk for turn in self.cells} | {turn.after.cell_id for turn in self.duties}
        before = {turn.pk: turn.before for turn in self.cells}
        for pk in sorted(changed):
            cell = self.rows[pk]
            if pk in before:
                restore_fields(cell, before[pk], CELL)
            cell.edit_number += 1
            cell.save()
        for turn in self.duties:
            self._restore_duty(turn)

    def _restore_duty(self, turn: Turn) -> None:
        row = self.standing.get(turn.pk)
        if turn.before is None:
            if row and not row.retired:
                row.delete()
            return
        duty = row or Duty(cell_id=turn.before.cell_id)
        restore_fields(duty, turn.before, DUTY)
        duty.save()


def restore_fields(row: Model, event: Any, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, getattr(event, name))


def is_as(row: Model, event: Any, names: tuple[str, ...]) -> bool:
    return all(getattr(row, name) == getattr(event, name) for name in names)


def _in(model: type[Model], save: Save) -> Any:
    at, context = save
    return events_of(model).filter(pgh_created_at=at, pgh_context=context)


def changed_rows(model: type[Model], save: Save) -> list[Turn]:
    last: dict[int, Any] = {}
    first: dict[int, int] = {}
    for event in _in(model, save).order_by("pgh_id"):
        last[event.pgh_obj_id] = event
        first.setdefault(event.pgh_obj_id, event.pgh_id)
    if not last:
        return []
    earlier = events_of(model).filter(pgh_obj__in=last, pgh_id__lt=max(first.values())).order_by("pgh_id")
    before = {event.pgh_obj_id: event for event in earlier if event.pgh_id < first[event.pgh_obj_id]}
    return [Turn(event, before.get(pk)) for pk, event in last.items()]


def save_at(key: str) -> Save:
    moment, _, _ = key.partition("-")
    try:
        at = datetime.strptime(moment, "%Y%m%d%H%M%S%f").replace(tzinfo=UTC)
    except ValueError as error:
        raise ObjectDoesNotExist from error
    for model in (Responsibility, Duty, Scenario, Control, Rule):
        saves = events_of(model).filter(pgh_created_at=at).values_list("pgh_created_at", "pgh_context")
        for save in saves.distinct():
            if key_of(save) == key:
                return save
    raise ObjectDoesNotExist


def prepare_undo(key: str, *, hold: bool = False) -> Undoing:
    """Raises ObjectDoesNotExist or CannotUndo. With `hold`, the cells are locked."""
    save = save_at(key)
    found = Undoing(save, cells=changed_rows(Responsibility, save), duties=changed_rows(Duty, save))
    if hold:
        rows = Responsibility.objects.select_for_update(no_key=True).filter(pk__in=found.rows)
        list(rows.order_by("pk").values_list("pk"))
        del found.rows
    found.check()
    return found
