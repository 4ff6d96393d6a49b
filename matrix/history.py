"""Reads the history of the facts as changes: what each save did to each fact, in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Manager, Model

from matrix.changes import CONFIRMED, Change, FactChange, FieldDifference
from matrix.models import (
    AboutAFact,
    Control,
    ControlKind,
    Duty,
    ExamShare,
    FactConfidence,
    Layer,
    Owner,
    Responsibility,
    Rule,
    Scenario,
    Service,
    ServiceType,
    Side,
    Skill,
)

FILES = "files"  # the source in the context of events that come from loading files
ORIGINS = {FILES: "From the content files", "": ""}

Save = tuple[datetime, UUID | None]  # the time of a transaction and its context, shared by all of its events
Words = dict[str, str]


def events_of(model: type[Model]) -> Manager[Any]:
    events = model._meta.get_field("events").related_model
    return events._default_manager  # type: ignore[union-attr]


@dataclass(frozen=True)
class HistoryStep:
    """What one save did to one fact: its event before and after, None where the fact does not exist."""

    save: Save
    metadata: dict[str, Any]
    before: Any
    after: Any

    @property
    def row(self) -> Any:
        return self.after or self.before

    @property
    def kind(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def steps_of(model: type[Model], fields: Iterable[str]) -> Iterator[HistoryStep]:
    names = ("pgh_created_at", "pgh_context_id", "pgh_context__metadata", "pgh_obj_id", "pgh_label", *fields)
    events = events_of(model).order_by("pgh_obj_id", "pgh_id").values_list(*names, named=True)
    for _, of_one in groupby(events, key=lambda event: event.pgh_obj_id):
        before = None
        for save, together in groupby(of_one, key=lambda event: (event.pgh_created_at, event.pgh_context_id)):
            last = list(together)[-1]
            gone = last.pgh_label == "delete" or getattr(last, "retired", False)
            after = None if gone else last
            if before or after:
                yield HistoryStep(save, last.pgh_context__metadata or {}, before, after)
            before = after


def differences(step: HistoryStep, words: Callable[[Any], Words]) -> list[FieldDifference]:
    if not (step.before and step.after):
        return []
    before, after = words(step.before), words(step.after)
    return [FieldDifference(what, before[what], after[what]) for what in before if before[what] != after[what]]


def source_of(row: Any) -> str:
    return f"{row.source_title} ({row.source_url})"


def words_of_cell(row: Any) -> Words:
    return {
        "Why this owner": row.rationale,
        "Called here": row.local_name,
        "Confidence": FactConfidence(row.confidence).label,
        "Source": source_of(row),
        CONFIRMED: row.reviewed_on.isoformat() if row.reviewed_on else "",
    }


def words_of_control(row: Any) -> Words:
    return {
        "Kind": ControlKind(row.kind).label,
        "Name": row.name,
        "AWS's part": row.aws_part,
        "The customer's part": row.customer_part,
        "Note": row.note,
        "Source": source_of(row),
    }


def words_of_rule(row: Any) -> Words:
    return {"Owner": Owner(row.owner).label, "Rule": row.sentence, "Source": source_of(row)}


def words_of_share(row: Any) -> Words:
    return {"Number": str(row.number), "Source": row.source}


def owner_difference(step: HistoryStep, what: str = "Owner") -> list[FieldDifference]:
    before, after = (row.owner if row else "" for row in (step.before, step.after))
    if before == after:
        return []
    labels = {owner.value: owner.label for owner in Owner}
    return [FieldDifference(what, labels.get(before, ""), labels.get(after, ""), before, after)]


def duty_differences(step: HistoryStep) -> list[FieldDifference]:
    said = f"{step.row.task} ({Side(step.row.owner).label})"
    if step.kind == "added":
        return [FieldDifference("Duty added", "", said)]
    if step.kind == "removed":
        return [FieldDifference("Duty removed", said, "")]
    task = step.after.task
    return [
        *differences(step, lambda duty: {"Duty": duty.task}),
        *owner_difference(step, f"Owner of “{task}”"),
        *differences(step, lambda duty: {f"Reason of “{task}”": duty.reason}),
    ]


class Names:
    def __init__(self, cells: Iterable[HistoryStep], duties: Iterable[HistoryStep], controls: Iterable[HistoryStep]):
        services = Service.objects.values_list("pk", "slug", "short_name")
        self.services = {pk: (slug, name) for pk, slug, name in services}
        self.layers = {layer.pk: (layer.slug, layer.phrase) for layer in Layer.objects.all()}
        self.cells = {step.row.pgh_obj_id: step.row for step in cells}
        self.duties = {step.row.pgh_obj_id: step.row for step in duties}
        self.kinds = dict(ServiceType.objects.values_list("pk", "name"))
        self.controls = {step.row.pgh_obj_id: step.row.name for step in controls}

    def cell(self, pk: int) -> tuple[str, str, str]:
        row = self.cells[pk]
        service, service_name = self.services.get(row.service_id, ("", "A former service"))
        layer, layer_name = self.layers.get(row.layer_id, ("", "a former layer"))
        return f"{service_name}, {layer_name}", service, layer

    def subject(self, row: Any) -> tuple[str, str, str]:
        if row.duty_id:
            duty = self.duties[row.duty_id]
            title, service, layer = self.cell(duty.cell_id)
            return f"“{duty.task}” ({title})", service, layer
        if row.cell_id:
            return self.cell(row.cell_id)
        if row.control_id:
            half = {"aws": ", AWS's half", "customer": ", the customer's half"}.get(row.half, "")
            return f"Control “{self.controls[row.control_id]}”{half}", "", ""
        slug, name = self.layers.get(row.layer_id, ("", "a former layer"))
        over = {AboutAFact.ALL: "all services", AboutAFact.ALL_BUT_HYBRID: "all services but hybrid ones"}
        return f"{name} in {over.get(row.services, f'services of type {row.services}')}", "", slug

    def rule(self, row: Any) -> str:
        _, layer = self.layers.get(row.layer_id, ("", "a former layer"))
        kind = self.kinds.get(row.service_type_id, "a former kind of service") if row.service_type_id else ""
        return f"Rule: {layer}{f', {kind}' if kind else ''}"

    def share(self, row: Any) -> str:
        if row.skill:
            subject = Skill(row.skill).label
        elif row.service_id:
            subject = self.services.get(row.service_id, ("", "a former service"))[1]
        elif row.layer_id:
            subject = self.layers.get(row.layer_id, ("", "a former layer"))[1]
        else:
            subject = self.controls.get(row.control_id, "questions that name no service")
        return f"Exam share: {subject}"

    def words_of_scenario(self, row: Any) -> Words:
        return {"Text": row.text, "Why": row.why, "Points at": self.subject(row)[0]}


@dataclass
class SavedRows:
    metadata: dict[str, Any]
    cells: dict[int, HistoryStep] = field(default_factory=dict)
    duties: dict[int, list[HistoryStep]] = field(default_factory=lambda: defaultdict(list))
    others: list[FactChange] = field(default_factory=list)

    def facts(self, names: Names) -> Iterator[FactChange]:
        for pk in {**self.cells, **self.duties}:
            yield from self._cell(pk, names)
        yield from self.others

    def _cell(self, pk: int, names: Names) -> Iterator[FactChange]:
        step = self.cells.get(pk)
        kind = step.kind if step else "changed"
        found = [*owner_difference(step), *differences(step, words_of_cell)] if step else []
        if kind == "changed":
            found += [each for duty in self.duties.get(pk, []) for each in duty_differences(duty)]
        if found:
            title, service, layer = names.cell(pk)
            reason = self.metadata.get("reasons", {}).get(f"{service}/{layer}", "")
            yield FactChange("cell", title, kind, found, service, layer, reason)


def _change(
    what: str, title: str, step: HistoryStep, words: Callable[[Any], Words], *where: str
) -> Iterator[FactChange]:
    found = differences(step, words)
    if found or step.kind != "changed":
        yield FactChange(what, title, step.kind, found, *where)


CELL = ("service_id", "layer_id", "owner", "rationale", "local_name", "confidence", "source_title", "source_url")
DUTY = ("cell_id", "owner", "task", "common_task_id", "reason", "retired")
CONTROL = ("kind", "name", "aws_part", "customer_part", "note", "source_title", "source_url")
RULE = ("layer_id", "service_type_id", "owner", "sentence", "source_title", "source_url")
SHARE = ("service_id", "layer_id", "control_id", "skill", "number", "source")
SCENARIO = ("text", "why", "cell_id", "duty_id", "control_id", "half", "layer_id", "services")


def read_changes() -> list[Change]:
    cells = list(steps_of(Responsibility, (*CELL, "reviewed_on")))
    duties = list(steps_of(Duty, DUTY))
    controls = list(steps_of(Control, CONTROL))
    names = Names(cells, duties, controls)
    saves: dict[Save, SavedRows] = {}

    def saved(step: HistoryStep) -> SavedRows:
        return saves.setdefault(step.save, SavedRows(step.metadata))

    for step in cells:
        saved(step).cells[step.row.pgh_obj_id] = step
    for step in duties:
        saved(step).duties[step.row.cell_id].append(step)
    for step in controls:
        saved(step).others += _change("control", f"Control “{step.row.name}”", step, words_of_control)
    for step in steps_of(Rule, RULE):
        saved(step).others += _change("rule", names.rule(step.row), step, words_of_rule)
    for step in steps_of(ExamShare, SHARE):
        saved(step).others += _change("exam share", names.share(step.row), step, words_of_share)
    for step in steps_of(Scenario, SCENARIO):
        _, *where = names.subject(step.row)
        title = f"Scenario “{step.row.text}”"
        saved(step).others += _change("scenario", title, step, names.words_of_scenario, *where)
    first = min(saves, key=lambda save: save[0], default=None)
    in_order = sorted(saves.items(), key=lambda item: item[0][0])
    changes = [as_change(save, found, names, is_first=save == first) for save, found in in_order]
    return [change for change in reversed(changes) if change.facts]


def key_of(save: Save) -> str:
    at, context = save
    return f"{at:%Y%m%d%H%M%S%f}{f'-{context.hex[:8]}' if context else ''}"


def as_change(save: Save, found: SavedRows, names: Names, *, is_first: bool) -> Change:
    at, _ = save
    facts = list(found.facts(names))
    edited = "user" in found.metadata
    return Change(
        key=key_of(save),
        at=at,
        reason=found.metadata.get("reason", ""),
        origin="Edited on this site" if edited else ORIGINS[found.metadata.get("source", "")],
        facts=facts,
        first=is_first and not edited and all(fact.kind == "added" for fact in facts),
        undoes=found.metadata.get("undoes", ""),
    )
