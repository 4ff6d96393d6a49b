"""A course that is not about the matrix, with a lesson, questions without cells and a check, for tests."""

from accounts.models import Cohort
from bank.models import Item
from bank.publishing import publish
from lessons.directives import sections_of
from lessons.markup import read
from lessons.models import Course, Lesson
from quizzes.models import Quiz
from quizzes.slots import add_question
from teach.cohorts.reading import set_reading
from teach.items.check_slots import check_of

BODY = """What a cloud costs.

## Paying as you go {#paying}

You pay for what you use.

## Reserving {#reserving}

You pay less if you commit.
"""
SECTION = "cloud-pricing#paying"
STEMS = (
    "What does pay as you go mean for a team that stops its servers at night?",
    "When does a commitment of one year cost less than paying by the hour?",
    "Which bill rises when a company stores twice as many photographs?",
)


def make_course(slug: str = "cloud-pricing", name: str = "Cloud pricing") -> Course:
    return Course.objects.create(slug=slug, name=name, summary="What the cloud costs.", about_matrix=False)


def make_lesson_in(course: Course, slug: str = "cloud-pricing", *, body: str = BODY, label: str = "L1") -> Lesson:
    return Lesson.objects.create(
        course=course,
        slug=slug,
        label=label,
        position=1,
        title=f"Lesson on {slug}",
        short_title="Pricing",
        summary="What the cloud costs.",
        minutes=3,
        updated_on="2026-11-28",
        published=True,
        body=body,
        sections=sections_of(read(body)),
    )


def own_content(stem: str = STEMS[0], *, section: str = SECTION, **changed) -> dict:
    options = [
        {"key": "right", "text": "The bill follows the use", "is_key": True, "rationale": "You pay for hours of use."},
        {"key": "flat", "text": "The bill stays the same", "rationale": "There is no flat fee."},
        {"key": "twice", "text": "The bill is paid twice", "rationale": "It is paid once a month."},
    ]
    return {
        "form": "choose-one",
        "section": section,
        "stem": stem,
        "skill": "",
        "cells": [],
        "options": options,
    } | changed


def own_question(slug: str, stem: str = STEMS[0], **changed) -> Item:
    item = Item.objects.create(slug=slug, skill="")
    publish(item, own_content(stem, **changed))
    return item


def pricing() -> Lesson:
    """The whole course, with three questions in the check of its lesson."""
    lesson = make_lesson_in(make_course())
    check = check_of(lesson)
    for number, stem in enumerate(STEMS, 1):
        add_question(check, own_question(f"pricing-{number}", stem).pk)
    return lesson


def check_on(lesson: Lesson) -> Quiz:
    return Quiz.objects.get(lesson=lesson)


def give_to(cohort: Cohort, *courses: Course, only: bool = False, hidden=()) -> None:
    set_reading(cohort, courses=courses, only=only, hidden=hidden)
