"""Where lessons mention facts: links for the matrix, and sections that a change of the facts affects."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

from django.db.models import Model
from django.urls import reverse
from django.utils.html import strip_tags

from lessons.directives import directive_context, owners_shown
from lessons.glossary import terms
from lessons.incidents import incidents
from lessons.markup import Directive, Part, Prose, read, read_line
from lessons.models import Lesson, Novelty
from lessons.names import Unknown
from matrix.facts import Facts
from matrix.models import Responsibility
from matrix.registry import Consequence, Consequences, Link, PlainText, Searchable


def readings_about(cell: Responsibility) -> list[Link]:
    lessons = Lesson.objects.published().about_matrix().filter(sections__contains=[{"cells": [cell.path]}])
    return [
        Link(f"{lesson}: {section['title']}", f"{lesson.get_absolute_url()}#{section['anchor']}")
        for lesson in lessons.only("slug", "label", "title", "sections")
        for section in lesson.sections
        if cell.path in section["cells"]
    ]


def searchable_sections(facts: Facts) -> list[Searchable]:
    return [
        Searchable("section", f"{lesson.label}. {title}", f"{lesson.get_absolute_url()}#{anchor}", text)
        for lesson in Lesson.objects.published().about_matrix().only("slug", "label", "body")
        for anchor, title, text in plain_sections(lesson.body)
    ]


# Cached by the text, as in `read`: each search reads all lessons.
@lru_cache(maxsize=64)
def plain_sections(body: str) -> list[tuple[str, str, str]]:
    return [(section.anchor, section.title, _plain(section.parts)) for section in read(body).sections]


def _plain(parts: Iterable[Part]) -> str:
    return " ".join(unescape(strip_tags(part.html)) for part in parts if isinstance(part, Prose))


def plain_texts(facts: Facts) -> Iterator[PlainText]:
    for lesson in Lesson.objects.about_matrix().filter(published=True).defer("recommendations"):
        edit = _editor(lesson)
        cells = {section["anchor"]: section["cells"] for section in lesson.sections}
        yield PlainText(f"{lesson}: opening", edit, _plain(read(lesson.body).opening))
        for anchor, title, words in plain_sections(lesson.body):
            yield PlainText(f"{lesson}: {title}", edit, words, frozenset(cells.get(anchor, ())))
        yield PlainText(f"{lesson}: key takeaways", edit, " ".join(read_line(line).words for line in lesson.takeaways))
        yield PlainText(f"{lesson}: transcript of the video", edit, lesson.transcript)
    for incident in incidents(facts).values():
        words = " ".join([incident.story, incident.why, *(each["why"] for each in incident.tempting)])
        about = frozenset("/".join(path.split("/")[:2]) for path in (incident.duty, *incident.also))
        yield PlainText(f"Incident: {incident}", _editor(incident), words, about)
    for term in terms(facts):
        yield PlainText(f"Glossary: {term}", _editor(term), term.definition)
    for novelty in Novelty.objects.all():
        about = frozenset(["/".join(novelty.about.split("/")[:2])])
        yield PlainText(f"What changed lately: {novelty}", _editor(novelty), f"{novelty.before} {novelty.now}", about)


def _editor(row: Model) -> str:
    return reverse(f"admin:lessons_{row._meta.model_name}_change", args=[row.pk])


def sections_that_change(before: Facts, after: Facts) -> list[Consequences]:
    found = []
    for lesson in Lesson.objects.published().about_matrix().only("slug", "label", "title", "body"):
        text = read(lesson.body)
        places = [(str(lesson), "", text.opening)]
        places += [(f"{lesson}: {section.title}", f"#{section.anchor}", section.parts) for section in text.sections]
        for title, anchor, parts in places:
            changed = _changed(parts, before, after)
            if changed:
                told = " ".join(broken_directives(changed, after))
                found.append(Consequence(title, f"{lesson.get_absolute_url()}{anchor}", told))
    note = "What they draw follows by itself. Read whether the sentences around it still hold."
    return [Consequences("Lesson sections that show it", found, note=note)]


def _changed(parts: Iterable[Part], before: Facts, after: Facts) -> list[Directive]:
    directives = [part for part in parts if isinstance(part, Directive)]
    return [each for each in directives if owners_shown(each, before) != owners_shown(each, after)]


def broken_directives(directives: Iterable[Directive], facts: Facts) -> Iterator[str]:
    for directive in directives:
        try:
            directive_context(directive, facts)
        except Unknown as unknown:
            yield f"Line {directive.line} no longer shows anything: {unknown}"
