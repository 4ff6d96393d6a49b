"""Saving and deleting a note."""

from hashlib import sha256

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from accounts.models import Learner
from quizzes.models import LearnerNote
from quizzes.notes.subjects import NoteSubject

LONGEST = 2000  # characters
MOST = 500  # notes of one learner


class TooManyNotes(Exception):
    pass


class NoteChanged(Exception):
    """Another tab or device saved or deleted it since the form was opened."""


def text_of(learner: Learner | None, subject: NoteSubject) -> str:
    """Return an empty string if there is no note."""
    return LearnerNote.objects.filter(learner=learner, **subject.place).values_list("text", flat=True).first() or ""


def mark_of(text: str) -> str:
    """Return what a form carries to say which text it was opened with."""
    return sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def save_note(learner: Learner, subject: NoteSubject, *, text: str, opened_with: str) -> None:
    """Save the text, or delete the note if it is empty. Raises NoteChanged and TooManyNotes."""
    Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)
    stored = LearnerNote.objects.filter(learner=learner, **subject.place).first()
    before = stored.text if stored else ""
    if text == before:
        return
    if mark_of(before) != opened_with:
        raise NoteChanged
    if stored and not text:
        stored.delete()
    elif stored:
        LearnerNote.objects.filter(pk=stored.pk).update(text=text, changed_at=TransactionNow())
    elif LearnerNote.objects.filter(learner=learner).count() >= MOST:
        raise TooManyNotes
    else:
        LearnerNote.objects.create(learner=learner, text=text, **subject.place)
