"""Adding a service: a draft copied from a similar one becomes a fact after all layers were read."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Max

from matrix.editing.revision import RevisionPreview, rehearse, revise
from matrix.editing.task_slugs import slug_for
from matrix.facts import Facts
from matrix.models import Duty, Layer, Responsibility, Service, ServiceDraft, ServiceType
from matrix.near_names import similar

CELL = ("owner", "local_name", "rationale", "confidence", "source_title", "source_url")


class DraftCellOvertaken(Exception):
    """Somebody else saved this cell of the draft; `stands` is the stored cell."""

    def __init__(self, stands: dict[str, Any]):
        super().__init__("Someone else saved the cell of the draft.")
        self.stands = stands


class NotRead(Exception):
    pass


class DraftGone(Exception):
    pass


def begin_draft(about: dict[str, Any], *, near: Service, facts: Facts, editor: int) -> ServiceDraft:
    cells = {layer: copy_of_cell(facts.cells[near.slug, layer]) for layer in facts.layers}
    return ServiceDraft.objects.create(about=about, near=near.slug, cells=cells, begun_by=editor)


def copy_of_cell(cell: Responsibility) -> dict[str, Any]:
    tasks = [{"task": duty.task, "owner": duty.owner} for duty in cell.current_duties]
    fields = {name: getattr(cell, name) for name in CELL}
    return {**fields, "reviewed_on": None, "tasks": tasks, "read": False, "edit": 1}


def nearest_of(about: Mapping[str, Any], facts: Facts) -> Service:
    services = list(facts.services.values())

    def likeness(service: Service) -> tuple[bool, bool, float]:
        return (
            service.service_type_id == about["service_type"],
            service.category.casefold() == str(about["category"]).casefold(),
            similar(str(about["name"]), service.name),
        )

    return max(services, key=likeness)


def _held(draft: ServiceDraft) -> ServiceDraft:
    found = ServiceDraft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if found.service_id:
        raise DraftGone
    return found


@transaction.atomic
def save_about(draft: ServiceDraft, about: dict[str, Any]) -> None:
    found = _held(draft)
    found.about, found.updated_at = about, TransactionNow()
    found.save(update_fields=["about", "updated_at"])


@transaction.atomic
def save_cell(draft: ServiceDraft, layer: str, cell: dict[str, Any], *, opened_on: int) -> ServiceDraft:
    """Raises DraftCellOvertaken or Gone."""
    found = _held(draft)
    stands = found.cells.get(layer, {"edit": opened_on})
    if stands["edit"] != opened_on:
        raise DraftCellOvertaken(stands)
    found.cells[layer] = {**cell, "read": True, "edit": opened_on + 1}
    found.updated_at = TransactionNow()
    found.save(update_fields=["cells", "updated_at"])
    return found


def unread_layers(draft: ServiceDraft, facts: Facts) -> list[str]:
    return [layer for layer in facts.layers if not draft.cells.get(layer, {}).get("read")]


def preview(draft: ServiceDraft) -> RevisionPreview:
    return rehearse(lambda: _store(draft))


@transaction.atomic
def publish(draft: ServiceDraft, *, facts: Facts, editor: int, seen: str) -> Service:
    """Create the service with all its cells. Raises Gone, NotRead or revision.Unseen without changing anything."""
    found = _held(draft)
    if unread_layers(found, facts):
        raise NotRead
    made: list[Service] = []
    revise(lambda: made.append(_store(found)), editor=editor, seen=seen)
    found.service = made[0]
    found.save(update_fields=["service"])
    return made[0]


def _store(draft: ServiceDraft) -> Service:
    about = dict(draft.about)
    kind = ServiceType.objects.get(pk=about.pop("service_type"))
    last = Service.objects.aggregate(last=Max("position"))["last"] or 0
    service = Service.objects.create(**about, service_type=kind, position=min(last + 1, 32767))
    layers = {layer.slug: layer for layer in Layer.objects.all()}
    for slug, saved in draft.cells.items():
        if slug in layers:
            _store_cell(service, layers[slug], saved)
    return service


def _store_cell(service: Service, layer: Layer, saved: dict[str, Any]) -> None:
    fields = {name: saved[name] for name in (*CELL, "reviewed_on")}
    cell = Responsibility.objects.create(service=service, layer=layer, **fields)
    taken: set[str] = set()
    for position, task in enumerate(saved["tasks"], 1):
        slug = slug_for(task["task"], taken)
        taken.add(slug)
        Duty.objects.create(cell=cell, slug=slug, position=position, **task)
