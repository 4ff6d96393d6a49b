"""Phrases whose owner the facts tell: the tasks, layers and controls in their own words and in those of AWS."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from exchange.audit.clauses import claims_in
from exchange.audit.owner_names import marked
from exchange.audit.stem_patterns import sentences
from exchange.audit.vocabulary import FORM, terms, vocabulary_of
from exchange.audit.wordings import wordings
from exchange.audit.words import stemmed
from matrix.editing.subject_paths import subject_at
from matrix.facts import Facts, made_once
from matrix.learnable.rules import RuleOverCells, holding
from matrix.models import AboutAFact, Duty, FactConfidence, Layer, Owner, Responsibility, Rule, Side

FORM_BUT_USERS = FORM - {stemmed("users")}


@dataclass(frozen=True)
class KnownFact:
    """The owner is "not applicable" where documents disagree. The empty service means every one."""

    owner: Owner
    subject: tuple[tuple[str, Any], ...]  # in the form of a claim
    service: str = ""
    confident: bool = True
    is_task: bool = False
    layer: str = ""


@made_once
def phrases_of(facts: Facts) -> "KnownPhrases":
    return KnownPhrases(facts)


class KnownPhrases:
    def __init__(self, facts: Facts):
        self.facts = facts
        self.vocabulary = vocabulary_of(facts)

    @cached_property
    def by_words(self) -> dict[frozenset[str], list[KnownFact]]:
        found: dict[frozenset[str], dict[KnownFact, None]] = defaultdict(dict)
        for text, known in self._phrases():
            if said := self.said(text):
                found[said].update(dict.fromkeys(known))
        return {said: list(known) for said, known in found.items()}

    def said(self, text: str) -> frozenset[str]:
        return content_words(self.vocabulary.services_in(text)[1])

    def _phrases(self) -> Iterator[tuple[str, list[KnownFact]]]:
        for duty, known in self._tasks:
            yield duty.task, [known]
            if common := duty.common_task:
                yield common.phrase, [known]
                yield f"{common.situation} {common.question}", [known]
        for control in self.facts.controls.values():
            yield control.name, self.meant(f"control:{control.slug}")
            for side, part in ((Side.AWS, control.aws_part), (Side.CUSTOMER, control.customer_part)):
                if control.half_owner(side) == side:
                    known_half = self.meant(f"control:{control.slug}/{side.value}")
                    yield from ((listed, known_half) for listed in parts_of(part))
        for layer in self.facts.layers.values():
            everywhere = list(self._everywhere(layer))
            yield from ((text, everywhere) for text in (layer.name, layer.short_name, *parts_of(layer.definition)))
        for found in holding(self.facts).values():
            meant = [*self._everywhere(found.rule.layer), *self._of_rule(found)]
            yield from ((text, meant) for text in self._said_by(found.rule))
        for wording in wordings():
            meant = [known for means in wording.facts for known in self.meant(means)]
            yield from ((text, meant) for text in wording.words)

    def meant(self, means: str) -> list[KnownFact]:
        """Return what a path means: a layer, a control or its half, or all tasks with such a path."""
        subject = subject_at(means)
        if "layer" in subject:
            layer = self.facts.layers.get(subject["layer"])
            return [*self._everywhere(layer), *self._on_each_service(layer)] if layer else []
        if "control" in subject:
            control, half = self.facts.controls.get(subject["control"]), subject.get("half", "")
            if control is None:
                return []
            owner = control.half_owner(half) if half else control.ownership.answer
            return [KnownFact(owner, (("control_id", control.pk), ("half", half)))]
        return [known for duty, known in self._tasks if fnmatchcase(duty.path, means)]

    def everywhere(self, fact: KnownFact) -> KnownFact:
        """Return the layer of a fact on all services, if it has the same owner there."""
        layer = self.facts.layers.get(fact.layer)
        return next((known for known in self._everywhere(layer) if known.owner == fact.owner), fact) if layer else fact

    def _everywhere(self, layer: Layer) -> Iterator[KnownFact]:
        owner = self.facts.owner_over(layer, self.facts.services_meant(AboutAFact.ALL_BUT_HYBRID))
        if owner:
            yield KnownFact(owner, (("layer_id", layer.pk), ("services", AboutAFact.ALL_BUT_HYBRID)))

    def _on_each_service(self, layer: Layer) -> Iterator[KnownFact]:
        for service in self.facts.services:
            cell = self.facts.cells[service, layer.slug]
            if cell.ownership != Owner.NOT_APPLICABLE:
                yield _of_cell(cell, cell.ownership.answer, ("cell_id", cell.pk))

    def _of_rule(self, found: RuleOverCells) -> Iterator[KnownFact]:
        """Yield the cells that follow a rule, and its exceptions. A shared one does not say whose task it is."""
        for cell in found.cells:
            if cell.ownership.answer != Owner.SHARED:
                yield _of_cell(cell, cell.ownership.answer, ("cell_id", cell.pk))

    def _said_by(self, rule: Rule) -> Iterator[str]:
        """Yield what the sentences of a rule say that its owner does, without their reasons."""
        for sentence in sentences(rule.sentence):
            said = sentence.partition(" because ")[0]
            if [(claim.owner, claim.true) for claim in claims_in(marked(said))] == [(rule.owner, True)]:
                yield said

    @cached_property
    def _tasks(self) -> list[tuple[Duty, KnownFact]]:
        return [
            (duty, _of_cell(duty.cell, Owner(duty.owner), ("duty_id", duty.pk), is_task=True))
            for duty in self.facts.duties.values()
            if duty.cell.service.slug in self.facts.services and duty.cell.ownership != Owner.NOT_APPLICABLE
        ]


def _of_cell(cell: Responsibility, owner: Owner, subject: tuple[str, Any], *, is_task: bool = False) -> KnownFact:
    owner = owner if cell.is_asked else Owner.NOT_APPLICABLE
    confident = cell.confidence == FactConfidence.HIGH
    return KnownFact(owner, (subject,), cell.service.slug, confident, is_task, cell.layer.slug)


def content_words(text: str) -> frozenset[str]:
    """Return the terms of a text without the words of questions. Users are whom a task is about."""
    return frozenset(terms(text)) - FORM_BUT_USERS


def parts_of(text: str) -> list[str]:
    """Return what a text lists, as "Guard the buildings, control entry, and run power"."""
    return [part for part in re.split(r"[,:;.]| and (?=\w+ )", text) if part.strip()]
