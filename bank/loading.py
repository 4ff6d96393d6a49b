"""Loads the files of questions and misconceptions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from bank.content import EVIDENCE, Content, content_of, normalized, own_lessons, problems_of
from bank.models import ChangeKind, Item, Misconception
from bank.publishing import PublishingRefused, publish, publish_first, with_content
from matrix.facts import Facts, lock_facts
from matrix.files.content import ContentRecord, Problems, Report, Sheet, load, records
from matrix.files.loading import KnownFacts


class Items(Sheet[Item]):
    model = Item
    required = ("slug", "stem", "options")
    optional = {"skill": "", "cells": [], "section": "", "form": "choose-one", **EVIDENCE}
    in_bulk = True

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts
        self.changes: dict[str, str] = {}

    def rows(self):
        # Derived questions have no file.
        return with_content(Item.objects.filter(generator=""))

    def dump(self, row: Item) -> dict[str, Any]:
        return {"slug": row.slug, **(content_of(row.published) if row.published else {})}

    def is_edited(self, row: Item) -> bool:
        """A version that a person published or withdrew stays."""
        return row.published is None or row.published.editor is not None

    def complete(self, record: ContentRecord, problems: Problems) -> dict[str, Any] | None:
        """`change` describes the step from the version before, so it is not part of the content."""
        data = record.data
        if isinstance(data, dict) and "change" in data:
            data = dict(data)
            change = data.pop("change")
            if not isinstance(change, str) or change not in ChangeKind.values:
                problems.add(record.place, f"there is no kind of change “{change}”.")
                return None
            self.changes[str(data.get("slug"))] = change
        completed = super().complete(replace(record, data=data), problems)
        return normalized(completed) if completed else None

    def fill(self, row: Item, data: dict[str, Any]) -> None:
        if problems := problems_of(_content(data), self.facts, own=self.own):
            raise PublishingRefused(problems)
        row.slug, row.skill, row.section = data["slug"], data["skill"], data["section"]
        row.clean_fields(exclude=["loaded_hash"])

    @cached_property
    def own(self) -> frozenset[str]:
        return own_lessons()

    def save(self, row: Item, data: dict[str, Any]) -> None:
        Item.objects.filter(pk=row.pk).update(loaded_hash=row.loaded_hash)
        publish(row, _content(data), change=self.changes.get(row.slug, ChangeKind.CLARIFY))

    def create(self, new: Sequence[tuple[Item, dict[str, Any]]]) -> None:
        publish_first([(item, _content(data)) for item, data in new], self.facts)


def _content(data: dict[str, Any]) -> Content:
    return {name: value for name, value in data.items() if name != "slug"}


class Misconceptions(Sheet[Misconception]):
    model = Misconception
    required = ("slug", "name", "cure", "pair")

    def __init__(self, facts: Facts) -> None:
        super().__init__(KnownFacts(facts))

    def rows(self):
        return Misconception.objects.select_related("here__service", "here__layer", "there__service", "there__layer")

    def dump(self, row: Misconception) -> dict[str, Any]:
        return {"slug": row.slug, "name": row.name, "cure": row.cure, "pair": [row.here.path, row.there.path]}

    def fields(self, data: dict[str, Any]) -> dict[str, Any]:
        if len(data["pair"]) != 2:
            raise ValidationError("a pair is two cells: [“ec2/guest-os”, “rds/guest-os”].")
        here, there = (self.lookup.find("cells", path) for path in data["pair"])
        return {"slug": data["slug"], "name": data["name"], "cure": data["cure"], "here": here, "there": there}


def load_items(folder: Path, report: Report) -> None:
    """Load misconceptions, then questions; call inside a transaction. Raises ContentError."""
    problems = Problems()
    facts = lock_facts()
    load(Misconceptions(facts), records(folder / "misconceptions.json", problems), report, problems)
    problems.raise_if_any()
    load(Items(facts), item_records(folder / "items", problems), report, problems)
    problems.raise_if_any()


def item_records(folder: Path, problems: Problems) -> Iterator[ContentRecord]:
    for path in sorted(folder.glob("*.json")):
        yield from records(path, problems)
