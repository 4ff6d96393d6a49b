"""Incidents: what happened, which layer failed, who was responsible, and which duty would have prevented it.

The failed layer and its owner are those of the duty. A visitor first chooses the layer that failed; nothing is stored.
They choose the layer and not the owner, because the customer is responsible for nearly all such incidents, and asking
for the owner would teach to answer without reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.safestring import SafeString

from lessons.models import Incident
from lessons.passages import passage_html, plain, problems_of_passages
from matrix.facts import Facts
from matrix.models import Duty, FactConfidence, Layer, Owner, Responsibility
from matrix.registry import Consequence, Consequences, Link, Searchable


@lru_cache(maxsize=2)
def _incidents(revision: UUID) -> dict[str, Incident]:
    return {incident.slug: incident for incident in Incident.objects.all()}


def incidents(facts: Facts) -> dict[str, Incident]:
    return _incidents(facts.revision)


@lru_cache(maxsize=2)
def _searchable(revision: UUID) -> list[Searchable]:
    return [
        Searchable("incident", f"{each.kind}: {each.title}", each.get_absolute_url(), plain(each.story))
        for each in _incidents(revision).values()
    ]


def searchable_incidents(facts: Facts) -> list[Searchable]:
    """Include only what the page shows before a visitor has chosen a layer."""
    return _searchable(facts.revision)


@dataclass(frozen=True)
class IncidentLayer:
    cell: Responsibility
    why_not: SafeString

    @property
    def layer(self) -> Layer:
        return self.cell.layer


class ShownIncident:
    """One incident with the current facts; `picked` is the layer that the visitor chose.

    Raises ValidationError if the incident names something that the facts do not have.
    """

    def __init__(self, incident: Incident, facts: Facts, picked: str = ""):
        messages = list(problems_of_names(incident, facts))
        if messages:
            raise ValidationError(messages)
        self.incident = incident
        self.facts = facts
        self.picked = next((offered for offered in self.offered if offered.layer.slug == picked), None)

    @property
    def duty(self) -> Duty:
        return self.facts.duty(self.incident.duty)

    @property
    def cell(self) -> Responsibility:
        return self.duty.cell

    @cached_property
    def offered(self) -> list[IncidentLayer]:
        why_not = {each["layer"]: passage_html(each["why"], self.facts) for each in self.incident.tempting}
        service, failed = self.cell.service.slug, self.cell.layer.slug
        return [
            IncidentLayer(self.facts.cells[service, slug], why_not.get(slug, SafeString()))
            for slug in self.facts.layers
            if slug == failed or slug in why_not
        ]

    @property
    def right(self) -> bool:
        return self.picked is not None and self.picked.cell == self.cell

    @property
    def story(self) -> SafeString:
        return passage_html(self.incident.story, self.facts)

    @property
    def why(self) -> SafeString:
        return passage_html(self.incident.why, self.facts)

    @property
    def also(self) -> list[Duty]:
        return [self.facts.duty(path) for path in self.incident.also]


def problems_of_names(incident: Incident, facts: Facts) -> Iterator[str]:
    for path in [incident.duty, *incident.also]:
        if path not in facts.duties:
            yield f"there is no duty “{path}”."
    duty = facts.duties.get(incident.duty)
    if duty and duty.cell.confidence == FactConfidence.LOW:
        yield f"the facts about {duty.cell} are of low confidence, so it is never asked about."
    yield from _problems_of_tempting(incident.tempting, duty, facts)


def _problems_of_tempting(tempting: Any, duty: Duty | None, facts: Facts) -> Iterator[str]:
    if not _is_list_of_reasons(tempting):
        yield "“tempting” needs two or three objects, each with a “layer” and a “why”."
        return
    layers = [each["layer"] for each in tempting]
    for layer in layers:
        cell = facts.cells.get((duty.cell.service.slug, layer)) if duty else None
        if layer not in facts.layers:
            yield f"there is no layer “{layer}”."
        elif cell and cell.owner == Owner.NOT_APPLICABLE:
            yield f"{cell} does not exist, so it tempts no one."
        elif duty and layer == duty.cell.layer.slug:
            yield f"“{layer}” is the layer that failed; offer others beside it."
    for one, other in pairwise(sorted(layers)):
        if one == other:
            yield f"“{one}” is offered twice."


def _is_list_of_reasons(tempting: Any) -> bool:
    return (
        isinstance(tempting, list)
        and len(tempting) in (2, 3)
        and all(isinstance(each, dict) and set(each) == {"layer", "why"} for each in tempting)
        and all(isinstance(text, str) and text for each in tempting for text in each.values())
    )


def problems_of_incident(incident: Incident, facts: Facts) -> list[str]:
    named = list(problems_of_names(incident, facts))
    if not _is_list_of_reasons(incident.tempting):
        return named
    tempting = {f"why not {each['layer']}": each["why"] for each in incident.tempting}
    passages = {"story": incident.story, "why": incident.why, **tempting}
    return [*named, *problems_of_passages(passages, facts)]


def incidents_that_change(before: Facts, after: Facts) -> list[Consequences]:
    found = []
    for incident in Incident.objects.all():
        new = set(problems_of_incident(incident, after)) - set(problems_of_incident(incident, before))
        owners = [
            facts.duties[incident.duty].owner if incident.duty in facts.duties else "" for facts in (before, after)
        ]
        if new or owners[0] != owners[1]:
            found.append(Consequence(str(incident), incident.get_absolute_url(), " ".join(sorted(new))))
    return [
        Consequences(
            "Incidents that it reaches",
            found,
            note="Whose it was follows by itself. Read whether the story still holds.",
            task=Link("Correct them", reverse("admin:lessons_incident_changelist")),
        )
    ]
