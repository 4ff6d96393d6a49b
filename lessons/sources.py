"""The facts that the sentences of a lesson rest on, with the AWS page of each, section by section.

Its words that the glossary has are listed beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from lessons.markup import OPENING, TAKEAWAYS, Statement, read
from lessons.models import Lesson, Term
from lessons.prose import fold_title, render_text
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
    words: Sequence[Term]

    @property
    def fold(self) -> str:
        return fold_title(bool(self.sentences), self.words)


def sources_of(lesson: Lesson, facts: Facts) -> list[SectionSources]:
    """Return the sections with claims or with words of the glossary, with the opening and the takeaways."""
    text = read(lesson.body)
    parts = [
        (OPENING, "Opening", text.statements_in("")),
        *((section.anchor, section.title, text.statements_in(section.anchor)) for section in text.sections),
        (TAKEAWAYS, "Key takeaways", statements_of_lines(lesson.takeaways)),
    ]
    lookup, shown = KnownFacts(facts), render_text(lesson.body, facts)
    words = {OPENING: shown.opening_words} | {each.section.anchor: each.words for each in shown.sections}
    return [
        SectionSources(anchor, title, sentences_of(said, facts, lookup), words.get(anchor, ()))
        for anchor, title, said in parts
        if said or words.get(anchor)
    ]


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
