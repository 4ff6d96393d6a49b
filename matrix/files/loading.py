"""What the files of the facts hold: services, layers, cells, duties, controls, rules, exam shares, scenarios."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from matrix.facts import Facts
from matrix.files.content import ContentRecord, Problems, Sheet, records
from matrix.learnable.rules import over_cells, why_refused
from matrix.models import (
    AboutAFact,
    CommonTask,
    Control,
    Duty,
    ExamShare,
    Layer,
    Responsibility,
    Rule,
    Scenario,
    Service,
    ServiceType,
)


class Lookup:
    """Rows by slug or path, each kind fetched when first asked for. Raises ValidationError for an unknown one."""

    @cached_property
    def types(self) -> dict[str, ServiceType]:
        return {row.slug: row for row in ServiceType.objects.all()}

    @cached_property
    def services(self) -> dict[str, Service]:
        return {row.slug: row for row in Service.objects.all()}

    @cached_property
    def layers(self) -> dict[str, Layer]:
        return {row.slug: row for row in Layer.objects.all()}

    @cached_property
    def common_tasks(self) -> dict[str, CommonTask]:
        return {row.slug: row for row in CommonTask.objects.select_related("layer")}

    @cached_property
    def controls(self) -> dict[str, Control]:
        return {row.slug: row for row in Control.objects.all()}

    @cached_property
    def cells(self) -> dict[str, Responsibility]:
        return {row.path: row for row in Responsibility.objects.select_related("service", "layer")}

    @cached_property
    def duties(self) -> dict[str, Duty]:
        return {row.path: row for row in Duty.objects.select_related("cell__service", "cell__layer")}

    def find(self, kind: str, name: str) -> Any:
        found = getattr(self, kind).get(name)
        if found is None:
            raise ValidationError(
                f"there is no {kind.removesuffix('s').replace('dutie', 'duty').replace('_', ' ')} “{name}”."
            )
        return found


class KnownFacts(Lookup):
    def __init__(self, facts: Facts):
        self.types = facts.types
        self.services = facts.services
        self.layers = facts.layers
        self.common_tasks = facts.common_tasks
        self.controls = facts.controls
        self.cells = facts.cells_by_path
        self.duties = facts.duties


class ServiceTypes(Sheet[ServiceType]):
    model = ServiceType
    required = ("slug", "name", "definition", "boundary", "position")
    optional = {"aws_term": ""}


class Layers(Sheet[Layer]):
    model = Layer
    required = ("slug", "name", "short_name", "definition", "position")
    optional = {"exam_words": ""}


class CommonTasks(Sheet[CommonTask]):
    model = CommonTask
    required = ("slug", "layer", "phrase", "situation", "question", "position")
    references = {"layer": Layer}
    related = ("layer",)


class Services(Sheet[Service]):
    model = Service
    required = (
        *("slug", "name", "short_name", "noun", "category", "service_type", "exam_weight", "summary"),
        "position",
    )
    optional = {"opening": False, "variant_of": None, "note": ""}
    references = {"service_type": ServiceType, "variant_of": Service}
    related = ("service_type", "variant_of")


class Cells(Sheet[Responsibility]):
    model = Responsibility
    required = ("service", "layer", "owner", "rationale", "confidence", "source")
    optional = {"local_name": "", "reviewed_on": None}
    references = {"service": "services", "layer": "layers"}
    related = ("service", "layer")
    in_bulk = True

    def key(self, data: dict[str, Any]) -> Hashable:
        return f"{data['service']}/{data['layer']}"

    def dump(self, row: Responsibility) -> dict[str, Any]:
        return super().dump(row) | {"reviewed_on": row.reviewed_on.isoformat() if row.reviewed_on else None}

    def hash_of(self, data: dict[str, Any]) -> str:
        """Without the date: a cell that somebody confirmed here is still corrected by its file."""
        return super().hash_of(data | {"reviewed_on": None})

    def fill(self, row: Responsibility, data: dict[str, Any]) -> None:
        super().fill(row, data | {"reviewed_on": row.reviewed_on} if row.pk else data)


class Duties(Sheet[Duty]):
    model = Duty
    required = ("cell", "slug", "owner", "task", "position")
    optional = {"common_task": None, "reason": ""}
    references = {"cell": "cells", "common_task": "common_tasks"}
    related = ("cell__service", "cell__layer", "common_task")
    in_bulk = True

    def key(self, data: dict[str, Any]) -> Hashable:
        return f"{data['cell']}/{data['slug']}"

    def fields(self, data: dict[str, Any]) -> dict[str, Any]:
        fields = super().fields(data)
        task = fields["common_task"]
        if task and task.layer_id != fields["cell"].layer_id:
            said = f"“{data['common_task']}” is a task of another layer: {task.layer.slug}."
            raise ValidationError({"common_task": said})
        return fields

    def fill(self, row: Duty, data: dict[str, Any]) -> None:
        if row.pk is None:
            row.cell, row.slug = self.lookup.find("cells", data["cell"]), data["slug"]
            if (row.cell.pk, row.slug) in self.retired:
                row.become_retired_twin()
        super().fill(row, data)

    def create(self, new: Sequence[tuple[Duty, dict[str, Any]]]) -> None:
        back = [row for row, _ in new if row.pk]
        super().create([each for each in new if not each[0].pk])
        for row in back:
            row.save()

    @cached_property
    def retired(self) -> set[tuple[int, str]]:
        return set(Duty.with_retired.filter(retired=True).values_list("cell", "slug"))


class Controls(Sheet[Control]):
    model = Control
    required = ("slug", "name", "kind", "official_example", "aws_part", "customer_part", "source", "position")
    optional = {"note": ""}


class Rules(Sheet[Rule]):
    model = Rule
    required = ("layer", "owner", "sentence", "source")
    optional = {"kind": None}
    columns = {"kind": "service_type"}
    references = {"layer": "layers", "kind": "types"}
    related = ("layer", "service_type")

    def key(self, data: dict[str, Any]) -> Hashable:
        return f"{data['kind']}/{data['layer']}" if data["kind"] else data["layer"]

    def fill(self, row: Rule, data: dict[str, Any]) -> None:
        stated = Rule(**self.fields(data))
        if refusal := why_refused(over_cells(stated, self.lookup.cells.values())):
            raise ValidationError(refusal)
        super().fill(row, data)


class ExamShares(Sheet[ExamShare]):
    model = ExamShare
    required = ("about", "number", "source")
    related = ("service", "layer", "control")

    def key(self, data: dict[str, Any]) -> Hashable:
        return data["about"]

    def key_of(self, row: ExamShare) -> Hashable:
        return row.about

    def fields(self, data: dict[str, Any]) -> dict[str, Any]:
        kind, _, slug = data["about"].partition("/")
        subject: dict[str, Any] = {}
        if kind == "skill":
            subject["skill"] = slug
        elif kind in ("service", "layer", "control"):
            subject[kind] = self.lookup.find(f"{kind}s", slug)
        elif kind:
            raise ValidationError(
                {"about": "start with “service/”, “layer/”, “control/” or “skill/”, or leave it empty."}
            )
        return {**subject, "number": data["number"], "source": data["source"]}


class Scenarios(Sheet[Scenario]):
    model = Scenario
    required = ("slug", "text", "why", "points_at", "position")
    related = ("cell__service", "cell__layer", "duty__cell__service", "duty__cell__layer", "control", "layer")
    in_bulk = True

    def _dumped(self, row: Scenario, name: str) -> Any:
        return dump_subject(row) if name == "points_at" else super()._dumped(row, name)

    def fields(self, data: dict[str, Any]) -> dict[str, Any]:
        data = dict(data)
        return {**subject_fields(data.pop("points_at"), self.lookup), **data}


def subject_fields(subject: Any, lookup: Lookup) -> dict[str, Any]:
    """Return fields of an AboutAFact from {"cell": "ec2/guest-os"} or similar. Raises ValidationError."""
    fields: dict[str, Any] = dict.fromkeys(("cell", "duty", "control", "layer"))
    fields |= {"half": "", "services": ""}
    match subject:
        case {"cell": str(path), **rest} if not rest:
            fields["cell"] = lookup.find("cells", path)
        case {"duty": str(path), **rest} if not rest:
            fields["duty"] = lookup.find("duties", path)
        case {"control": str(slug), "half": ("aws" | "customer") as half, **rest} if not rest:
            fields |= {"control": lookup.find("controls", slug), "half": half}
        case {"control": str(slug), **rest} if not rest:
            fields["control"] = lookup.find("controls", slug)
        case {"layer": str(slug), "services": str(services), **rest} if not rest:
            if services not in (AboutAFact.ALL, AboutAFact.ALL_BUT_HYBRID):
                lookup.find("types", services)
            fields |= {"layer": lookup.find("layers", slug), "services": services}
        case _:
            raise ValidationError(
                "point at exactly one fact: a cell, a duty, a control (with or without its half), "
                f"or a layer with its services; this says {subject!r}."
            )
    return fields


def dump_subject(row: AboutAFact) -> dict[str, str]:
    if row.cell:
        return {"cell": row.cell.path}
    if row.duty:
        return {"duty": row.duty.path}
    if row.control:
        return {"control": row.control.slug} | ({"half": row.half} if row.half else {})
    if row.layer:
        return {"layer": row.layer.slug, "services": row.services}
    raise ValueError(f"{row!r} points at nothing")


def listed(path: Path, problems: Problems) -> Iterator[ContentRecord]:
    for position, record in enumerate(records(path, problems), 1):
        placed = record.data | {"position": position} if isinstance(record.data, dict) else record.data
        yield replace(record, data=placed)
