from django import forms

from quizzes.notes.store import LONGEST


class NoteText(forms.CharField):
    def to_python(self, value: object) -> str | None:
        """A browser sends two characters for a line's end and counts one."""
        return super().to_python(str(value or "").replace("\r\n", "\n"))


class OwnNoteForm(forms.Form):
    text = NoteText(
        label="Your note",
        max_length=LONGEST,
        help_text="Only you can see it.",
        widget=forms.Textarea(attrs={"rows": 4, "data-focus": True}),
        error_messages={
            "required": "Write your note, or delete it.",
            "max_length": f"Keep it to {LONGEST:,} characters; you’ve written %(show_value)s.",
        },
    )
