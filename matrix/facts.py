"""All facts of the matrix in memory, as of one revision.

Pages and checks read facts here instead of querying each cell: 39 services take a few megabytes, and one query tells
whether they are current. Requests share the rows, so nobody may change or save them.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from threading import Lock, RLock
from typing import Any, Concatenate
from uuid import UUID

from django.db.models import FETCH_RAISE
from django.db.models.expressions import Combinable
from django.utils.safestring import SafeString

from matrix.editing.outdated_traps import mark_outdated, with_owner_then
from matrix.models import (
    AboutAFact,
    CommonTask,
    Control,
    Duty,
    ExamShare,
    FactConfidence,
    FactsRevision,
    Layer,
    Owner,
    Responsibility,
    Rule,
    Scenario,
    Service,
    ServiceType,
)
from serving.prepared import Prepared


@dataclass(frozen=True, eq=False)  # the facts hold caches, so they are compared by identity
class Facts:
    revision: UUID
    types: dict[str, ServiceType]
    services: dict[str, Service]
    layers: dict[str, Layer]
    common_tasks: dict[str, CommonTask]
    cells: dict[tuple[str, str], Responsibility]
    controls: dict[str, Control]
    scenarios: dict[str, Scenario]
    rules: dict[str, Rule] = field(default_factory=dict)
    exam_shares: dict[str, ExamShare] = field(default_factory=dict)  # by `about`
    retired: dict[int, Duty] = field(default_factory=dict)  # by id: old questions refer to them
    making: RLock = field(default_factory=RLock)  # held while something is made that all then share

    def cell(self, path: str) -> Responsibility:
        """Return the cell at "service/layer". Raises KeyError."""
        service, _, layer = path.partition("/")
        return self.cells[service, layer]

    def duty(self, path: str) -> Duty:
        """Return the duty at "service/layer/duty". Raises KeyError."""
        return self.duties[path]

    @cached_property
    def cells_by_path(self) -> dict[str, Responsibility]:
        return {cell.path: cell for cell in self.cells.values()}

    @cached_property
    def duties(self) -> dict[str, Duty]:
        return {duty.path: duty for cell in self.cells.values() for duty in cell.current_duties}

    @cached_property
    def _cells_by_id(self) -> dict[int, Responsibility]:
        return {cell.pk: cell for cell in self.cells.values()}

    @cached_property
    def _duties_by_id(self) -> dict[int, Duty]:
        return {duty.pk: duty for duty in self.duties.values()}

    @property
    def cell_ids(self) -> Collection[int]:
        return self._cells_by_id.keys()

    def cell_by_id(self, pk: int) -> Responsibility:
        return self._cells_by_id[pk]

    def duty_by_id(self, pk: int) -> Duty:
        """Retired duties are found too, so that old claims about them can be quoted."""
        return self._duties_by_id.get(pk) or self.retired[pk]

    @cached_property
    def _controls_by_id(self) -> dict[int, Control]:
        return {control.pk: control for control in self.controls.values()}

    @cached_property
    def _layers_by_id(self) -> dict[int | None, Layer]:
        return {layer.pk: layer for layer in self.layers.values()}

    def control_by_id(self, pk: int) -> Control:
        return self._controls_by_id[pk]

    def layer_by_id(self, pk: int | None) -> Layer:
        return self._layers_by_id[pk]

    def cell_of(self, subject: AboutAFact) -> Responsibility | None:
        if subject.cell_id:
            return self._cells_by_id[subject.cell_id]
        return self.duty_by_id(subject.duty_id).cell if subject.duty_id else None

    def services_meant(self, services: str) -> list[Service]:
        """Return the services for "all", "all-but-hybrid" or the slug of a service type."""
        if services == AboutAFact.ALL:
            return list(self.services.values())
        if services == AboutAFact.ALL_BUT_HYBRID:
            return [service for service in self.services.values() if not service.is_hybrid]
        return [service for service in self.services.values() if service.service_type.slug == services]

    def owner_over(self, layer: Layer, services: Iterable[Service]) -> Owner | None:
        """Return the owner of `layer` in all of `services`, as the exam answers, or None if they differ.

        Cells that do not apply are ignored.
        """
        owners = {self.cells[service.slug, layer.slug].ownership.answer for service in services}
        owners.discard(Owner.NOT_APPLICABLE)
        return owners.pop() if len(owners) == 1 else None

    def owner_of(self, subject: AboutAFact) -> Owner | None:
        """Return the owner of the subject of a scenario or claim, as the exam answers; None if it depends on the
        service. A retired duty has no owner.
        """
        if subject.duty_id:
            duty = self.duty_by_id(subject.duty_id)
            return None if duty.retired else Owner(duty.owner)
        if subject.cell_id:
            return self._cells_by_id[subject.cell_id].ownership.answer
        if subject.control_id:
            control = self.control_by_id(subject.control_id)
            return control.half_owner(subject.half) if subject.half else control.ownership.answer
        meant = subject.layer_id, subject.services
        if meant not in self._owners_over:
            self._owners_over[meant] = self.owner_over(
                self.layer_by_id(subject.layer_id), self.services_meant(subject.services)
            )
        return self._owners_over[meant]

    @cached_property
    def _owners_over(self) -> dict[tuple[int | None, str], Owner | None]:
        """A cache for `owner_of`: ten thousand questions ask about a few layers over services."""
        return {}

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """What functions that are `made_once` returned."""
        return {}

    @cached_property
    def drawn(self) -> "Drawings":
        return Drawings()

    def settles(self, subject: AboutAFact) -> bool:
        cell = self.cell_of(subject)
        answered = self.owner_of(subject) in (Owner.AWS, Owner.CUSTOMER, Owner.SHARED)
        return answered and not (cell and cell.confidence == FactConfidence.LOW)


def made_once[Made, **Choices](
    make: Callable[Concatenate[Facts, Choices], Made],
) -> Callable[Concatenate[Facts, Choices], Made]:
    """Keeps with the facts what follows from them and a few choices. Requests share it, so nobody may change it.

    Those that come while it is made wait for it.
    """

    @wraps(make)
    def kept(facts: Facts, *choices: Choices.args, **named: Choices.kwargs) -> Made:
        key = (make, choices, *named.items())
        if key not in facts.kept:
            with facts.making:
                if key not in facts.kept:
                    facts.kept[key] = make(facts, *choices, **named)
        return facts.kept[key]

    return kept


class Drawings:
    """A cache of HTML, shared by all threads; the least recently used entries are dropped."""

    MOST = 3_000_000  # characters

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, SafeString] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def get(self, key: Hashable, draw: Callable[[], SafeString]) -> SafeString:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = draw()
        with self._lock:
            self._held += len(made) - len(self._kept.pop(key, ""))
            self._kept[key] = made
            while self._held > self.MOST:
                self._held -= len(self._kept.popitem(last=False)[1])
        return made


_lock = Lock()
_known: Facts | None = None


def current(revision: UUID | None = None) -> Facts:
    """Return the facts as of this transaction with one query, or a few after a change.

    A caller that has read the revision already passes it and saves that query.
    """
    if revision is None:
        found = revision_now.first()
        if found is None:
            raise FactsRevision.DoesNotExist
        [revision] = found
    return _as_of(revision)


revision_now: Prepared[tuple[UUID]] = Prepared(lambda: FactsRevision.objects.values_list("number"))


def current_and(*asked: Combinable) -> tuple[Any, ...]:
    """Return the facts, and the values of these expressions from the same query."""
    revision, *found = FactsRevision.objects.values_list("number", *asked).get()
    return _as_of(revision), *found


def _as_of(revision: UUID) -> Facts:
    global _known
    with _lock:
        if _known is None or _known.revision != revision:
            _known = _load(revision)
        return _known


def lock_facts() -> Facts:
    """Return the facts and lock them until the transaction ends.

    Code that stores something after checking it against the facts must call this: otherwise a concurrent change could
    make the stored result wrong.
    """
    FactsRevision.objects.select_for_update(no_key=True).get()
    return current()


def _load(revision: UUID) -> Facts:
    # Those that refer to others first: what is added during the reading is missing whole.
    duties = list(Duty.with_retired.order_by("position", "pk"))
    cells = {cell.pk: cell for cell in Responsibility.objects.in_grid_order()}
    services = {service.pk: service for service in Service.objects.select_related("service_type", "variant_of")}
    layers = {layer.pk: layer for layer in Layer.objects.all()}
    tasks = {task.pk: task for task in CommonTask.objects.select_related("layer")}
    # In place of `prefetch_related`, which makes a manager and a query for each cell.
    for cell in cells.values():
        cell.service, cell.layer, cell.current_duties = services[cell.service_id], layers[cell.layer_id], []
    retired = {}
    for duty in duties:
        duty.cell = cells[duty.cell_id]
        duty.common_task = tasks[duty.common_task_id] if duty.common_task_id else None
        if duty.retired:
            retired[duty.pk] = duty
        else:
            duty.cell.current_duties.append(duty)
    described = Counter(cell.service_id for cell in cells.values())
    known = Facts(
        revision=revision,
        types={kind.slug: kind for kind in ServiceType.objects.all()},
        # A service appears once all its cells exist, because a column with gaps would be misleading.
        services={service.slug: service for service in services.values() if described[service.pk] == len(layers)},
        layers={layer.slug: layer for layer in layers.values()},
        common_tasks={task.slug: task for task in tasks.values()},
        cells={(cell.service.slug, cell.layer.slug): cell for cell in cells.values()},
        controls={control.slug: control for control in Control.objects.all()},
        # Use `owner_of` and `cell_of`: a scenario's own relations would query for each one.
        scenarios={row.slug: row for row in with_owner_then(Scenario.objects.all()).fetch_mode(FETCH_RAISE)},
        rules={rule.slug: rule for rule in Rule.objects.select_related("layer", "service_type")},
        exam_shares={share.about: share for share in ExamShare.objects.select_related("service", "layer", "control")},
        retired=retired,
    )
    mark_outdated(known)
    return known
