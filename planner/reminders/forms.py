from typing import Any

from django import forms

from planner.models import Reminders

USUAL_HOUR = 8
HOURS = [(str(hour), f"{hour % 12 or 12}:00 {'AM' if hour < 12 else 'PM'}") for hour in range(24)]
CHOICES = [
    ("review", "Facts to review today, if any are left"),
    ("due_dates", "What my class has due tomorrow"),
    ("answers", "An instructor’s answer to me"),
]


class RemindersForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label="Email me about", required=False, choices=CHOICES, widget=forms.CheckboxSelectMultiple
    )
    hour = forms.TypedChoiceField(label="At", coerce=int, choices=HOURS)

    def __init__(self, data: Any = None, *, reminders: Reminders | None, zone: str):
        initial = {
            "wanted": reminders.wanted if reminders else [],
            "hour": reminders.hour if reminders else USUAL_HOUR,
        }
        super().__init__(data, initial=initial)
        self.fields["hour"].help_text = f"By the clock in {zone.replace('_', ' ')}, the time zone of your account."
