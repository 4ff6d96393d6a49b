from typing import Any, cast

from django import forms
from django.db import models

from matrix.models import Owner, Responsibility, Scenario

BACK = "_edit"  # the button that leads from the consequences back to the form


class FactForm(forms.ModelForm):
    """A form that comes back as it was typed where its editor goes back from the consequences."""

    def is_valid(self) -> bool:
        return super().is_valid() and BACK not in self.data


class NumberedForm(forms.ModelForm):
    """A form that knows on which edit it was opened, so that nobody overwrites what they have not seen.

    The model has an `edit_number`. Opened on an older edit, the form comes back with everything typed, says what
    stands now, and can then be saved.
    """

    opened_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["opened_on"].initial = getattr(self.instance, "edit_number", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        stands = self._standing()
        if stands and cleaned.get("opened_on") not in (None, stands.edit_number):  # type: ignore[attr-defined]
            self.add_error(None, self._overtaken(stands))
            # The next save is made in full knowledge.
            data = cast(Any, self.data).copy()
            data[self.add_prefix("opened_on")] = stands.edit_number  # type: ignore[attr-defined]
            self.data = data
        return cleaned

    def _standing(self) -> models.Model | None:
        rows = self._meta.model._default_manager.select_for_update(no_key=True, of=("self",))
        return rows.filter(pk=self.instance.pk).first()

    def _overtaken(self, stands: models.Model) -> str:
        theirs = [
            f"{self.fields[name].label}: {getattr(stands, name)}"
            for name in self.changed_data
            if hasattr(stands, name)
        ]
        return (
            "Somebody saved this after you had opened it. Your text is still in the form below; "
            "compare it, then save again to put it in place of theirs."
            + (f" Theirs: {' · '.join(theirs)}" if theirs else "")
        )

    def save(self, commit: bool = True):
        if self.instance.pk:
            self.instance.edit_number += 1
        return super().save(commit)


class CellForm(FactForm, NumberedForm):
    # A list without the empty choice that a radio group would show as one more owner.
    owner = forms.ChoiceField(choices=Owner.choices, widget=forms.RadioSelect)

    class Meta:
        model = Responsibility
        fields = [
            "service",
            "layer",
            "owner",
            "local_name",
            "rationale",
            "confidence",
            "source_title",
            "source_url",
            "reviewed_on",
        ]
        widgets = {"rationale": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}


class ScenarioForm(forms.ModelForm):
    class Meta:
        model = Scenario
        fields = ["slug", "text", "why", "position", "cell", "duty", "control", "half", "layer", "services"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "why": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }
