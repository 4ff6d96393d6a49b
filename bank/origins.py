"""Where a derived question comes from, for editors who want to change it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from bank.models import Item
from bank.publishing import newest_version
from matrix.models import Control, Duty, Scenario


@dataclass(frozen=True)
class Origin:
    name: str
    url: str


def origins_of(item: Item) -> list[Origin]:
    return [*_named(item.parameters), *_tested(item)]


def _named(parameters: dict[str, str]) -> Iterator[Origin]:
    for kind, model in (("scenario", Scenario), ("control", Control)):
        found = model._default_manager.filter(slug=parameters.get(kind)).first()
        if found:
            yield Origin(f"{kind.capitalize()}: {found}", reverse(f"admin:matrix_{kind}_change", args=[found.pk]))
    service, _, rest = parameters.get("duty", "").partition("/")
    layer, _, slug = rest.partition("/")
    duty = Duty.objects.filter(cell__service__slug=service, cell__layer__slug=layer, slug=slug).first()
    if duty:
        yield Origin(f"Duty: {duty}", reverse("admin:matrix_duty_change", args=[duty.pk]))


def _tested(item: Item) -> Iterator[Origin]:
    version = item.published or newest_version(item)
    if version:
        for tested in version.tested_cells.select_related("cell__service", "cell__layer"):
            change = reverse("admin:matrix_responsibility_change", args=[tested.cell_id])
            yield Origin(f"Cell: {tested.cell}", change)
