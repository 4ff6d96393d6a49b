from django import forms

from lessons.traps import CHOICES


class TrapForm(forms.Form):
    """Who the visitor says does it."""

    owner = forms.ChoiceField(
        choices=[(owner.value, owner.label) for owner in CHOICES],
        error_messages={
            "required": "Choose who does it.",
            "invalid_choice": "Choose one of the owners offered.",
        },
    )
