"""Cells whose owner has changed since an instructor last reread the texts about them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from django.urls import reverse

from matrix import changelog, registry
from matrix.changes import Change, FieldDifference
from matrix.facts import Facts
from matrix.models import Responsibility
from matrix.models.looks import Look
from matrix.registry import PlainText

CHANGED = "changed"
_word = re.compile(r"[a-z0-9]{3,}")
# So many letters identify a word: patch, patches, patching.
STEM = 5
SAY_NOTHING = {"and", "for", "from", "into", "that", "the", "with"}


@dataclass(frozen=True)
class ChangedCell:
    cell: Responsibility
    key: str
    at: datetime
    differences: list[FieldDifference]

    @property
    def said(self) -> str:
        return "; ".join(f"{each.what}: {each.before} → {each.after}" for each in self.differences)


def to_reread(facts: Facts) -> list[ChangedCell]:
    """Owners that have changed back are ignored. Costs one query, or none if nothing has changed."""
    changed = _changes_of_owners(facts)
    looked = (
        dict(Look.objects.filter(kind=CHANGED).order_by("pk").values_list("subject", "evidence")) if changed else {}
    )
    found = []
    for path, changes in changed.items():
        cell = facts.cells_by_path[path]
        since = _before(looked.get(str(cell.pk)), changes)
        if differences := _net(since):
            found.append(ChangedCell(cell, since[0][0].key, since[0][0].at, differences))
    return found


def _changes_of_owners(facts: Facts) -> dict[str, list[tuple[Change, FieldDifference]]]:
    found: dict[str, list[tuple[Change, FieldDifference]]] = defaultdict(list)
    for change in changelog.current(facts).changes:
        for fact in () if change.first else change.facts:
            if fact.path in facts.cells_by_path:
                found[fact.path] += [(change, each) for each in fact.differences if each.is_owner]
    return {path: changes for path, changes in found.items() if changes}


def _before(looked: str | None, changes: list[tuple[Change, FieldDifference]]) -> list[tuple[Change, FieldDifference]]:
    return list(takewhile(lambda each: each[0].key != looked, changes))


def _net(changes: list[tuple[Change, FieldDifference]]) -> list[FieldDifference]:
    whole: dict[str, FieldDifference] = {}
    for _, each in changes:
        last = whole.get(each.what, each)
        whole[each.what] = replace(each, after=last.after, owner_after=last.owner_after)
    return [each for each in whole.values() if each.owner_before != each.owner_after]


def texts_about(cell: Responsibility, facts: Facts) -> list[PlainText]:
    texts = [text for find in registry.plain_texts for text in find(facts)]
    speaks = _Speaks(cell)
    return [text for text in texts if cell.path in text.about or speaks.of(text.words)]


class _Speaks:
    def __init__(self, cell: Responsibility):
        names = {cell.service.short_name, cell.service.name, cell.service.name.removeprefix("Amazon ")}
        self.service = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        own = _stems(" ".join(names))
        self.layer = _stems(f"{cell.layer.name} {cell.layer.short_name} {cell.local_name}") - own
        self.tasks = [_stems(duty.task) - own for duty in cell.current_duties]

    def of(self, words: str) -> bool:
        if not self.service.search(words):
            return False
        said = _stems(words)
        return bool(said & self.layer) or any(len(said & task) >= 2 for task in self.tasks)


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _word.findall(words.lower()) if word not in SAY_NOTHING)


def texts_of_facts(facts: Facts) -> Iterator[PlainText]:
    for service in facts.services.values():
        edit = reverse("admin:matrix_service_change", args=[service.pk])
        words = f"{service.short_name}: {service.summary} {service.note}"
        yield PlainText(f"Service: {service.short_name}", edit, words)
    for layer in facts.layers.values():
        edit = reverse("admin:matrix_layer_change", args=[layer.pk])
        yield PlainText(f"Layer: {layer.short_name}", edit, layer.definition)
    for cell in facts.cells.values():
        edit = reverse("admin:matrix_responsibility_change", args=[cell.pk])
        yield PlainText(f"Reason of {cell}", edit, cell.rationale, frozenset([cell.path]))
    for control in facts.controls.values():
        edit = reverse("admin:matrix_control_change", args=[control.pk])
        words = f"{control.aws_part}. {control.customer_part}. {control.note}"
        yield PlainText(f"Control: {control.name}", edit, words)
    for rule in facts.rules.values():
        edit = reverse("admin:matrix_rule_change", args=[rule.pk])
        yield PlainText(f"Rule: {rule.title}", edit, rule.sentence)
    for scenario in facts.scenarios.values():
        edit = reverse("admin:matrix_scenario_change", args=[scenario.pk])
        found = facts.cell_of(scenario)
        about = frozenset([found.path]) if found else frozenset()
        yield PlainText(f"Exam trap: {scenario.text}", edit, f"{scenario.text} {scenario.why}", about)
