"""The lines of an assignment's form that give one learner more time, another attempt or another date."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from django import forms

from accounts.models import Cohort, CohortMembership
from quizzes.models import Assignment, AssignmentException
from teach.assignments.forms import WHEN
from teach.assignments.moments import MomentField, as_sent
from teach.assignments.words import exception_in_words

LINE = re.compile(r"^x(\d{1,3})-learner$")
EXTRA = ("extra_minutes", "extra_attempts")
MOST_MINUTES, MOST_ATTEMPTS = 600, 20


class ExceptionForm(forms.Form):
    learner = forms.TypedChoiceField(coerce=int, error_messages={"required": "Choose a learner."})
    extra_minutes = forms.IntegerField(required=False, min_value=0, max_value=MOST_MINUTES)
    extra_attempts = forms.IntegerField(required=False, min_value=0, max_value=MOST_ATTEMPTS)
    opens_at = MomentField(label="Opens", required=False)
    due_at = MomentField(label="Due", required=False)
    closes_at = MomentField(label="Closes", required=False)

    def __init__(self, *args, zone: str, members: Mapping[int, CohortMembership], **kwargs):
        super().__init__(*args, **kwargs)
        self.members = members
        choices = [("", "Choose"), *((pk, str(member.learner)) for pk, member in members.items())]
        self.fields["learner"].choices = choices  # type: ignore[attr-defined]
        for name in WHEN:
            self.fields[name].zone = zone  # type: ignore[attr-defined]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        given = [name for name in (*EXTRA, *WHEN) if cleaned.get(name)]
        if not given and not self.errors:
            self.add_error(
                "extra_minutes", "Give extra minutes, an extra attempt or another date, or remove this line."
            )
        return cleaned

    @property
    def member(self) -> CohortMembership:
        return self.members[self.cleaned_data["learner"]]

    def check_dates(self, assignment: Assignment) -> None:
        opens, due, closes = (self.cleaned_data.get(name) or getattr(assignment, name) for name in WHEN)
        if opens and due and due <= opens:
            self.add_error("due_at", "Due must be after opens.")
        if closes and due and closes < due:
            self.add_error("closes_at", "Closes must be after due.")

    def exception_of(self, assignment: Assignment) -> AssignmentException:
        told = self.cleaned_data
        return AssignmentException(
            assignment=assignment,
            learner=self.member.learner,
            extra_minutes=told["extra_minutes"] or 0,
            extra_attempts=told["extra_attempts"] or 0,
            **{name: told[name] for name in WHEN},
        )


class ExceptionLine:
    """A line of the form: open, with its fields, or one sentence with hidden fields."""

    def __init__(self, number: int, typed: Mapping[str, str], *, opened: bool, saving: bool, **known):
        self.number, self.in_words = number, ""
        self.typed, self.saving, self.known = typed, saving, {"prefix": f"x{number}", **known}
        self.form = ExceptionForm(typed, **self.known)
        self.has_focus = opened
        self.is_open = opened or not self.form.is_valid()

    @cached_property
    def shown(self) -> ExceptionForm:
        """What is not being saved shows no errors yet."""
        start = f"{self.form.prefix}-"
        so_far = {name.removeprefix(start): value for name, value in self.typed.items() if name.startswith(start)}
        form = self.form if self.saving else ExceptionForm(initial=so_far, **self.known)
        if self.has_focus:
            form.fields["learner"].widget.attrs["autofocus"] = True
        return form


class ExceptionLines:
    def __init__(
        self,
        typed: Mapping[str, str],
        *,
        cohort: Cohort,
        members: Sequence[CohortMembership],
        opened: int | None = None,
        saving: bool = False,
    ):
        numbers = sorted(int(found[1]) for name in typed if (found := LINE.match(name)))
        self.members = members
        known = {"zone": cohort.time_zone, "members": {member.pk: member for member in members}}
        self.lines = [
            ExceptionLine(number, typed, opened=number == opened, saving=saving, **known) for number in numbers
        ]

    def describe(self, assignment: Assignment) -> None:
        for line in self.lines:
            if line.form.is_valid():
                line.in_words = exception_in_words(assignment, line.form.exception_of(assignment))

    def of(self, assignment: Assignment) -> list[AssignmentException]:
        """Leaves out lines that are not complete yet."""
        return [line.form.exception_of(assignment) for line in self.lines if line.form.is_valid()]

    def check(self, assignment: Assignment) -> bool:
        """Adds what only all lines and the assignment together can show. Returns whether they can be saved."""
        seen = set()
        for line in self.lines:
            if not line.form.is_valid():
                continue
            member = line.form.member
            if member.pk in seen:
                line.form.add_error("learner", f"{member.learner} has another exception here. Use one line for both.")
            seen.add(member.pk)
            line.form.check_dates(assignment)
        for line in self.lines:
            line.is_open = line.is_open or bool(line.form.errors)
        return not any(line.form.errors for line in self.lines)


def typed_of(
    exceptions: Iterable[AssignmentException], cohort: Cohort, members: Sequence[CohortMembership]
) -> dict[str, str]:
    """What the lines of stored exceptions would send."""
    by_learner = {member.learner_id: member.pk for member in members}
    told: dict[str, str] = {}
    for number, each in enumerate(exceptions):
        told[f"x{number}-learner"] = str(by_learner[each.learner_id])
        told |= {f"x{number}-{name}": str(getattr(each, name) or "") for name in EXTRA}
        told |= {f"x{number}-{name}": as_sent(getattr(each, name), cohort.time_zone) for name in WHEN}
    return told


def next_line(typed: Mapping[str, str]) -> int:
    return max((int(found[1]) for name in typed if (found := LINE.match(name))), default=-1) + 1
