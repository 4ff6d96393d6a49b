"""What a file would change in the bank, question by question. Nothing is changed here."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from bank.content import Content, content_of, normalized, problems_of
from bank.models import ImportedName, Item
from bank.publishing import with_content
from exchange.merge import LONGEST_SLUG, FieldChange, changes, is_same_content, is_slug, merged, without_id
from exchange.parsed_file import ImportedQuestion, ParsedFile, RefusedQuestion, fingerprint, fingerprint_of
from matrix.facts import Facts

CREATE, CHANGE, SAME, SKIP = "create", "change", "same", "skip"


@dataclass(frozen=True)
class ImportStep:
    """What happens to one question. `needs` lists what would prevent publishing it afterwards."""

    kind: str
    brought: ImportedQuestion
    external: str
    slug: str
    item: Item | None = None
    content: Content = field(default_factory=dict)
    changes: list[FieldChange] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "line": self.brought.line,
            "title": self.brought.title,
            "stem": self.brought.stem,
            "slug": self.slug,
            "item": self.item.pk if self.item else None,
            "changes": [vars(change) for change in self.changes],
            "lost": [vars(note) for note in self.brought.notes] if self.kind in (CREATE, CHANGE) else [],
            "needs": self.needs,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class ImportPlan:
    """`at` says where a line is."""

    steps: list[ImportStep]
    refusals: list[RefusedQuestion]
    notices: list[str]
    at: Callable[[int], str]

    @cached_property
    def counts(self) -> dict[str, int]:
        found = Counter(step.kind for step in self.steps)
        return {kind: found[kind] for kind in (CREATE, CHANGE, SAME)} | {SKIP: found[SKIP] + len(self.refusals)}

    @property
    def does_something(self) -> bool:
        return bool(self.counts[CREATE] or self.counts[CHANGE])

    @cached_property
    def fingerprint(self) -> str:
        """Return a hash that changes if the plan would do anything else."""
        said = [(step.kind, step.slug, step.content, step.item and step.item.pk) for step in self.steps]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def as_json(self, done: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
        """`done` adds to each step what came of it."""
        outcomes = done or [{}] * len(self.steps)
        steps = [step.as_json() | outcome for step, outcome in zip(self.steps, outcomes, strict=True)]
        steps += [
            {"kind": SKIP, "line": refusal.line, "title": refusal.name, "reason": refusal.reason}
            for refusal in self.refusals
        ]
        for step in steps:
            step["at"] = self.at(step["line"])
            for note in step.get("lost", ()):
                note["at"] = self.at(note["line"])
        steps.sort(key=lambda step: step["line"])
        return {"counts": self.counts, "notices": self.notices, "steps": steps}


def plan(reading: ParsedFile, facts: Facts) -> ImportPlan:
    questions, doubled = _told_apart(reading)
    bank = _Bank(questions, reading.at)
    steps = [bank.step(question, facts) for question in questions]
    return ImportPlan(steps, [*reading.refusals, *doubled], reading.notices, reading.at)


def _told_apart(reading: ParsedFile) -> tuple[list[ImportedQuestion], list[RefusedQuestion]]:
    """Of repeated ids, a title does not count as an id, and a real id is refused the second time."""
    questions = reading.questions
    often = Counter(question.id for question in questions if question.id)
    kept: list[ImportedQuestion] = []
    refused: list[RefusedQuestion] = []
    first: dict[str, int] = {}
    for question in questions:
        if question.id and often[question.id] > 1 and question.id == question.name:
            question = without_id(question)
        name = external_of(question)
        if name in first:
            reason = f"it is the same question as the one on {reading.at(first[name])}."
            if question.id:
                reason = f"the id “{question.id}” stands on {reading.at(first[name])} already."
            refused.append(RefusedQuestion(question.line, question.title, reason))
            continue
        first[name] = question.line
        kept.append(question)
    return kept, refused


def external_of(question: ImportedQuestion) -> str:
    return question.id or fingerprint(question.stem, [option.text for option in question.options])


class _Bank:
    def __init__(self, questions: list[ImportedQuestion], at: Callable[[int], str]):
        self.at = at
        names = [external_of(question) for question in questions]
        imported = ImportedName.objects.filter(external__in=names)
        self.by_name: dict[str, int] = dict(imported.values_list("external", "item"))
        stems = [question.stem for question in questions if not question.id]
        named = Q(pk__in=self.by_name.values()) | Q(slug__in=[question.id for question in questions if question.id])
        read = named & Q(generator="")
        if stems:
            read |= Q(published__stem__in=stems) | Q(draft__content__stem__in=stems)
        # Derived questions are most of the bank and are skipped if a file names one.
        derived = Item.objects.filter(named).exclude(generator="")
        found = with_content(Item.objects.filter(read)).select_related("published__item", "draft")
        self.items = {item.pk: item for item in (*derived, *found)}
        self.by_slug = {item.slug: item for item in self.items.values()}
        self.by_words = {fingerprint_of(stands): item for item in found if (stands := current_content(item))}
        self.taken = set(Item.objects.values_list("slug", flat=True))
        self.met: dict[int, int] = {}

    def step(self, question: ImportedQuestion, facts: Facts) -> ImportStep:
        external = external_of(question)
        item = self._item(question, external)
        if item is None:
            content = merged(question, None)
            slug = self._new_slug(question)
            return ImportStep(CREATE, question, external, slug, content=content, needs=_needs(content, facts))
        if item.generator:
            reason = "this question is derived from the facts and follows them; it cannot be changed by a file."
            return ImportStep(SKIP, question, external, item.slug, item, reason=reason)
        if item.pk in self.met:
            reason = f"it is the same question as the one on {self.at(self.met[item.pk])}."
            return ImportStep(SKIP, question, external, item.slug, item, reason=reason)
        self.met[item.pk] = question.line
        stands = current_content(item)
        content = merged(question, stands)
        needs = _needs(content, facts)
        if stands and is_same_content(stands, content):
            return ImportStep(SAME, question, external, item.slug, item, content, needs=needs)
        changed = changes(stands, content) if stands else []
        return ImportStep(CHANGE, question, external, item.slug, item, content, changed, needs)

    def _item(self, question: ImportedQuestion, external: str) -> Item | None:
        named = self.items.get(self.by_name.get(external, 0)) or self.by_slug.get(question.id)
        return named or (None if question.id else self.by_words.get(external))

    def _new_slug(self, question: ImportedQuestion) -> str:
        wanted = question.id if is_slug(question.id) else slugify(question.id or question.name or question.stem)
        base = wanted if is_slug(wanted) else _shortened(wanted)
        slug, number = base, 1
        while slug in self.taken:
            number += 1
            slug = f"{base[: LONGEST_SLUG - 6]}-{number}"
        self.taken.add(slug)
        return slug


def _shortened(words: str) -> str:
    parts = [part for part in words.replace("_", "-").split("-") if part]
    return "-".join(parts)[:50].strip("-") or "question"


def current_content(item: Item) -> Content | None:
    """Return what an editor would show: the draft, else the published content, else None."""
    draft = getattr(item, "draft", None)
    if draft:
        return normalized(draft.content)
    return content_of(item.published) if item.published else None


def _needs(content: Content, facts: Facts) -> list[str]:
    return [str(problem) for problem in problems_of(normalized(content), facts)]
