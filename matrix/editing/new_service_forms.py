"""The forms for adding a service."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from matrix.editing.change_set_forms import CellOfSet, CellWithTasks, TaskForm
from matrix.editing.new_service import CELL
from matrix.facts import Facts
from matrix.models import Owner, Service

SPARE = 2  # empty lines for tasks
MOST = 30
TASK_LINE = re.compile(r"t(\d{1,3})-task")


class ServiceForm(forms.ModelForm):
    near = forms.ChoiceField(
        label="Start from",
        required=False,
        help_text="Its cells are copied. You check each one before the new service appears.",
    )

    class Meta:
        model = Service
        fields = [
            "name",
            "short_name",
            "noun",
            "slug",
            "service_type",
            "category",
            "summary",
            "note",
            "exam_weight",
        ]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2}), "note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, facts: Facts, with_start: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not with_start:
            del self.fields["near"]
            return
        services = sorted(facts.services.values(), key=lambda service: service.short_name.casefold())
        named = [(service.slug, f"{service.short_name}, {service.noun}") for service in services]
        self.fields["near"] = forms.ChoiceField(
            label="Start from",
            required=False,
            choices=[("", "The most similar: same type, same category, similar name"), *named],
            help_text=self.fields["near"].help_text,
        )

    @property
    def about(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        return {**given, "service_type": given["service_type"].pk}


class DraftCellForm(forms.ModelForm):
    owner = forms.ChoiceField(label="Owner", choices=Owner.choices)
    edit = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(CellOfSet.Meta):
        fields = [*CELL, "reviewed_on"]


class DraftTaskForm(TaskForm):
    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or self.cleaned_data
        if cleaned.get("owner") and not cleaned.get("task"):
            self.add_error("task", "Write the task as an imperative: Turn on EBS encryption.")
        return cleaned


class DraftCell(CellWithTasks):
    def __init__(self, saved: dict[str, Any], data: QueryDict | None = None):
        self.saved = saved
        names = (*CELL, "reviewed_on", "edit")
        self.form = DraftCellForm(data, initial={name: saved[name] for name in names})
        tasks: list[dict[str, str] | None] = [*saved["tasks"], *[None] * SPARE]
        # If others have saved the cell, all typed lines stay, however many the stored cell has.
        sent = max((int(line[1]) + 1 for name in data or () if (line := TASK_LINE.fullmatch(name))), default=0)
        tasks += [None] * (min(sent, MOST) - len(tasks))
        self.tasks = [
            DraftTaskForm(data, duty=None, prefix=f"t{number}", initial=task) for number, task in enumerate(tasks)
        ]

    @property
    def errors(self) -> int:
        return sum(len(form.errors) for form in self.forms)

    @property
    def given_tasks(self) -> list[dict[str, str]]:
        return [dict(form.cleaned_data) for form in self.tasks if form.stays]

    @property
    def given(self) -> dict[str, Any]:
        day = self.form.cleaned_data["reviewed_on"]
        fields = {name: self.form.cleaned_data[name] for name in CELL}
        return {**fields, "reviewed_on": day.isoformat() if day else None, "tasks": self.given_tasks}
