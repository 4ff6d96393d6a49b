"""The form for the exam date and the minutes a day, both optional."""

from datetime import date, timedelta
from typing import Any

from django import forms

from planner.plan_inputs import USUAL_MINUTES, PlanSettings

MINUTES = (5, 10, 15, 20, 30)
FARTHEST_DATE = timedelta(days=3 * 366)


class PlanForm(forms.Form):
    exam_on = forms.DateField(
        label="Exam date",
        required=False,
        input_formats=["%Y-%m-%d"],
        help_text="Leave it empty if you don’t have one yet.",
        error_messages={"invalid": "Write the date as year-month-day, such as 2027-03-15."},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    minutes = forms.TypedChoiceField(
        label="Minutes a day for reviews",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", f"Not sure: the plan uses {USUAL_MINUTES}"),
            ("0", "None for now"),
            *[(str(minutes), f"{minutes} minutes") for minutes in MINUTES],
        ],
        error_messages={"invalid_choice": "Choose one of these numbers of minutes."},
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, today: date, settings: PlanSettings):
        super().__init__(data, initial={"exam_on": settings.exam_on, "minutes": settings.minutes})
        self.today, self.settings = today, settings
        self.fields["exam_on"].widget.attrs["min"] = today.isoformat()

    def clean_exam_on(self) -> date | None:
        exam_on = self.cleaned_data["exam_on"]
        if exam_on and exam_on != self.settings.exam_on:
            if exam_on < self.today:
                raise forms.ValidationError("That day has passed. Choose today or a later day, or leave it empty.")
            if exam_on > self.today + FARTHEST_DATE:
                raise forms.ValidationError("That’s more than three years from now. Is the year right?")
        return exam_on


def minutes_asked(text: str) -> int | None:
    return next((minutes for minutes in MINUTES if str(minutes) == text), None)
