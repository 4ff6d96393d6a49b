from dataclasses import dataclass
from string import ascii_uppercase

from django import forms

from quizzes import events
from quizzes.models import AttemptItem


@dataclass(frozen=True)
class Offered:
    letter: str
    token: str
    text: str
    checked: bool = False


class AnswerForm(forms.Form):
    """What a learner sends for one question: an option's token or "not sure", and the event it was served with."""

    choice = forms.ChoiceField(
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "That option is not part of this question. Choose one of these."},
    )
    unsure = forms.BooleanField(required=False)
    event = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, item: AttemptItem, **kwargs):
        super().__init__(data, **kwargs)
        self.item = item
        choices = [(option.token, option.text) for option in item.options]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]

    def clean(self):
        super().clean()
        try:
            self.sent = events.read(self.cleaned_data.get("event", ""), attempt_item=self.item.pk)
        except events.ForgedError:
            raise forms.ValidationError(
                "This answer was not sent from this question's page, so it was not stored. Send it from here."
            ) from None
        if not self.errors and not self.cleaned_data["unsure"] and not self.cleaned_data["choice"]:
            self.add_error("choice", "Choose an answer, or press “Not sure, show me”.")

    @property
    def chosen(self) -> list[str]:
        """The keys of the options chosen; "not sure" chooses none."""
        if self.cleaned_data["unsure"]:
            return []
        return [option.key for option in self.item.options if option.token == self.cleaned_data["choice"]]

    @property
    def offered(self) -> list[Offered]:
        """The options from the top down. Nothing here depends on which of them is the key."""
        asked = self["choice"].value()
        return [
            Offered(letter, option.token, option.text, checked=option.token == asked)
            for letter, option in zip(ascii_uppercase, self.item.options, strict=False)
        ]

    def fresh_event(self) -> str:
        return events.issue(self.item.pk, sequence=1, at=self.item.loaded_at)
