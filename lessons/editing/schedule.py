"""Scheduled texts, published by the first reader after their time or by a command."""

from datetime import datetime

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from accounts.models import User
from lessons.editing.draft_conflict import same_text_at
from lessons.editing.publishing import BrokenText, Content, LessonOvertaken, problems_of, put_on_the_page
from lessons.models import Lesson, LessonDraft, ScheduledPublication
from matrix import facts


@transaction.atomic
def schedule(lesson: Lesson, content: Content, *, at: datetime, editor: User, based_on: int) -> ScheduledPublication:
    """Schedule this text and replace an earlier order. Raises LessonOvertaken or BrokenText."""
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    if lesson.edit_number != based_on:
        raise LessonOvertaken(lesson)
    if problems := problems_of(lesson, content, facts.lock_facts()):
        raise BrokenText(problems)
    ScheduledPublication.objects.filter(lesson=lesson).delete()
    return ScheduledPublication.objects.create(
        lesson=lesson, content=content, based_on=based_on, goes_live_at=at, editor=editor
    )


def call_off(lesson: Lesson) -> None:
    ScheduledPublication.objects.filter(lesson=lesson).delete()


def go_live_where_due() -> int:
    """Return how many were published. Texts that can no longer be published are held."""
    return sum(_go_live(lesson) for lesson in ScheduledPublication.objects.due().values_list("lesson", flat=True))


@transaction.atomic
def _go_live(lesson_id: int) -> bool:
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson_id)
    scheduled = ScheduledPublication.objects.due().filter(lesson=lesson).select_related("editor").first()
    if scheduled is None:
        return False  # another reader was faster, or the order was canceled
    if why_not := _why_not(lesson, scheduled):
        scheduled.held_at, scheduled.held_because = TransactionNow(), why_not
        scheduled.save(update_fields=["held_at", "held_because"])
        return False
    with pghistory.context(scheduled=True):
        put_on_the_page(lesson, scheduled.content, editor=scheduled.editor)
    scheduled.delete()
    _go_on_drafting(lesson, scheduled)
    return True


def _why_not(lesson: Lesson, scheduled: ScheduledPublication) -> str:
    if lesson.edit_number != scheduled.based_on and not same_text_at(lesson, scheduled.based_on):
        return "Someone else published another text of the lesson in the meantime."
    problems = problems_of(lesson, scheduled.content, facts.lock_facts())
    return "\n".join(map(str, problems))


def _go_on_drafting(lesson: Lesson, scheduled: ScheduledPublication) -> None:
    draft = LessonDraft.objects.filter(lesson=lesson).first()
    if draft and draft.content == scheduled.content:
        draft.delete()
    elif draft and draft.based_on == scheduled.based_on:
        draft.based_on = lesson.edit_number
        draft.save(update_fields=["based_on"])
