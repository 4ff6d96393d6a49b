"""Where a lesson asks questions: after the section in which `[[question slug]]` stands. A room above knows them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lessons.markup import Directive, ParsedText


@dataclass(frozen=True)
class QuestionPlace:
    """`name` is the section's anchor, with a number before it from the section's second question on."""

    name: str
    anchor: str
    section: str  # its title
    slug: str  # of the question; it stays on the server, since its words may give the answer away
    line: int

    @property
    def id(self) -> str:
        return f"ask-{self.name}"


def places_in(text: ParsedText) -> list[QuestionPlace]:
    return list(_places(text))


def _places(text: ParsedText) -> Iterator[QuestionPlace]:
    asked = Counter[str]()
    for section in text.sections:
        for part in section.parts:
            if isinstance(part, Directive) and part.name == "question" and len(part.words) == 1:
                asked[section.anchor] += 1
                number = asked[section.anchor]
                name = section.anchor if number == 1 else f"{number}-{section.anchor}"
                yield QuestionPlace(name, section.anchor, section.title, part.words[0], part.line)
