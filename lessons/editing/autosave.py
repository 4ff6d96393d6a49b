"""Saves a draft while an instructor types, and the messages shown beside the text."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.models import User
from lessons.editing.draft_conflict import OtherEdit, is_of, opened_now
from lessons.editing.forms import LessonForm
from lessons.editing.publishing import CONTENT, save_draft
from lessons.models import Lesson, LessonDraft


@dataclass(frozen=True)
class AutosaveResult:
    """`opened_on` is the edit that the form continues from, empty if nothing was saved."""

    said: str
    opened_on: str = ""


@transaction.atomic
def autosave(lesson: Lesson, data, *, editor: User) -> AutosaveResult:
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    form = LessonForm(data, instance=lesson)
    form.is_valid()
    stands, draft, sent = form.stands, form.draft, form.sent
    if form.theirs:
        return AutosaveResult(f"Not saved: {conflict_notice(form.theirs, editor)}")
    if draft and is_of(draft, sent) and draft.form_step >= sent.step:
        return AutosaveResult(saved_words(draft, form), str(opened_now(stands, draft)))  # a late request
    draft = save_draft(stands, form.content, based_on=stands.edit_number, editor=editor, sent=sent)
    return AutosaveResult(saved_words(draft, form), str(opened_now(stands, draft)))


def saved_words(draft: LessonDraft | None, form: LessonForm) -> str:
    if draft is None:
        return "No changes since publication"
    left_out = [str(form[name].label) for name in CONTENT if name in form.errors]
    without = f", without what cannot be read: {', '.join(left_out)}" if left_out else ""
    return f"Draft saved {date_format(localtime(draft.updated_at), 'g:i A')}{without}"


def colleague_of(draft: LessonDraft | None, reader: User) -> User | None:
    """Return who else is writing the lesson right now."""
    if draft is None or draft.editor in (None, reader):
        return None
    return draft.editor if LessonDraft.objects.being_written().filter(pk=draft.pk).exists() else None


def conflict_notice(theirs: OtherEdit, reader: User) -> str:
    if theirs.editor == reader:
        who = "you, in another window,"
    else:
        who = str(theirs.editor) if theirs.editor else "a content file or a command"
    at = localtime(theirs.at)
    when = date_format(at, r"\a\t g:i A" if at.date() == timezone.localdate() else r"\o\n F j \a\t g:i A")
    return f"{who} {'published' if theirs.published else 'saved a draft of'} this lesson {when}."
