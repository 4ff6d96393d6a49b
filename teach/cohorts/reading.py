"""Which courses and lessons a class sees."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import F

from accounts.models import Cohort
from lessons.models import CohortReading, Course, Lesson


class ReadingForm(forms.Form):
    courses = forms.ModelMultipleChoiceField(
        label="Further courses",
        queryset=Course.objects.filter(about_matrix=False),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Learners of the class see them beside the AWS course. Other learners don’t.",
    )
    only = forms.BooleanField(
        label="Show only these courses",
        required=False,
        help_text="The AWS course then leaves the lists of learners who are in no other class.",
    )
    hidden = forms.ModelMultipleChoiceField(
        label="Lessons to hide",
        queryset=Lesson.objects.published().in_outline(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Learners no longer find them on Learn and the home page. A link to one still opens it.",
    )

    def __init__(self, sent: Any, *, cohort: Cohort):
        super().__init__(sent, initial=stored_reading(cohort))
        self.fields["hidden"].label_from_instance = in_its_course  # type: ignore[attr-defined]
        if not Course.objects.filter(about_matrix=False).exists():
            for name in ("courses", "only"):
                self.fields[name].widget = self.fields[name].hidden_widget()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("only") and not cleaned.get("courses"):
            self.add_error("only", "Choose a course first: the class would see nothing.")
        return cleaned


def in_its_course(lesson: Lesson) -> str:
    return str(lesson) if lesson.course.about_matrix else f"{lesson.course}, {lesson}"


@transaction.atomic
def set_reading(cohort: Cohort, *, courses, only: bool, hidden) -> None:
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    # With a number, so that the class's history has each save, whichever of the three changed.
    chosen = {"only": only}
    reading, _ = CohortReading.objects.update_or_create(
        cohort=cohort, defaults=chosen | {"edit_number": F("edit_number") + 1}, create_defaults=chosen
    )
    reading.courses.set(courses)
    reading.hidden.set(hidden)


def stored_reading(cohort: Cohort) -> dict[str, Any]:
    """Return an empty dict for a class that sees what everybody sees."""
    reading = CohortReading.objects.filter(cohort=cohort).first()
    if reading is None:
        return {}
    return {"courses": reading.courses.all(), "only": reading.only, "hidden": reading.hidden.all()}
