"""Drafts of lessons and their publication."""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import DateField
from django.db.models.functions import Cast

from accounts.models import User
from lessons.directives import sections_of
from lessons.editing.proofreader import LinkTargets, proofread
from lessons.markup import TextProblem, read
from lessons.models import Lesson, LessonDraft, ScheduledPublication
from lessons.statements import problems_of_lines
from matrix import facts
from matrix.facts import Facts

# The fields of a draft. Other fields (address, course, video) change immediately.
CONTENT = (
    "title",
    "short_title",
    "summary",
    "domain",
    "exam_task",
    "minutes",
    "body",
    "takeaways",
    "recommendations",
)

Content = dict[str, Any]


@dataclass(frozen=True)
class SentForm:
    """The opened form that sends a draft, and the number of its requests so far."""

    form_key: UUID | None = None
    step: int = 0


NOT_SENT = SentForm()


class LessonOvertaken(Exception):
    """Somebody published the lesson after this draft began; `lesson` is the current one."""

    def __init__(self, lesson: Lesson):
        super().__init__(f"“{lesson}” is now at edit {lesson.edit_number}.")
        self.lesson = lesson


class BrokenText(Exception):
    def __init__(self, problems: list[TextProblem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def content_of(lesson: Lesson) -> Content:
    return {name: getattr(lesson, name) for name in CONTENT}


def problems_of_content(lesson: Lesson, content: Content, targets: LinkTargets | None = None) -> list[TextProblem]:
    return problems_of(lesson, content, targets.facts if targets else facts.current(), targets)


def problems_of(
    lesson: Lesson, content: Content, known: Facts, targets: LinkTargets | None = None
) -> list[TextProblem]:
    about_matrix = lesson.is_about_matrix
    return [
        *proofread(read(content["body"]), known, targets=targets, about_matrix=about_matrix),
        *problems_of_lines(content["takeaways"], known, about_matrix=about_matrix),
    ]


@transaction.atomic
def save_draft(
    lesson: Lesson, content: Content, *, based_on: int, editor: User | None = None, sent: SentForm = NOT_SENT
) -> LessonDraft | None:
    """Store the content as a draft; content equal to the lesson's deletes the draft.

    `based_on` is the edit of the lesson that the author has seen.
    """
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    if content == content_of(lesson):
        discard_draft(lesson)
        return None
    draft = LessonDraft.objects.filter(lesson=lesson).first() or LessonDraft(lesson=lesson, edit_number=0)
    if draft.content != content or draft.based_on != based_on:
        draft.content, draft.based_on = content, based_on
        draft.editor, draft.form_key, draft.form_step = editor, sent.form_key, sent.step
        draft.edit_number += 1
        draft.updated_at = TransactionNow()
        draft.save()
    return draft


def discard_draft(lesson: Lesson) -> None:
    LessonDraft.objects.filter(lesson=lesson).delete()


@transaction.atomic
def publish(lesson: Lesson, content: Content, *, editor: User | None, based_on: int) -> Lesson:
    """Publish the content, delete the draft and cancel a scheduled publication.

    Raises LessonOvertaken or BrokenText without changing anything.
    """
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    if lesson.edit_number != based_on:
        raise LessonOvertaken(lesson)
    if problems := problems_of(lesson, content, facts.lock_facts()):
        raise BrokenText(problems)
    put_on_the_page(lesson, content, editor=editor)
    discard_draft(lesson)
    ScheduledPublication.objects.filter(lesson=lesson).delete()
    return Lesson.objects.get(pk=lesson.pk)


def put_on_the_page(lesson: Lesson, content: Content, *, editor: User | None) -> None:
    """The caller must have locked the lesson and checked the content."""
    if content != content_of(lesson):
        lesson.updated_on = Cast(TransactionNow(), DateField())
    for name in CONTENT:
        setattr(lesson, name, content[name])
    lesson.sections = sections_of(read(lesson.body))
    lesson.published = True
    _save_edit(lesson, editor)


@transaction.atomic
def create_lesson(lesson: Lesson, *, editor: User) -> None:
    lesson.published = False
    lesson.updated_on = Cast(TransactionNow(), DateField())
    lesson.sections = sections_of(read(lesson.body))
    with pghistory.context(user=editor.pk):
        lesson.save()


@transaction.atomic
def change_settings(lesson: Lesson, settings: dict[str, Any], *, editor: User) -> Lesson:
    """Change the fields outside drafts (address, course, video) immediately."""
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    for name, value in settings.items():
        setattr(lesson, name, value)
    _save_edit(lesson, editor)
    return lesson


@transaction.atomic
def unpublish(lesson: Lesson, *, editor: User) -> None:
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    lesson.published = False
    _save_edit(lesson, editor)
    ScheduledPublication.objects.filter(lesson=lesson).delete()


def _save_edit(lesson: Lesson, editor: User | None) -> None:
    lesson.edit_number += 1
    with pghistory.context(user=editor.pk) if editor else nullcontext():
        lesson.save()
