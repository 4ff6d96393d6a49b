"""Everything that the page of a lesson shows."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse

from accounts.models import Learner
from lessons import traps
from lessons.directives import sections_of
from lessons.editing.publishing import Content
from lessons.filming.film import Film
from lessons.markup import CHECK, TAKEAWAYS, ParsedText, Section, Statement, TextProblem, read, read_line
from lessons.models import Lesson
from lessons.outline import OutlineEntry
from lessons.prose import ProsePiece, RenderedText, render_afresh, render_text
from lessons.registry import AskedQuestion, questions_at
from lessons.statements import note_about, refuted_among, statements_of_lines
from lessons.traps import TrapList
from matrix.facts import Facts


@dataclass(frozen=True)
class Takeaway:
    words: str
    note: str
    has_sources: bool


@dataclass(frozen=True)
class ShownSection:
    """`drawn_as` is the key of its drawing; None: nothing is kept."""

    section: Section
    read_pieces: Callable[[], Sequence[ProsePiece | TrapList]]
    fold: str
    finished: bool
    reading_url: str
    questions: Sequence[AskedQuestion]
    drawn_as: Hashable

    @property
    def pieces(self) -> Sequence[ProsePiece | TrapList]:
        return self.read_pieces()


@lru_cache(maxsize=1024)
def url_of_reading(slug: str, anchor: str) -> str:
    return reverse("lessons:section-reading", args=[slug, anchor])


class LessonPage:
    preview = False
    problems: Sequence[TextProblem] = ()

    def __init__(
        self,
        entry: OutlineEntry,
        entries: Sequence[OutlineEntry],
        facts: Facts,
        query: QueryDict,
        learner: Learner | None = None,
    ):
        self.entry = entry
        self.learner = learner
        self.entries = entries
        self.facts = facts
        self.query = query
        self.said = self.lesson.traps_said or {}
        self.show_all = query.get("traps") == traps.ALL

    @property
    def lesson(self) -> Lesson:
        return self.entry.lesson

    @property
    def is_open(self) -> bool:
        """Whether learners may read it; only what an editor asks for says that they may not."""
        return getattr(self.lesson, "is_open", True)

    @property
    def drawn_as(self) -> Hashable:
        """The key of drawings that show the lesson's text and the facts alone; None: nothing is kept."""
        return None if self.preview else (self.lesson.slug, self.text)

    @property
    def outline_drawn_as(self) -> Hashable:
        return None if self.preview else (self.lesson.slug, *[entry.drawn_as for entry in self.entries])

    @property
    def header_drawn_as(self) -> Hashable:
        """What the header shows, except to editors."""
        lesson, subject = self.lesson, self.lesson.exam_task
        if not lesson.is_about_matrix:
            subject = str(lesson.course)
        told = str(lesson), lesson.domain, subject, lesson.minutes, lesson.updated_on
        return None if self.preview else (*told, self.entry.question_count)

    @property
    def film(self) -> Film:
        return Film(self.lesson, self.facts)

    @cached_property
    def text(self) -> RenderedText:
        return render_text(self.lesson.text, self.facts, about_matrix=self.lesson.is_about_matrix)

    @cached_property
    def opening(self) -> list[ProsePiece | TrapList]:
        return self._with_traps(self.text.opening)

    @cached_property
    def sections(self) -> list[ShownSection]:
        asked: dict[str, list[AskedQuestion]] = {}
        for place in self.text.questions:
            if place.name in self.questions:
                asked.setdefault(place.anchor, []).append(self.questions[place.name])
        return [
            ShownSection(
                shown.section,
                partial(self._with_traps, shown.pieces),
                shown.fold,
                finished := shown.section.anchor in self.entry.read_anchors,
                url_of_reading(self.lesson.slug, shown.section.anchor),
                asked.get(shown.section.anchor, ()),
                self.drawn_as and (self.drawn_as, shown.section.anchor, finished, *self._said_in(shown.pieces)),
            )
            for shown in self.text.sections
        ]

    @cached_property
    def questions(self) -> dict[str, AskedQuestion]:
        """By the name of their place; one that may not be asked now is missing."""
        return questions_at(self.lesson, self.text.questions, self.learner, self.query, self.facts)

    def _said_in(self, pieces: Sequence[ProsePiece]) -> Iterator[Hashable]:
        """What its lists of traps show of this reader."""
        for piece in pieces:
            if piece.traps:
                yield self.show_all, *[self.said.get(scenario) for scenario in piece.traps.words]

    def _with_traps(self, pieces: Sequence[ProsePiece]) -> list[ProsePiece | TrapList]:
        return [
            traps.make_list(
                piece.number,
                piece.traps,
                self.facts,
                lesson=self.lesson.slug,
                said=self.said,
                show_all=self.show_all,
                preview=self.preview,
            )
            if piece.traps
            else piece
            for piece in pieces
        ]

    @property
    def takeaways_drawn_as(self) -> Hashable:
        return None if self.preview else (self.lesson.slug, *self.lesson.takeaways)

    @cached_property
    def takeaways(self) -> list[Takeaway]:
        lines = [read_line(line) for line in self.lesson.takeaways]
        return [
            Takeaway(line.words, note_about(self._checked(line.statements), self.facts), bool(line.statements))
            for line in lines
        ]

    def _checked(self, statements: Sequence[Statement]) -> Sequence[Statement]:
        return statements if self.lesson.is_about_matrix else ()

    @property
    def takeaways_have_sources(self) -> bool:
        return any(takeaway.has_sources for takeaway in self.takeaways)

    @property
    def false_sentences(self) -> int:
        said = [*read(self.lesson.text).statements, *statements_of_lines(self.lesson.takeaways)]
        return len({each.statement for each in refuted_among(self._checked(said), self.facts)})

    @property
    def recommendations(self) -> list[dict[str, Any]]:
        return [
            {**recommendation, "host": (urlsplit(recommendation["url"]).hostname or "").removeprefix("www.")}
            for recommendation in self.lesson.recommendations
        ]

    @cached_property
    def contents(self) -> tuple[tuple[str, str], ...]:
        own = [(shown.section.anchor, shown.section.title) for shown in self.text.sections]
        takeaways = [(TAKEAWAYS, "Key takeaways")] if self.lesson.takeaways else []
        check = [(CHECK, "Check yourself")] if self.entry.check else []
        return (*own, *takeaways, *check)

    @property
    def previous(self) -> OutlineEntry | None:
        position = self.entries.index(self.entry)
        return self.entries[position - 1] if position else None

    @property
    def next(self) -> OutlineEntry | None:
        return next(iter(self.entries[self.entries.index(self.entry) + 1 :]), None)


class LessonPreview(LessonPage):
    """The page with unpublished content, without forms that can be sent."""

    preview = True

    def __init__(
        self,
        entry: OutlineEntry,
        entries: Sequence[OutlineEntry],
        facts: Facts,
        content: Content,
        written: ParsedText,
        problems: Sequence[TextProblem],
    ):
        super().__init__(entry, entries, facts, QueryDict())
        self.problems = problems
        self.written = written
        for name, value in content.items():
            setattr(self.lesson, name, value)
        self.lesson.sections = sections_of(written)

    @cached_property
    def text(self) -> RenderedText:
        return render_afresh(self.written, self.facts)
