"""The matrix page: the services and owners that a query string selects, and the open cell."""

from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from matrix import registry
from matrix.facts import Facts
from matrix.grid import Box, Grid, make_grid, most_yours_first, opening_grid, whole_grid
from matrix.learnable.rules import conforms, governing
from matrix.models import Owner, Responsibility, Rule, Scenario, Service
from matrix.service_page import ServiceColumn
from matrix.twins import Twins

OPENING = ""
ALL = "all"
MASTERY = "mastery"


class FilterForm(forms.Form):
    """An unknown value counts as not given, so that old links still open the page."""

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ExplorerForm(FilterForm):
    kind = forms.ChoiceField()  # its choices are the facts'
    owner = forms.ChoiceField(
        label="Owner",
        required=False,
        choices=[
            ("", "Any owner"),
            (Owner.CUSTOMER, "Customer"),
            (Owner.SHARED, "Shared"),
            (Owner.AWS, "AWS"),
        ],
    )
    sort = forms.ChoiceField(label="Order", required=False, choices=[("", "Most yours first"), ("name", "By name")])
    view = forms.ChoiceField(
        label="Show", required=False, choices=[("", "Who secures it"), (MASTERY, "What you know")]
    )
    service = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, facts: Facts):
        super().__init__(data)
        self.fields["kind"] = forms.ChoiceField(label="Services", required=False, choices=kind_choices(facts))


def kind_choices(facts: Facts) -> list[tuple[str, str | list[tuple[str, str]]]]:
    opening = sum(service.opening for service in facts.services.values())
    categories = sorted({service.category for service in facts.services.values()})
    return [
        (OPENING, f"{opening} to start with"),
        (ALL, f"All {len(facts.services)} services"),
        ("By category", [(slug_of(category), category) for category in categories]),
    ]


def slug_of(category: str) -> str:
    return category.lower().replace(" ", "-")


class Explorer:
    def __init__(self, facts: Facts, query, *, records: registry.Records, open_cell: Responsibility | None = None):
        self.facts = facts
        self.records = records
        self.form = ExplorerForm(query, facts=facts)
        self.open_cell = open_cell
        self.asked = self.form.asked()
        if open_cell and open_cell.service not in self._of_kind(self.asked.get("kind", OPENING)):
            # A shared link to a cell outside the selected services shows the cell with its category.
            self.asked["kind"] = slug_of(open_cell.service.category)

    def _of_kind(self, kind: str) -> list[Service]:
        services: Iterable[Service] = self.facts.services.values()
        if kind == ALL:
            return list(services)
        if kind == OPENING:
            return [service for service in services if service.opening] or list(services)
        return [service for service in services if slug_of(service.category) == kind]

    @cached_property
    def grid(self) -> Grid:
        kind = self.asked.get("kind", OPENING)
        kept = {OPENING: opening_grid, ALL: whole_grid}.get(kind)
        if kept and not {"sort", "owner"} & self.asked.keys():
            return kept(self.facts)
        services = self._of_kind(kind)
        if self.asked.get("sort") == "name":
            services = sorted(services, key=lambda service: service.short_name.casefold())
        else:
            services = most_yours_first(services, self.facts)
        owner = self.asked.get("owner")
        return make_grid(services, self.facts, only=Owner(owner) if owner else None)

    @cached_property
    def picked(self) -> Service | None:
        if self.open_cell:
            return self.open_cell.service
        asked = self.facts.services.get(self.asked.get("service", ""))
        if asked in self.grid.services:
            return asked
        # A phone shows this service alone: one of which a filter by owner leaves something.
        shown = (each for each in self.grid.services if any(box.shown for box in self.grid.column(each)))
        return next(shown, next(iter(self.grid.services), None))

    @property
    def query(self) -> str:
        return f"?{urlencode(self.filters)}" if self.filters else ""

    @cached_property
    def filters(self) -> dict[str, str]:
        return {name: value for name, value in self.asked.items() if name != "service"}

    @property
    def picker(self) -> list[tuple[Service, list[Box], str]]:
        base = reverse("matrix:grid")
        return [
            (service, self.grid.column(service), f"{base}?{urlencode(self.filters | {'service': service.slug})}")
            for service in self.grid.services
        ]

    @property
    def shows_mastery(self) -> bool:
        return self.asked.get("view") == MASTERY

    @property
    def form_drawn_as(self) -> str | None:
        return None if self.form.errors else urlencode(self.form.cleaned_data)

    @property
    def drawn_as(self) -> str | None:
        if self.shows_mastery:
            return None
        return urlencode(
            {**self.filters, "picked": self.picked and self.picked.slug, "open": self.open_cell and self.open_cell.pk}
        )

    @cached_property
    def counts(self):
        return self.records.counts(box.cell for box in self.grid.boxes if box.shown)

    @property
    def record(self) -> registry.CellRecord | None:
        return self.records.of(self.open_cell) if self.open_cell else None

    @property
    def count(self) -> str:
        if self.shows_mastery:
            return self.counts.sentence
        return f"{self.grid.shown} of {self.grid.applying} cells shown"

    @property
    def said(self) -> str:
        if self.open_cell or "service" not in self.asked or not self.picked:
            return self.count
        owners = [box.owner.answer for box in self.grid.column(self.picked)]
        counts = [
            f"{owners.count(owner)} {words}"
            for owner, words in (
                (Owner.CUSTOMER, "customer"),
                (Owner.SHARED, "shared"),
                (Owner.AWS, "AWS"),
                (Owner.NOT_APPLICABLE, "not applicable"),
            )
            if owner in owners
        ]
        return f"{self.picked.short_name}. {', '.join(counts)}"

    @property
    def band_span(self) -> int:
        return len(self.grid.services) + 1

    @property
    def is_empty(self) -> bool:
        return not self.grid.shown

    @property
    def rule(self) -> Rule | None:
        return governing(self.open_cell, self.facts) if self.open_cell else None

    @property
    def is_exception(self) -> bool:
        return bool(self.open_cell and self.rule and not conforms(self.rule, self.open_cell))

    @property
    def across(self) -> list[Responsibility]:
        layer = self.open_cell.layer.slug if self.open_cell else ""
        return [self.facts.cells[service.slug, layer] for service in self.grid.services]

    @property
    def traps(self) -> list[Scenario]:
        return [
            scenario
            for scenario in self.facts.scenarios.values()
            if (about := self.facts.cell_of(scenario)) and about == self.open_cell
        ]

    @property
    def twins(self) -> list[tuple[Service, Twins]]:
        return ServiceColumn(self.facts, self.open_cell.service).twins if self.open_cell else []

    @cached_property
    def readings(self) -> list[registry.Link]:
        return [link for find in registry.readings for link in find(self.open_cell)] if self.open_cell else []
