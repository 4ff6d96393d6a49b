"""The matrix editor for instructors: services and layers, and a choice in each cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django import forms

from matrix.explorer import ALL, OPENING, FilterForm, kind_choices, slug_of
from matrix.facts import Facts
from matrix.models import Layer, Owner, Responsibility, Service
from serving.whole_numbers import whole_number

FIELD = "to-"  # before the number of a cell; the value is its new owner
REWORD = "reword"  # the owner stays, its words change


class EditorFilter(FilterForm):
    kind = forms.ChoiceField()
    service = forms.ChoiceField()
    layer = forms.ChoiceField()

    def __init__(self, data, *, facts: Facts):
        super().__init__(data)
        services = sorted(facts.services.values(), key=lambda service: service.short_name.casefold())
        layers = [(layer.slug, layer.short_name) for layer in facts.layers.values()]
        for name, label, choices in (
            ("kind", "Services", kind_choices(facts)),
            ("service", "One service", [("", "As above"), *((each.slug, each.short_name) for each in services)]),
            ("layer", "Layers", [("", "All layers"), *layers]),
        ):
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)


@dataclass(frozen=True)
class CellChoice:
    cell: Responsibility
    others: list[Owner]

    @property
    def field(self) -> str:
        return f"{FIELD}{self.cell.pk}"


class Editor:
    reword = REWORD

    def __init__(self, facts: Facts, query):
        self.facts = facts
        self.form = EditorFilter(query, facts=facts)
        self.asked = self.form.asked()

    @cached_property
    def services(self) -> list[Service]:
        if one := self.asked.get("service"):
            return [self.facts.services[one]]
        kind, services = self.asked.get("kind", OPENING), list(self.facts.services.values())
        if kind == ALL:
            return services
        if kind == OPENING:
            return [service for service in services if service.opening] or services
        return [service for service in services if slug_of(service.category) == kind]

    @property
    def rows(self) -> Iterator[tuple[Layer, list[CellChoice]]]:
        for slug, layer in self.facts.layers.items():
            if self.asked.get("layer", slug) == slug:
                yield layer, [self._choice(self.facts.cells[service.slug, slug]) for service in self.services]

    @staticmethod
    def _choice(cell: Responsibility) -> CellChoice:
        return CellChoice(cell, [owner for owner in Owner if owner != cell.owner])


def chosen(data: Mapping[str, str]) -> dict[int, str]:
    allowed = {*Owner.values, REWORD}
    asked = {name.removeprefix(FIELD): value for name, value in data.items() if name.startswith(FIELD)}
    return {
        number: value
        for cell, value in asked.items()
        if (number := whole_number(cell)) is not None and value in allowed
    }
