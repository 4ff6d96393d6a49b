"""Previews of unpublished texts with the same rendering; nothing is saved or cached."""

from copy import copy

from django.http import QueryDict
from django.utils.timezone import localdate

from lessons.editing.proofreader import LinkTargets, proofread
from lessons.editing.publishing import Content
from lessons.markup import read_afresh
from lessons.models import Lesson
from lessons.outline import OutlineEntry, entries_around
from lessons.page import LessonPreview
from lessons.registry import questions_at
from lessons.section_questions import places_in
from matrix import facts


def preview(lesson: Lesson, content: Content) -> LessonPreview:
    lessons = Lesson.objects.published_or(lesson.slug).with_body_of(lesson.slug).with_progress_of(None)
    return _preview(*entries_around(lesson, lessons, None), content)


def preview_alone(lesson: Lesson, content: Content, targets: LinkTargets | None = None) -> LessonPreview:
    """Preview the lesson without its course, which may not be stored yet."""
    lesson = copy(lesson)  # the caller's instance must not change
    lesson.label, lesson.slug = lesson.label or "New", lesson.slug or "new"
    lesson.updated_on = lesson.updated_on or localdate()
    filled = {**content, "title": content["title"] or "Untitled", "minutes": content["minutes"] or 0}
    entry = OutlineEntry(lesson)
    return _preview(entry, [entry], filled, targets)


def _preview(
    entry: OutlineEntry, entries: list[OutlineEntry], content: Content, targets: LinkTargets | None = None
) -> LessonPreview:
    known = targets.facts if targets else facts.current()
    written = read_afresh(content["body"])
    places = places_in(written)
    questions = questions_at(entry.lesson, places, None, QueryDict(), known)
    taught = {place.slug: questions[place.name].section for place in places if place.name in questions}
    problems = proofread(written, known, taught=taught, targets=targets, about_matrix=entry.lesson.is_about_matrix)
    page = LessonPreview(entry, entries, known, content, written, problems)
    page.questions = questions
    return page
