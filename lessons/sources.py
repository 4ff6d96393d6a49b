"""The facts that the sentences of a lesson rest on, with the AWS page of each, section by section."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from lessons.markup import OPENING, TAKEAWAYS, Statement, read
from lessons.models import Lesson
from lessons.statements import statements_of_lines
from matrix.claims import CitedFact, cited_fact, claim_at
from matrix.facts import Facts
from matrix.files.loading import KnownFacts


@dataclass(frozen=True)
class CitedSentence:
    text: str
    facts: list[CitedFact]


@dataclass(frozen=True)
class SectionSources:
    anchor: str
    title: str
    sentences: list[CitedSentence]


def sources_of(lesson: Lesson, facts: Facts) -> list[SectionSources]:
    """Return the sections whose sentences carry claims, with the opening and the takeaways."""
    text = read(lesson.body)
    parts = [
        (OPENING, "Opening", text.statements_in("")),
        *((section.anchor, section.title, text.statements_in(section.anchor)) for section in text.sections),
        (TAKEAWAYS, "Key takeaways", statements_of_lines(lesson.takeaways)),
    ]
    lookup = KnownFacts(facts)
    return [SectionSources(anchor, title, sentences_of(said, facts, lookup)) for anchor, title, said in parts if said]


def sentences_of(statements: Iterable[Statement], facts: Facts, lookup: KnownFacts) -> list[CitedSentence]:
    found: dict[tuple[int, str], dict[CitedFact, None]] = {}
    for statement in statements:
        cited = found.setdefault((statement.line, statement.text), {})
        for path in statement.paths:
            try:
                cited[cited_fact(claim_at(path, statement.owner, lookup), facts)] = None
            except ValidationError:  # the lesson has a note at this sentence
                continue
    return [CitedSentence(text, list(cited)) for (_, text), cited in found.items()]
