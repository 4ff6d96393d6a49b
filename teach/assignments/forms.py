"""The form of an assignment: what, when and how."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from accounts.models import Cohort
from quizzes.exam.simulations import SIMULATIONS
from quizzes.models import AnswersShown, Assignment, AssignmentKind
from quizzes.practice.choices import LENGTHS, USUAL_LENGTH
from teach.assignments.kinds import minutes_of
from teach.assignments.moments import MomentField
from teach.assignments.work import LESSON, PRACTICE, AssignableWork

MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120)
ATTEMPTS = (1, 2, 3, 5)
WHAT = ("work", "practice", "length")
WHEN = ("opens_at", "due_at", "closes_at")
STORED_AS_TYPED = ("title", *WHEN, "minutes", "attempts", "answers", "answers_at", "shuffled")
EXAM_TIMES = " ".join(f"{each.name}: {minutes_of(each)} minutes." for each in SIMULATIONS.values())
PASSED = "This time has passed. Choose a later one."
# A lesson to read has no questions, so nothing of them can be limited.
WITHOUT_QUESTIONS = {
    "opens_at": None,
    "closes_at": None,
    "minutes": None,
    "attempts": None,
    "shuffled": False,
    "answers": AnswersShown.AT_ONCE,
    "answers_at": None,
}


class AssignmentForm(forms.Form):
    work = forms.ChoiceField(error_messages={"required": "Choose what to give."})
    practice = forms.ChoiceField(label="About", required=False)
    length = forms.TypedChoiceField(
        label="Questions for each learner",
        choices=[(length, f"{length} questions") for length in LENGTHS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    title = forms.CharField(label="Title learners see", max_length=120, required=False)
    opens_at = MomentField(label="Opens", required=False)
    due_at = MomentField(label="Due", error_messages={"required": "Choose when it is due."})
    closes_at = MomentField(label="Closes", required=False)
    minutes = forms.TypedChoiceField(label="Time limit", coerce=int, empty_value=None, required=False)
    attempts = forms.TypedChoiceField(label="Attempts", coerce=int, empty_value=None, required=False)
    answers = forms.ChoiceField(label="Show answers", choices=AnswersShown)
    answers_at = MomentField(label="Answers shown", required=False)
    shuffled = forms.BooleanField(label="Shuffle questions and options", required=False)
    # Of a new one the form that creates it, so that a double click creates one; else the edit that the form shows.
    event = forms.UUIDField(required=False, widget=forms.HiddenInput)
    opened_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, cohort: Cohort, work: AssignableWork, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort, self.given, self.now = cohort, work, now
        stored = work.now_given
        self.fields["work"].label = work.label
        self._offer("work", work.choices())
        self._offer("practice", work.practices)
        exam_minutes = [minutes_of(each) for each in SIMULATIONS.values()] if work.kind == AssignmentKind.EXAM else []
        minutes = sorted({*MINUTES, *exam_minutes, *([stored.minutes] if stored and stored.minutes else [])})
        attempts = sorted({*ATTEMPTS, *([stored.attempts] if stored and stored.attempts else [])})
        self._offer("minutes", [("", "None"), *((each, f"{each} minutes") for each in minutes)])
        if work.kind == AssignmentKind.EXAM:
            self.fields["minutes"].help_text = EXAM_TIMES
        self._offer("attempts", [*((each, str(each)) for each in attempts), ("", "No limit")])
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = cohort.time_zone

    def keep_work(self, stored: Mapping[str, Any]) -> None:
        """Learners have started, so what they are given stays."""
        for name in WHAT:
            self.fields[name].disabled, self.initial[name] = True, stored.get(name)

    def _offer(self, name: str, choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("work", "").startswith(LESSON):
            cleaned |= WITHOUT_QUESTIONS
        elif cleaned.get("work") == PRACTICE and not cleaned.get("practice"):
            self.add_error("practice", "Choose what the practice is about.")
        opens, due, closes = (cleaned.get(name) for name in WHEN)
        if opens and due and due <= opens:
            self.add_error("due_at", "Due must be after opens.")
        if closes and due and closes < due:
            self.add_error("closes_at", "Closes must be after due.")
        if due and due <= self.now and not self._is_stored("due_at", due):
            self.add_error("due_at", PASSED)
        if cleaned.get("answers") == AnswersShown.CLOSED and not closes:
            self.add_error("closes_at", "Choose when it closes, because the answers are shown then.")
        if cleaned.get("answers") != AnswersShown.AT:
            cleaned["answers_at"] = None
        elif not cleaned.get("answers_at") and "answers_at" not in self.errors:
            self.add_error("answers_at", "Choose when the answers are shown.")
        if not self.errors and (other := self._the_same()):
            self.add_error("work", f"This class has it already: {other}. Change that one, or set a limit here.")
        return cleaned

    def _is_stored(self, name: str, value: datetime) -> bool:
        """To the minute, as the form shows it."""
        stored = getattr(self.given.now_given, name, None)
        return stored is not None and stored.replace(second=0, microsecond=0) == value

    def _the_same(self) -> Assignment | None:
        """Two without limits would be done by one act, and the gradebook has one column for a check."""
        draft = self.draft()
        if draft.has_own_attempts:
            return None
        others = Assignment.objects.filter(cohort=self.cohort, lesson=draft.lesson, quiz=draft.quiz)
        return next((each for each in others.exclude(pk=draft.pk) if not each.has_own_attempts), None)

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the assignment."""
        told = self.cleaned_data
        what = self.given.chosen(told["work"], told.get("practice", ""), told["length"] or USUAL_LENGTH)
        return what | {name: told[name] for name in STORED_AS_TYPED}

    def draft(self) -> Assignment:
        """What would be stored; nothing is."""
        stored = self.given.now_given
        kept: dict[str, Any] = {"event": self.cleaned_data["event"]}
        if stored:
            kept = {name: getattr(stored, name) for name in ("pk", "set_by", "set_at", "event")}
        return Assignment(cohort=self.cohort, kind=self.given.kind, **kept, **self.values)


def initial_of(stored: Assignment) -> dict[str, Any]:
    typed = {name: getattr(stored, name) for name in STORED_AS_TYPED}
    return typed | AssignableWork.named(stored) | {"opened_on": stored.edit_number}


def as_typed(form: forms.Form) -> dict[str, str]:
    """What a browser would send if nobody changed the form."""
    told: Mapping[str, Any] = {field.html_name: field.value() for field in form}
    return {name: "on" if value is True else str(value) for name, value in told.items() if value not in (None, False)}
