"""Where the lessons speak of facts: links for the matrix, and sections that a change of the facts reaches."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

from django.utils.html import strip_tags

from lessons.directives import owners_shown, show
from lessons.markup import Directive, Part, Prose, read
from lessons.models import Lesson
from lessons.naming import Unknown
from matrix.facts import Facts
from matrix.models import Responsibility
from matrix.registry import Consequence, Consequences, Link, Searchable


def readings_about(cell: Responsibility) -> list[Link]:
    lessons = Lesson.objects.published().filter(sections__contains=[{"cells": [cell.path]}])
    return [
        Link(f"{lesson}: {section['title']}", f"{lesson.get_absolute_url()}#{section['anchor']}")
        for lesson in lessons.only("slug", "label", "title", "sections")
        for section in lesson.sections
        if cell.path in section["cells"]
    ]


def searchable_sections(facts: Facts) -> list[Searchable]:
    """The sections that learners may read now, as search looks through them."""
    return [
        Searchable("section", f"{lesson.label}. {title}", f"{lesson.get_absolute_url()}#{anchor}", text)
        for lesson in Lesson.objects.published().only("slug", "label", "body")
        for anchor, title, text in _plain_sections(lesson.body)
    ]


# By the text itself, as `read` is: a few lessons, read at every search.
@lru_cache(maxsize=64)
def _plain_sections(body: str) -> list[tuple[str, str, str]]:
    """Anchor, title and words of each section, without markup and without what directives draw."""
    return [
        (
            section.anchor,
            section.title,
            " ".join(unescape(strip_tags(part.html)) for part in section.parts if isinstance(part, Prose)),
        )
        for section in read(body).sections
    ]


def sections_that_change(before: Facts, after: Facts) -> list[Consequences]:
    """Sections with a figure, table or trap in which an owner changes."""
    found = []
    for lesson in Lesson.objects.published().only("slug", "label", "title", "body"):
        text = read(lesson.body)
        places = [(str(lesson), "", text.opening)]
        places += [(f"{lesson}: {section.title}", f"#{section.anchor}", section.parts) for section in text.sections]
        for title, anchor, parts in places:
            changed = _changed(parts, before, after)
            if changed:
                lost = " ".join(_lost(changed, after))
                found.append(Consequence(title, f"{lesson.get_absolute_url()}{anchor}", lost))
    note = "What they draw follows by itself. Read whether the sentences around it still hold."
    return [Consequences("Lesson sections that show it", found, note=note)]


def _changed(parts: Iterable[Part], before: Facts, after: Facts) -> list[Directive]:
    directives = [part for part in parts if isinstance(part, Directive)]
    return [each for each in directives if owners_shown(each, before) != owners_shown(each, after)]


def _lost(directives: Iterable[Directive], facts: Facts) -> Iterator[str]:
    """Which of the directives show nothing any more, and why."""
    for directive in directives:
        try:
            show(directive, facts)
        except Unknown as unknown:
            yield f"Line {directive.line} shows nothing any more: {unknown}"
