"""Dismisses a warning that an instructor has looked at."""

from django import forms
from django.db import transaction

from matrix.models.looks import Look

LONGEST_NOTE = 1000


class NoteForm(forms.Form):
    note = forms.CharField(
        label="What you found",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what you found, so that other instructors can read why it stays."},
    )


@transaction.atomic
def mark_as_checked(kind: str, subject: str, *, note: str, editor: int, evidence: str = "", weight: int = 0) -> Look:
    return Look.objects.create(
        kind=kind, subject=subject, evidence=evidence, weight=weight, note=note, looked_by=editor
    )
