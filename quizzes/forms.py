from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any, NamedTuple

from django import forms

from bank.models import Form
from matrix.models import Side
from quizzes import answer_events
from quizzes.exam.simulations import SIMULATIONS, Simulation
from quizzes.ledger import UNSURE, choosing
from quizzes.lesson_questions import LessonQuestion
from quizzes.models import Confidence, ServedItem
from quizzes.option_names import ROW, in_present_names, options_by_name

FOREIGN = "That option isn’t part of this question. Choose one of these."


class OfferedOption(NamedTuple):
    letter: str
    token: str
    text: str
    checked: bool = False


@dataclass(frozen=True)
class SortingRow:
    field: str
    text: str
    side: str = ""
    error: str = ""


def fresh_event(item: ServedItem | LessonQuestion) -> str:
    return answer_events.issue(item.pk, sequence=item.next_sequence, at=item.loaded_at)


def shared[Field: forms.Field](field: Field) -> Field:
    """A field that no form changes. Copying those of a class takes most of the time in which a form is made."""
    field.__deepcopy__ = lambda memo: field  # type: ignore[method-assign]
    return field


class AnswerForm(forms.Form):
    unsure = shared(forms.BooleanField(required=False))
    confidence = shared(
        forms.ChoiceField(
            required=False,
            choices=[("", "Not said"), *Confidence.choices],
            error_messages={"invalid_choice": "Say how sure you are with one of the buttons, or leave it out."},
        )
    )
    event = shared(forms.CharField(widget=forms.HiddenInput, required=False))

    number = 0  # how many to choose, where it is more than one
    heading = "There is a problem"
    missing = "Choose an answer, or press “I don’t know”."
    not_from_here = "This answer wasn’t sent from this question’s page, so it wasn’t saved. Send it from here."

    def __init__(self, data=None, *, item: ServedItem | LessonQuestion, **kwargs):
        super().__init__(data, **kwargs)
        self.item = item
        self.options = options_by_name(item)
        self.add_choices()

    def add_choices(self) -> None:
        self.fields["choice"] = forms.ChoiceField(
            required=False,
            choices=[(name, option.text) for name, option in self.options.items()],
            error_messages={"invalid_choice": FOREIGN},
        )

    def clean(self):
        super().clean()
        try:
            self.sent = answer_events.read(self.cleaned_data.get("event", ""), attempt_item=self.item.pk)
        except answer_events.ForgedError:
            raise forms.ValidationError(self.not_from_here) from None
        if not self.errors and not self.cleaned_data["unsure"]:
            self.clean_answer()

    def clean_answer(self) -> None:
        if not self.cleaned_data["choice"]:
            self.add_error("choice", self.missing)

    def answer_names(self) -> Iterator[str]:
        yield "choice"

    @property
    def is_blank(self) -> bool:
        return not any(self.data.get(name) for name in self.answer_names())

    @property
    def is_unfinished(self) -> bool:
        return bool(self.errors) and not self.non_field_errors()

    @property
    def what_is_missing(self) -> str:
        return next((str(error) for errors in self.errors.values() for error in errors), "")

    @property
    def answer(self) -> dict[str, Any]:
        return UNSURE if self.cleaned_data["unsure"] else self.given

    @property
    def given(self) -> dict[str, Any]:
        chosen = self.names(self.cleaned_data["choice"])
        return choosing(*(option.key for name, option in self.options.items() if name in chosen))

    @staticmethod
    def names(value: Any) -> set[str]:
        if not value:
            return set()
        return {value} if isinstance(value, str) else set(value)

    @property
    def offered(self) -> list[OfferedOption]:
        """The options in their served order. Nothing here depends on which of them is the key."""
        asked = self.names(self["choice"].value())
        return [
            OfferedOption(letter, name, option.text, checked=name in asked)
            for letter, (name, option) in zip(ascii_uppercase, self.options.items(), strict=False)
        ]

    def fresh_event(self) -> str:
        return fresh_event(self.item)


class ChoosingForm(AnswerForm):
    def add_choices(self) -> None:
        self.number = sum(option.is_key for option in self.options.values())
        self.fields["choice"] = forms.MultipleChoiceField(
            required=False,
            choices=[(name, option.text) for name, option in self.options.items()],
            error_messages={"invalid_choice": FOREIGN},
        )

    def clean_answer(self) -> None:
        chosen = len(self.cleaned_data["choice"])
        if chosen != self.number:
            self.add_error("choice", f"Choose {self.number} options. You’ve chosen {chosen}.")


class SortingForm(AnswerForm):
    missing = "Choose AWS or You."

    def add_choices(self) -> None:
        for name, option in self.options.items():
            self.fields[f"{ROW}{name}"] = forms.ChoiceField(
                required=False,
                choices=Side.choices,
                label=option.text,
                error_messages={"invalid_choice": self.missing},
            )

    def clean_answer(self) -> None:
        for name in self.row_names():
            if not self.cleaned_data[name]:
                self.add_error(name, self.missing)

    @property
    def heading(self) -> str:  # type: ignore[override]
        return self.what_is_missing if self.is_unfinished else AnswerForm.heading

    @property
    def what_is_missing(self) -> str:
        rows = sum(name in self.errors for name in self.row_names())
        return f"Choose AWS or You for {rows} {'row' if rows == 1 else 'rows'}" if rows else super().what_is_missing

    def answer_names(self) -> Iterator[str]:
        return self.row_names()

    def row_names(self) -> Iterator[str]:
        return (f"{ROW}{name}" for name in self.options)

    @property
    def given(self) -> dict[str, Any]:
        return {"sorted": {option.key: self.cleaned_data[f"{ROW}{name}"] for name, option in self.options.items()}}

    @property
    def offered(self) -> list[SortingRow]:  # type: ignore[override]
        return [
            SortingRow(
                name, str(self.fields[name].label), self[name].value() or "", " ".join(map(str, self[name].errors))
            )
            for name in self.row_names()
        ]


class ExamFlagForm(forms.Form):
    flag = forms.ChoiceField(choices=[("on", "Flag"), ("off", "No flag")])
    flag_event = forms.CharField()

    def __init__(self, data, *, item: ServedItem):
        super().__init__(data)
        self.item = item

    def clean_flag(self) -> bool:
        return self.cleaned_data["flag"] == "on"

    def clean_flag_event(self) -> answer_events.Event:
        try:
            return answer_events.read(self.cleaned_data["flag_event"], attempt_item=self.item.pk)
        except answer_events.ForgedError:
            raise forms.ValidationError("not from here") from None


class ExamForm(forms.Form):
    choose = "Choose the short or the full form."
    length = forms.ChoiceField(
        choices=[(each.slug, each.name) for each in SIMULATIONS.values()],
        error_messages={"required": choose, "invalid_choice": choose},
    )

    @property
    def simulation(self) -> Simulation:
        return SIMULATIONS[self.cleaned_data["length"]]


FORMS = {Form.CHOOSE_N: ChoosingForm, Form.SORT: SortingForm}


def answer_form(item: ServedItem | LessonQuestion, data=None, **kwargs) -> AnswerForm:
    if data is not None:
        data = in_present_names(data, item)
    return FORMS.get(Form(item.version.form), AnswerForm)(data, item=item, **kwargs)


class FlagForm(forms.Form):
    event = forms.CharField()
    on = forms.TypedChoiceField(choices=[("1", "Flag"), ("0", "Unflag")], coerce=lambda value: value == "1")

    def __init__(self, data=None, *, item: ServedItem):
        super().__init__(data)
        self.item = item

    def clean_event(self) -> str:
        signed: str = self.cleaned_data["event"]
        try:
            self.sent = answer_events.read(signed, attempt_item=self.item.pk)
        except answer_events.ForgedError:
            raise forms.ValidationError("This wasn’t sent from this question’s page. Send it again.") from None
        return signed


def initial_of(item: ServedItem, names: list[str] | None = None) -> dict[str, Any]:
    answer, options = item.standing or {}, options_by_name(item)
    chosen = names or [name for name, option in options.items() if option.key in answer.get("chosen", ())]
    rows = answer.get("sorted", {})
    return {"choice": chosen} | {f"{ROW}{n}": rows[option.key] for n, option in options.items() if option.key in rows}
