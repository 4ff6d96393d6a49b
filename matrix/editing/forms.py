from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict

from matrix import facts
from matrix.editing.merge import MergedDuties, Version, as_typed, cell_when_opened, merged
from matrix.learnable.rules import asked_cells, over_cells, why_refused
from matrix.models import Control, Duty, Owner, Responsibility, Rule, Scenario
from serving.whole_numbers import whole_number

BACK = "_edit"  # back to the form with everything typed: from the consequences, or after a log-in (kept-typed.js)
LONGEST_REASON = 200  # one line
SAY_WHY = "Say why in one line. An owner changes, and everyone can read the reason on the changes page."


class FactForm(forms.ModelForm):
    def is_valid(self) -> bool:
        return super().is_valid() and BACK not in self.data


class ReasonField(forms.CharField):
    def __init__(self, **kwargs: Any):
        given: dict[str, Any] = {
            "label": "Why it changes",
            "required": False,
            "max_length": LONGEST_REASON,
            "widget": forms.TextInput(attrs={"class": "vTextField"}),
            "help_text": "One line. Everyone can read it on the changes page. Required when an owner changes.",
        }
        super().__init__(**given | kwargs)


class ReasonedForm(FactForm):
    """`decides` names the fields on which the owner depends; changing one requires a reason."""

    decides: tuple[str, ...] = ()
    reason = ReasonField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and not cleaned.get("reason") and set(self.decides) & set(self.changed_data):
            self.add_error("reason", SAY_WHY)
        return cleaned


class NumberedForm(forms.ModelForm):
    """Prevents overwriting another editor's changes.

    The model has an `edit_number`. A form that was opened on an older edit comes back with everything typed and both
    versions side by side, and can then be saved.
    """

    opened_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["opened_on"].initial = getattr(self.instance, "edit_number", None)
        self.versions: list[Version] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opened_on = cleaned.get("opened_on")
        stands = self._standing()
        if stands and opened_on not in (None, stands.edit_number):  # type: ignore[attr-defined]
            self._merge(cast(Responsibility, stands), opened_on)
            self.add_error(
                None,
                "Someone else saved this after you opened it. Nothing of yours is lost: the form has what "
                "you typed, and their text where you changed nothing. Compare both, then save again.",
            )
        return cleaned

    def _standing(self) -> models.Model | None:
        rows = self._meta.model._default_manager.select_for_update(no_key=True, of=("self",))
        return rows.filter(pk=self.instance.pk).first()

    def _merge(self, stands: Responsibility, opened_on: int) -> None:
        names = [name for name in self.fields if hasattr(stands, name)]
        theirs = {name: as_typed(getattr(stands, name)) for name in names}
        yours = {name: as_typed(self.data.get(self.add_prefix(name))) for name in names}
        opened = cell_when_opened(stands, opened_on, names)
        self.versions = [
            Version(
                str(self.fields[name].label or name),
                self.shown(name, opened[name]) if opened else None,
                self.shown(name, theirs[name]),
                self.shown(name, yours[name]),
            )
            for name in names
            if theirs[name] != yours[name]
        ]
        data = cast(QueryDict, self.data).copy()
        for name, value in merged(opened, theirs, yours).items():
            data[self.add_prefix(name)] = value
        data[self.add_prefix("opened_on")] = str(stands.edit_number)
        self.data = data

    def shown(self, name: str, value: str) -> str:
        choices = getattr(self.fields[name], "choices", ())
        return str(dict(choices).get(value, value))

    def save(self, commit: bool = True):
        if self.instance.pk:
            self.instance.edit_number += 1
        return super().save(commit)


class CellForm(ReasonedForm, NumberedForm):
    decides = ("owner",)
    # Without the empty choice, which a radio group would show as another owner.
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


class DutyForm(forms.ModelForm):
    class Meta:
        model = Duty
        fields = ["task", "owner", "common_task", "reason", "slug", "position"]
        widgets = {
            "task": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "reason": forms.Textarea(attrs={"rows": 2, "cols": 80}),
        }

    def clean(self) -> None:
        super().clean()
        common = self.cleaned_data.get("common_task")
        if common and common.layer_id != self.instance.cell.layer_id:
            self.add_error("common_task", f"This is a task of another layer: {common.layer.name}.")
        if self.cleaned_data.get("reason") and "owner" in self.changed_data and "reason" not in self.changed_data:
            self.add_error("reason", "Rewrite it or empty it: the text explains why the previous owner does the task.")

    def save(self, commit: bool = True):
        if self.instance.pk is None:
            self.instance.become_retired_twin()
        return super().save(commit)


class DutyFormSet(forms.BaseInlineFormSet):
    versions: list[Version] = []

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, **kwargs: Any):
        since = whole_number(str(data.get("opened_on", ""))) if data is not None else None
        # The admin creates the formset before it validates the cell's form, which increases the edit number.
        if since is not None and instance.pk and since != instance.edit_number:
            found = MergedDuties(data, instance, since, kwargs.get("prefix") or self.get_default_prefix())
            data, self.versions = found.data, found.versions
        super().__init__(data, files, instance=instance, **kwargs)

    def clean(self) -> None:
        super().clean()
        changed = [form for form in self.initial_forms if "owner" in form.changed_data]
        if changed and not str(self.data.get("reason", "")).strip():
            raise ValidationError(SAY_WHY)


class ControlForm(ReasonedForm):
    decides = ("kind",)

    class Meta:
        model = Control
        fields = [
            "name",
            "slug",
            "kind",
            "official_example",
            "aws_part",
            "customer_part",
            "note",
            "source_title",
            "source_url",
            "position",
        ]


class RuleForm(ReasonedForm):
    decides = ("owner",)

    class Meta:
        model = Rule
        fields = ["layer", "service_type", "owner", "sentence", "source_title", "source_url"]
        widgets = {"sentence": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"layer", "owner"} <= cleaned.keys():
            stated = Rule(layer=cleaned["layer"], service_type=cleaned.get("service_type"), owner=cleaned["owner"])
            if refusal := why_refused(over_cells(stated, asked_cells(facts.current()))):
                self.add_error("owner", refusal)
        return cleaned


class ScenarioForm(ReasonedForm):
    decides = ("cell", "duty", "control", "half", "layer", "services")

    class Meta:
        model = Scenario
        fields = ["slug", "text", "why", "position", "cell", "duty", "control", "half", "layer", "services"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "why": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }
