from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from django import forms

from matrix.models import Side
from quizzes import events
from quizzes.answering import UNSURE, choosing
from quizzes.models import AttemptItem, Confidence, Form, Option

FOREIGN = "That option is not part of this question. Choose one of these."


@dataclass(frozen=True)
class Offered:
    letter: str
    token: str
    text: str
    checked: bool = False


@dataclass(frozen=True)
class Row:
    """One row to sort, and the side it was put on so far."""

    field: str
    text: str
    side: str = ""
    error: str = ""


class AnswerForm(forms.Form):
    """What a learner sends for one question: an answer or "not sure", and the event it was served with."""

    unsure = forms.BooleanField(required=False)
    confidence = forms.ChoiceField(
        required=False,
        choices=[("", "Not said"), *Confidence.choices],
        error_messages={"invalid_choice": "Say how sure you are with one of the buttons, or leave it out."},
    )
    event = forms.CharField(widget=forms.HiddenInput, required=False)

    missing = "Choose an answer, or press “Not sure, show me”."

    def __init__(self, data=None, *, item: AttemptItem, **kwargs):
        super().__init__(data, **kwargs)
        self.item = item
        self.add_choices(item.options)

    def add_choices(self, options: list[Option]) -> None:
        self.fields["choice"] = forms.ChoiceField(
            required=False,
            choices=[(option.token, option.text) for option in options],
            error_messages={"invalid_choice": FOREIGN},
        )

    def clean(self):
        super().clean()
        try:
            self.sent = events.read(self.cleaned_data.get("event", ""), attempt_item=self.item.pk)
        except events.ForgedError:
            raise forms.ValidationError(
                "This answer was not sent from this question's page, so it was not stored. Send it from here."
            ) from None
        if not self.errors and not self.cleaned_data["unsure"]:
            self.clean_answer()

    def clean_answer(self) -> None:
        if not self.cleaned_data["choice"]:
            self.add_error("choice", self.missing)

    @property
    def answer(self) -> dict[str, Any]:
        """As the ledger stores it."""
        return UNSURE if self.cleaned_data["unsure"] else self.given

    @property
    def given(self) -> dict[str, Any]:
        tokens = self.tokens(self.cleaned_data["choice"])
        return choosing(*(option.key for option in self.item.options if option.token in tokens))

    @staticmethod
    def tokens(value: Any) -> set[str]:
        if not value:
            return set()
        return {value} if isinstance(value, str) else set(value)

    @property
    def offered(self) -> list[Offered]:
        """The options from the top down. Nothing here depends on which of them is the key."""
        asked = self.tokens(self["choice"].value())
        return [
            Offered(letter, option.token, option.text, checked=option.token in asked)
            for letter, option in zip(ascii_uppercase, self.item.options, strict=False)
        ]

    def fresh_event(self) -> str:
        return events.issue(self.item.pk, sequence=self.item.next_sequence, at=self.item.loaded_at)


class ChoosingForm(AnswerForm):
    """Options of which a stated number is right."""

    def add_choices(self, options: list[Option]) -> None:
        self.number = sum(option.is_key for option in options)
        self.fields["choice"] = forms.MultipleChoiceField(
            required=False,
            choices=[(option.token, option.text) for option in options],
            error_messages={"invalid_choice": FOREIGN},
        )

    def clean_answer(self) -> None:
        chosen = len(self.cleaned_data["choice"])
        if chosen != self.number:
            self.add_error("choice", f"Choose {self.number} options. You have chosen {chosen}.")


class SortingForm(AnswerForm):
    """Rows of which each is AWS's or the customer's."""

    def add_choices(self, options: list[Option]) -> None:
        for option in options:
            self.fields[f"row-{option.token}"] = forms.ChoiceField(
                required=False,
                choices=Side.choices,
                label=option.text,
                error_messages={"invalid_choice": "A task is AWS's or yours."},
            )

    def clean_answer(self) -> None:
        for name in self.row_names():
            if not self.cleaned_data[name]:
                self.add_error(name, f"Say whose it is: {self.fields[name].label}.")

    def row_names(self) -> Iterator[str]:
        return (f"row-{option.token}" for option in self.item.options)

    @property
    def given(self) -> dict[str, Any]:
        return {"sorted": {option.key: self.cleaned_data[f"row-{option.token}"] for option in self.item.options}}

    @property
    def offered(self) -> list[Row]:  # type: ignore[override]
        return [
            Row(name, str(self.fields[name].label), self[name].value() or "", " ".join(map(str, self[name].errors)))
            for name in self.row_names()
        ]


FORMS = {Form.CHOOSE_N: ChoosingForm, Form.SORT: SortingForm}


def answer_form(item: AttemptItem, data=None, **kwargs) -> AnswerForm:
    """The form for the kind of question that was served."""
    return FORMS.get(Form(item.version.form), AnswerForm)(data, item=item, **kwargs)


class FlagForm(forms.Form):
    """A question is to be met again, or no longer. It carries an event of its own, as an answer does."""

    event = forms.CharField()
    on = forms.TypedChoiceField(choices=[("1", "Flag"), ("0", "Unflag")], coerce=lambda value: value == "1")

    def __init__(self, data=None, *, item: AttemptItem):
        super().__init__(data)
        self.item = item

    def clean_event(self) -> str:
        signed: str = self.cleaned_data["event"]
        try:
            self.sent = events.read(signed, attempt_item=self.item.pk)
        except events.ForgedError:
            raise forms.ValidationError("This was not sent from this question's page. Send it once more.") from None
        return signed

    def fresh_event(self) -> str:
        return events.issue(self.item.pk, sequence=self.item.next_sequence, at=self.item.loaded_at)
