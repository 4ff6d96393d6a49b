"""Sentences of lessons that say who owns something, held against the facts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse

from lessons.markup import Problem, Statement, Text, read
from lessons.models import Lesson
from matrix.claims import claim_at, is_true, proof, saying
from matrix.facts import Facts
from matrix.loading import KnownFacts
from matrix.registry import Consequence, Consequences, Link


@dataclass(frozen=True)
class Refuted:
    """A statement that the facts contradict, with the proof in a sentence."""

    statement: Statement
    proof: str


def problems_of_statements(text: Text, facts: Facts) -> Iterator[Problem]:
    """What names nothing, and what the facts refute."""
    lookup = KnownFacts(facts)
    for statement in text.statements:
        for path in statement.paths:
            try:
                claim_at(path, statement.owner, lookup)
            except ValidationError as error:
                yield Problem(statement.line, f"a claim names what does not exist: {' '.join(error.messages)}")
    for found in refuted(text, facts):
        yield Problem(found.statement.line, found.proof)


def refuted(text: Text, facts: Facts) -> Iterator[Refuted]:
    lookup = KnownFacts(facts)
    for statement in text.statements:
        for path in statement.paths:
            try:
                claim = claim_at(path, statement.owner, lookup)
            except ValidationError:
                continue  # what it was about is gone: `problems_of_statements` says so
            if not is_true(claim, facts):
                told = f"“{statement.text}” says that {saying(claim, facts)}; {proof(claim, facts)}."
                yield Refuted(statement, told)


def statements_that_change(before: Facts, after: Facts) -> list[Consequences]:
    """Sentences of published lessons that a change of the facts would make untrue."""
    found = []
    for lesson in Lesson.objects.published().only("pk", "label", "title", "body"):
        text = read(lesson.body)
        known = set(refuted(text, before))
        address = reverse("admin:lessons_lesson_change", args=[lesson.pk])
        found += [
            Consequence(f"{lesson}, line {each.statement.line}", address, each.proof)
            for each in refuted(text, after)
            if each not in known
        ]
    return [
        Consequences(
            "Lesson statements that it contradicts",
            found,
            note="Learners go on reading them until you publish a corrected lesson.",
            task=Link("Correct them", reverse("admin:lessons_lesson_changelist")),
        )
    ]
