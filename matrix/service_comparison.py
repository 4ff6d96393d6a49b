"""Two services side by side: which layers change their owner, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django import forms

from matrix.facts import Facts
from matrix.grid import MatrixRow, make_grid
from matrix.models import Layer, Owner, Responsibility, Service
from matrix.near_names import nearest
from matrix.twins import Twins, compare_url, differing_layers, guess_url, twins, twins_of

ONLY_DIFFERENT = "diff"


class CompareForm(forms.Form):
    a = forms.ChoiceField(label="Compare", required=False)
    b = forms.ChoiceField(label="with", required=False)
    only = forms.BooleanField(
        label="Only what differs", required=False, widget=forms.CheckboxInput(attrs={"value": ONLY_DIFFERENT})
    )

    def __init__(self, data, *, facts: Facts):
        super().__init__(data)
        categories: dict[str, list[tuple[str, str]]] = {}
        for service in facts.services.values():
            categories.setdefault(service.category, []).append((service.slug, service.short_name))
        for name in ("a", "b"):
            self.fields[name].choices = [("", "Choose a service"), *categories.items()]  # type: ignore[attr-defined]


# Headings by the layer's owner in the second service.
PASSES = {
    Owner.AWS: "AWS takes it over.",
    Owner.CUSTOMER: "It becomes yours.",
    Owner.SHARED: "You and AWS share it.",
    Owner.NOT_APPLICABLE: "The layer no longer applies.",
}
TITLES = {
    Owner.AWS: "AWS takes over",
    Owner.SHARED: "Becomes shared",
    Owner.CUSTOMER: "Becomes yours",
    Owner.NOT_APPLICABLE: "No longer applies",
}


@dataclass(frozen=True)
class ComparedLayer:
    row: MatrixRow

    @property
    def layer(self) -> Layer:
        return self.row.layer

    @property
    def cells(self) -> tuple[Responsibility, Responsibility]:
        first, second = self.row.boxes
        return first.cell, second.cell

    @property
    def differs(self) -> bool:
        before, after = self.cells
        return before.ownership.answer != after.ownership.answer

    @property
    def passes(self) -> str:
        return PASSES[self.cells[1].ownership.answer]


class Comparison:
    def __init__(self, facts: Facts, query):
        self.facts = facts
        self.asked = {name: query.get(name, "").strip().lower() for name in ("a", "b")}
        self.only_different = query.get("only") == ONLY_DIFFERENT
        self.form = CompareForm(self.asked | ({"only": ONLY_DIFFERENT} if self.only_different else {}), facts=facts)
        self.a = facts.services.get(self.asked["a"])
        self.b = facts.services.get(self.asked["b"])

    @property
    def unknown(self) -> list[tuple[str, Service | None]]:
        return [
            (asked, nearest(asked, self.facts.services))
            for asked in self.asked.values()
            if asked and asked not in self.facts.services
        ]

    @property
    def is_same(self) -> bool:
        return self.a is not None and self.a == self.b

    @property
    def pair(self) -> tuple[Service, Service] | None:
        return (self.a, self.b) if self.a and self.b and not self.is_same else None

    @cached_property
    def differing(self) -> tuple[Layer, ...]:
        return differing_layers(self.pair[0].slug, self.pair[1].slug, self.facts) if self.pair else ()

    @cached_property
    def rows(self) -> list[ComparedLayer]:
        if not self.pair:
            return []
        grid = make_grid(self.pair, self.facts, rows_of=self.differing if self.only_different else None)
        return [ComparedLayer(row) for band in grid.bands for row in band.rows]

    @property
    def passing(self) -> list[tuple[str, list[ComparedLayer]]]:
        changed = [row for row in self.rows if row.differs]
        by_owner = [
            (title, [row for row in changed if row.cells[1].ownership.answer == owner])
            for owner, title in TITLES.items()
        ]
        return [(title, rows) for title, rows in by_owner if rows]

    @property
    def url(self) -> str:
        return compare_url(*self.pair) + ("&only=diff" if self.only_different else "") if self.pair else ""

    @property
    def guess_url(self) -> str:
        return guess_url(*self.pair) if self.pair else ""

    @property
    def swapped_url(self) -> str:
        return compare_url(*reversed(self.pair)) + ("&only=diff" if self.only_different else "") if self.pair else ""

    @property
    def summary(self) -> str:
        if not self.pair:
            return ""
        a, b = (service.short_name for service in self.pair)
        total, changed = len(self.facts.layers), len(self.differing)
        if not changed:
            return f"{a} and {b} have the same owner for all {total} layers."
        return f"{a} and {b} differ in {changed} of {total} layers."

    @property
    def said(self) -> str:
        if self.is_same and self.a:
            return f"Choose another service to compare with {self.a.short_name}"
        return self.summary or "Choose two services"

    @property
    def suggested(self) -> list[Twins]:
        return (twins_of(self.a, self.facts) if self.a and not self.pair else []) or list(self._others())

    def _others(self) -> Iterator[Twins]:
        return (each for each in twins(self.facts) if {each.a, each.b} != set(self.pair or ()))
