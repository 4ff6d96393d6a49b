"""Texts that go live at a moment: by the first reader after it, or by a command."""

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
    """Orders this text for that moment, in place of what was ordered before. Raises LessonOvertaken or BrokenText."""
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    if lesson.edit_number != based_on:
        raise LessonOvertaken(lesson)
    if problems := problems_of(content, facts.lock_facts()):
        raise BrokenText(problems)
    ScheduledPublication.objects.filter(lesson=lesson).delete()
    return ScheduledPublication.objects.create(
        lesson=lesson, content=content, based_on=based_on, goes_live_at=at, editor=editor
    )


def call_off(lesson: Lesson) -> None:
    ScheduledPublication.objects.filter(lesson=lesson).delete()


def go_live_where_due() -> int:
    """Publishes what is due, and holds what cannot be published by now. Returns how many went live."""
    return sum(_go_live(lesson) for lesson in ScheduledPublication.objects.due().values_list("lesson", flat=True))


@transaction.atomic
def _go_live(lesson_id: int) -> bool:
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson_id)
    scheduled = ScheduledPublication.objects.due().filter(lesson=lesson).select_related("editor").first()
    if scheduled is None:
        return False  # another reader was quicker, or it was called off
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
        return "Somebody published another text of the lesson meanwhile."
    problems = problems_of(scheduled.content, facts.lock_facts())
    return "\n".join(map(str, problems))


def _go_on_drafting(lesson: Lesson, scheduled: ScheduledPublication) -> None:
    """What was drafted after the order goes on from the text that is live now."""
    draft = LessonDraft.objects.filter(lesson=lesson).first()
    if draft and draft.content == scheduled.content:
        draft.delete()
    elif draft and draft.based_on == scheduled.based_on:
        draft.based_on = lesson.edit_number
        draft.save(update_fields=["based_on"])
