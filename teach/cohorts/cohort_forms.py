"""Forms of teachers for their cohorts."""

from collections.abc import Iterable
from datetime import timedelta

from django import forms

from accounts.models import Cohort, CohortGroup, CohortMembership, KeptFor, TimeAllowance, User
from accounts.roles import INSTRUCTORS
from accounts.zones import time_zones

DAYS = {1: "1 day", 7: "7 days", 30: "30 days", 90: "90 days", 365: "A year"}
LONGEST_SHIFT = timedelta(days=3650)


class ClassNameForm(forms.Form):
    name = forms.CharField(
        label="Name of the class", max_length=80, help_text="Learners see it. For example: “CLF-C02, fall evenings”."
    )

    def clean_name(self) -> str:
        # The name is part of mail subjects, which are one line.
        return " ".join(self.cleaned_data["name"].split())


class CohortForm(ClassNameForm):
    time_zone = forms.ChoiceField(choices=time_zones, help_text="Assignments are dated in it.")
    exam_on = forms.DateField(
        label="Exam date",
        required=False,
        help_text="If the class takes the exam together.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class CohortSettingsForm(CohortForm):
    keeps_former = forms.TypedChoiceField(
        label="Keep the grades of learners who left for",
        choices=KeptFor,
        coerce=int,
        help_text="Then they’re deleted from the gradebook. A longer time doesn’t apply to learners who already left.",
    )

    def __init__(self, data=None, *, cohort: Cohort):
        kept = ("name", "time_zone", "exam_on", "keeps_former")
        super().__init__(data, initial={name: getattr(cohort, name) for name in kept})


class InviteForm(forms.Form):
    days = forms.TypedChoiceField(label="Works for", choices=DAYS.items(), coerce=int, initial=30)
    most_uses = forms.IntegerField(
        label="Maximum uses (optional)",
        required=False,
        min_value=1,
        max_value=10_000,
    )

    @property
    def lasting(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class MessageForm(forms.Form):
    text = forms.CharField(
        label="Message",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Plain text. It’s shown on each learner’s home page until they dismiss it.",
        error_messages={"required": "Write what you want to tell the class."},
    )


class TeacherForm(forms.Form):
    """After validation `teacher` is an instructor to add, or None for anybody else, who is invited to assist."""

    email = forms.EmailField(
        label="Email address",
        help_text="An instructor of the site is added at once. Anyone else gets an email and becomes an assistant "
        "when they accept: they see and teach this class only, and edit no lessons or questions.",
    )

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort

    def clean_email(self) -> str:
        # Does not reveal accounts of other people.
        email = self.cleaned_data["email"].lower()
        if CohortMembership.objects.filter(cohort=self.cohort, learner__user__email=email, left_at=None).exists():
            raise forms.ValidationError("This person is a learner in the class.")
        self.teacher = User.objects.filter(
            email=email, is_active=True, is_staff=True, groups__name=INSTRUCTORS
        ).first()
        if self.teacher is None and self.cohort.teachers.filter(email=email).exists():
            raise forms.ValidationError("This person already assists in the class.")
        return email


class TimeForm(forms.Form):
    time_allowance = forms.ChoiceField(label="Time in exam simulations", choices=TimeAllowance)


class CopyForm(ClassNameForm):
    began = forms.DateField(label="This class started on", widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.DateField(label="The new class starts on", widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self):
        super().clean()
        began, starts = self.cleaned_data.get("began"), self.cleaned_data.get("starts")
        if began and starts and abs(starts - began) > LONGEST_SHIFT:
            self.add_error("starts", "Choose days less than ten years apart.")

    @property
    def days(self) -> int:
        return (self.cleaned_data["starts"] - self.cleaned_data["began"]).days


class GroupForm(ClassNameForm):
    name = forms.CharField(label="Name of a new group", max_length=40)


class MembersForm(forms.Form):
    """One choice of a group per member."""

    def __init__(self, *args, members: Iterable[CohortMembership], groups: Iterable[CohortGroup], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "No group"), *((group.pk, group.name) for group in groups)]
        for member in members:
            self.fields[f"member-{member.pk}"] = forms.TypedChoiceField(
                label=str(member.learner),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=member.group_id,
            )

    @property
    def chosen(self) -> dict[int, int | None]:
        """By membership; leaves out those that were not on the page when it was sent."""
        return {
            int(name.removeprefix("member-")): group for name, group in self.cleaned_data.items() if name in self.data
        }
