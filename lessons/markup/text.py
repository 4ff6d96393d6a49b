"""A parsed text: its parts, its claims and its problems."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, order=True)
class TextProblem:
    """`line` counts from 1; 0 means outside the text."""

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
    line: int


@dataclass(frozen=True)
class MarkdownLink:
    address: str
    line: int


@dataclass(frozen=True)
class PictureShown:
    name: str
    alt: str
    line: int


@dataclass(frozen=True)
class Statement:
    """A sentence that names an owner, followed by {aws: rds/guest-os}, which readers do not see.

    `paths` are paths of matrix.editing.subject_paths.
    """

    text: str
    owner: str
    paths: tuple[str, ...]
    line: int


# Returns a note after a statement as HTML, empty for none.
Notes = Callable[[Statement], str]


@dataclass(frozen=True)
class ParsedText:
    opening: Sequence[Part]
    sections: Sequence[Section]
    links: Sequence[MarkdownLink]
    statements: Sequence[Statement]
    problems: Sequence[TextProblem]
    pictures: Sequence[PictureShown] = ()

    @property
    def parts(self) -> list[Part]:
        return [*self.opening, *(part for section in self.sections for part in section.parts)]

    def statements_in(self, anchor: str) -> list[Statement]:
        """Return the statements of a section, or those of the opening for an empty anchor."""
        starts = [0, *(section.line for section in self.sections), float("inf")]
        number = ["", *(section.anchor for section in self.sections)].index(anchor)
        return [each for each in self.statements if starts[number] <= each.line < starts[number + 1]]

    @property
    def directives(self) -> list[Directive]:
        return [part for part in self.parts if isinstance(part, Directive)]


@dataclass(frozen=True)
class TextLine:
    words: str
    statements: Sequence[Statement]
    problems: Sequence[TextProblem]
