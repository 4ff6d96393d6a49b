"""A text as it was read: its parts, what it says, and all that is wrong in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, order=True)
class TextProblem:
    """Something wrong in the text; `line` counts as its author does, from 1, and 0 is beside the text."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


@dataclass(frozen=True)
class Prose:
    html: SafeString


@dataclass(frozen=True)
class Directive:
    name: str
    words: tuple[str, ...]
    caption: str
    line: int


Part = Prose | Directive


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    owner: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class MarkdownLink:
    address: str
    line: int


@dataclass(frozen=True)
class PictureShown:
    """A picture that the text shows, by its name; `alt` is what the text says for whoever does not see it."""

    name: str
    alt: str
    line: int


@dataclass(frozen=True)
class Statement:
    """A sentence that says who owns something: {aws: rds/guest-os} behind it, which readers do not see.

    `paths` name what is owned, as matrix.editing.subject_paths reads them.
    """

    text: str
    owner: str
    paths: tuple[str, ...]
    line: int


# What readers are told behind a statement, as HTML; empty for nothing.
Notes = Callable[[Statement], str]


@dataclass(frozen=True)
class ParsedText:
    """A whole body: what stands before the first section, the sections, what it says, and all that is wrong."""

    opening: Sequence[Part]
    sections: Sequence[Section]
    links: Sequence[MarkdownLink]
    statements: Sequence[Statement]
    problems: Sequence[TextProblem]
    pictures: Sequence[PictureShown] = ()

    @property
    def parts(self) -> list[Part]:
        return [*self.opening, *(part for section in self.sections for part in section.parts)]

    @property
    def directives(self) -> list[Directive]:
        return [part for part in self.parts if isinstance(part, Directive)]


@dataclass(frozen=True)
class TextLine:
    """One line of plain text, as a takeaway, with what it claims. Readers see `words`."""

    words: str
    statements: Sequence[Statement]
    problems: Sequence[TextProblem]
