"""Problems of the lessons and other texts as a whole. Each says what to do."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from lessons.editing.proofreader import proofread
from lessons.editing.publishing import content_of, problems_of
from lessons.editing.readability import grade, names_pattern
from lessons.glossary import Linker, forms_twice, problems_of_term
from lessons.incidents import problems_of_incident
from lessons.markup import ParsedText, Part, Prose, read
from lessons.models import Incident, Lesson, Novelty, Term
from lessons.novelties import problems_of_novelty
from lessons.registry import checks_of
from lessons.statements import problems_of_lines, refuted_among, statements_of
from matrix.facts import Facts

GOALS, SOURCES = "goals", "sources"
SECTION_GRADE_AT_MOST = 6.0
QUESTIONS_AT_LEAST = 8
_end_of_block = re.compile(r"(?<![.?!:;])</(?:p|li|td|th|h3|h4|figcaption)>")
_glossary_link = re.compile(r"/glossary/#([a-z0-9-]+)$")


@dataclass(frozen=True)
class PublishedTexts:
    lessons: Collection[Lesson]
    incidents: Collection[Incident]
    terms: Collection[Term]
    novelties: Collection[Novelty]
    facts: Facts
    own: Collection[Lesson] = ()  # of courses that are not about the matrix

    @cached_property
    def texts(self) -> dict[str, ParsedText]:
        return {lesson.slug: read(lesson.body) for lesson in self.lessons}

    @cached_property
    def sections(self) -> set[str]:
        return {f"{lesson.slug}#{anchor}" for lesson in self.lessons for anchor in lesson.anchors}

    @cached_property
    def grades(self) -> dict[str, float]:
        services = self.facts.services.values()
        names = names_pattern(name for service in services for name in (service.name, service.short_name))
        return {
            f"{slug}#{section.anchor}": grade(plain_text(section.parts), names)
            for slug, text in self.texts.items()
            for section in text.sections
            if section.anchor != SOURCES
        }


def published(facts: Facts) -> PublishedTexts:
    lessons = Lesson.objects.filter(published=True).defer("transcript")
    return PublishedTexts(
        list(lessons.about_matrix()),
        list(Incident.objects.all()),
        list(Term.objects.all()),
        list(Novelty.objects.all()),
        facts,
        list(lessons.exclude(course__about_matrix=True).select_related("course")),
    )


def plain_text(parts) -> str:
    html = " ".join(part.html for part in parts if isinstance(part, Prose))
    return unescape(strip_tags(_end_of_block.sub(". ", html)))


def figures(content: PublishedTexts) -> dict[str, Any]:
    return {
        "lessons": len(content.lessons),
        "lessons_of_own_courses": len(content.own),
        "lesson_statements": sum(len(statements_of(lesson)) for lesson in content.lessons),
        "refuted_statements": sum(
            len(list(refuted_among(statements_of(lesson), content.facts))) for lesson in content.lessons
        ),
        "hardest_section_grade": round(max(content.grades.values(), default=0.0), 1),
        "incidents": len(content.incidents),
        "terms": len(content.terms),
        "novelties": len(content.novelties),
    }


def problems(content: PublishedTexts) -> Iterator[str]:
    for slug, text in content.texts.items():
        for problem in proofread(text, content.facts, slug):
            yield f"lesson {slug}: correct {problem}"
    for lesson in content.lessons:
        for problem in problems_of_lines(lesson.takeaways, content.facts):
            yield f"lesson {lesson.slug}: correct {problem}"
    for lesson in content.own:
        for problem in problems_of(lesson, content_of(lesson), content.facts):
            yield f"lesson {lesson.slug}: correct {problem}"
    yield from _problems_of_wholes(content)
    for name, own in content.grades.items():
        if own > SECTION_GRADE_AT_MOST:
            yield f"section {name}: its grade is {own:.1f}; shorten its sentences or words to {SECTION_GRADE_AT_MOST}."
    for slug, text in content.texts.items():
        for section in text.sections:
            if section.anchor not in (GOALS, SOURCES) and not any(map(_shows_something, section.parts)):
                yield f"section {slug}#{section.anchor}: give it a figure, a table, a picture or something to do."
    yield from _traps_asked_again(content)
    yield from _problems_beside(content)


def _traps_asked_again(content: PublishedTexts) -> Iterator[str]:
    """Within one lesson the directive itself refuses it."""
    asked_in: dict[str, str] = {}
    for slug, text in content.texts.items():
        for trap in (word for each in text.directives if each.name == "traps" for word in each.words):
            if (first := asked_in.setdefault(trap, slug)) != slug:
                yield f"lesson {slug}: choose another trap than “{trap}”, which lesson {first} asks."


def _shows_something(part: Part) -> bool:
    return not isinstance(part, Prose) or "<table" in part.html or "<img" in part.html


def _problems_of_wholes(content: PublishedTexts) -> Iterator[str]:
    checks = checks_of([lesson.pk for lesson in content.lessons], None)
    for lesson in content.lessons:
        for anchor in (GOALS, SOURCES):
            if anchor not in lesson.anchors:
                yield f"lesson {lesson.slug}: add a section with the anchor #{anchor}."
        if not lesson.takeaways:
            yield f"lesson {lesson.slug}: add its takeaways."
        check = checks.get(lesson.pk)
        if check is None or check.questions < QUESTIONS_AT_LEAST:
            yield f"lesson {lesson.slug}: give it a check of at least {QUESTIONS_AT_LEAST} questions."


def _problems_beside(content: PublishedTexts) -> Iterator[str]:
    for incident in content.incidents:
        for problem in problems_of_incident(incident, content.facts):
            yield f"incident {incident.slug}: {problem}"
        if incident.section not in content.sections:
            yield f"incident {incident.slug}: there is no section “{incident.section}”."
    for novelty in content.novelties:
        for problem in problems_of_novelty(novelty, content.facts):
            yield f"novelty {novelty.slug}: {problem}"
    yield from _problems_of_terms(content)


def _problems_of_terms(content: PublishedTexts) -> Iterator[str]:
    for term in content.terms:
        for problem in problems_of_term(term, content.facts):
            yield f"term {term.slug}: {problem}"
        if term.section and term.section not in content.sections:
            yield f"term {term.slug}: there is no section “{term.section}”."
    for problem in forms_twice(content.terms):
        yield f"glossary: {problem}"
    by_hand = {
        found[1]
        for text in content.texts.values()
        for link in text.links
        if (found := _glossary_link.search(link.address))
    }
    known = {term.slug for term in content.terms}
    for slug in sorted(known - by_hand - _linked(content)):
        yield f"term {slug}: no lesson leads to it. Give it the form that a lesson uses, or remove it."


def _linked(content: PublishedTexts) -> set[str]:
    found: set[str] = set()
    for text in content.texts.values():
        linker = Linker(content.terms)
        for part in text.parts:
            if isinstance(part, Prose):
                linker.link(part.html)
        found |= {term.slug for term in linker.linked}
    return found
