"""Renders a lesson's text: prose and figures become cached HTML, traps are rendered for each request."""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from lessons.directives import directive_context
from lessons.glossary import Linker, terms
from lessons.markup import Directive, ParsedText, Part, Prose, Section, read, read_afresh
from lessons.models import Term
from lessons.names import Unknown
from lessons.section_questions import QuestionPlace, places_in
from lessons.statements import notes_by, refuted
from matrix.facts import Facts

logger = logging.getLogger(__name__)

KEPT = 32
NOTHING = mark_safe("")


@dataclass(frozen=True)
class ProsePiece:
    html: SafeString = NOTHING
    traps: Directive | None = None
    number: int = 0


def fold_title(has_sources: bool, words: Sequence[Term]) -> str:
    """Return what the fold at the end of a section is called, or nothing if it would be empty."""
    return " and ".join(["sources"] * has_sources + ["words"] * bool(words)).capitalize()


@dataclass(frozen=True)
class SectionPieces:
    section: Section
    pieces: Sequence[ProsePiece]
    has_sources: bool
    words: Sequence[Term]

    @property
    def fold(self) -> str:
        return fold_title(self.has_sources, self.words)


@dataclass(frozen=True, eq=False)  # drawings are kept by it
class RenderedText:
    opening: Sequence[ProsePiece]
    opening_has_sources: bool
    opening_words: Sequence[Term]
    sections: Sequence[SectionPieces]
    questions: Sequence[QuestionPlace]

    @property
    def opening_fold(self) -> str:
        return fold_title(self.opening_has_sources, self.opening_words)

    @property
    def trap_lists(self) -> list[ProsePiece]:
        pieces = [*self.opening, *(piece for shown in self.sections for piece in shown.pieces)]
        return [piece for piece in pieces if piece.traps]

    def list_with(self, scenario: str) -> ProsePiece | None:
        return next((each for each in self.trap_lists if each.traps and scenario in each.traps.words), None)

    def list_at(self, number: int) -> ProsePiece | None:
        return next((each for each in self.trap_lists if each.number == number), None)


# Figures are rendered once for each text and revision of the facts.
_kept: OrderedDict[tuple[UUID, str, bool], RenderedText] = OrderedDict()
_lock = Lock()


def render_text(body: str, facts: Facts, *, about_matrix: bool = True) -> RenderedText:
    """Mark sentences that the facts refute, except in a course that is not about them."""
    key = (facts.revision, body, about_matrix)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    text = read(body)
    if about_matrix and any(refuted(text, facts)):
        text = read_afresh(body, notes_by(facts))
    rendered = _Renderer(facts).render(text)
    with _lock:
        _kept[key] = rendered
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return rendered


def render_afresh(text: ParsedText, facts: Facts) -> RenderedText:
    """Render without the cache, so that a draft being typed does not evict published lessons."""
    return _Renderer(facts, typing=True).render(text)


class _Renderer:
    def __init__(self, facts: Facts, *, typing: bool = False):
        self.facts = facts
        self.typing = typing  # a directive is often unfinished then, and its author sees the error beside it
        self.trap_lists = 0
        self.linker = Linker(terms(facts))

    def render(self, text: ParsedText) -> RenderedText:
        opening = self._pieces(text.opening)
        return RenderedText(
            opening,
            bool(text.statements_in("")),
            list(self.linker.linked),
            [self._section(section, bool(text.statements_in(section.anchor))) for section in text.sections],
            places_in(text),
        )

    def _section(self, section: Section, has_sources: bool) -> SectionPieces:
        before = len(self.linker.linked)
        return SectionPieces(section, self._pieces(section.parts), has_sources, self.linker.linked[before:])

    def _pieces(self, parts: Sequence[Part]) -> list[ProsePiece]:
        pieces: list[ProsePiece] = []
        for part in parts:
            if isinstance(part, Directive) and part.name == "question":
                continue  # it comes after its section, from a room above
            piece = ProsePiece(self.linker.link(part.html)) if isinstance(part, Prose) else self._piece(part)
            if pieces and not piece.traps and not pieces[-1].traps:
                piece = ProsePiece(pieces.pop().html + piece.html)
            pieces.append(piece)
        return pieces

    def _piece(self, directive: Directive) -> ProsePiece:
        try:
            context = directive_context(directive, self.facts)
        except Unknown as unknown:
            if not self.typing:
                # It was valid when it was published, but the facts no longer have what it names.
                logger.error("A lesson's directive in line %s shows nothing: %s", directive.line, unknown)
            return ProsePiece(render_to_string("lessons/directives/missing.html"))
        if directive.name == "traps":
            self.trap_lists += 1
            return ProsePiece(traps=directive, number=self.trap_lists)
        return ProsePiece(render_to_string(f"lessons/directives/{directive.name}.html", context))
