"""The forms of a change set: several cells with their words, sources and tasks, saved together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import QueryDict

from matrix.changes import FieldDifference
from matrix.editing.editor import REWORD
from matrix.editing.forms import FactForm, NumberedForm, ReasonField
from matrix.editing.merge import Version, as_typed, duties_when_opened, merged
from matrix.editing.task_slugs import slug_for
from matrix.models import Duty, Owner, Responsibility, Side
from matrix.problems import SIDES
from serving.whole_numbers import whole_number

CELLS = "cells"
NEW_TASKS = 2  # empty lines for tasks in each cell
TAKE_OUT = ""
SAME_REASON = "Rewrite it: the text still names the previous owner."
NOTHING = "None of these cells has changed yet."
LINE = ("task", "owner")


class WhyForm(forms.Form):
    reason = ReasonField(
        label="Why they change",
        required=True,
        help_text="One line. Everyone can read it on the changes page.",
        error_messages={"required": "Say why in one line. Everyone can read it on the changes page."},
    )


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label="Why it isn’t accepted",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The person who proposed it reads this.",
        error_messages={"required": "Say why: the person who proposed it reads it."},
    )


class CellOfSet(NumberedForm, FactForm):
    owner = forms.ChoiceField(label="Owner", choices=Owner.choices)
    reason = ReasonField(
        label="Reason for this one, if it’s different",
        help_text="One line. If it’s empty, the reason for the whole set is used.",
    )

    class Meta:
        model = Responsibility
        fields = [
            "owner",
            "rationale",
            "local_name",
            "confidence",
            "source_title",
            "source_url",
            "reviewed_on",
        ]
        labels = {"rationale": "Why this owner"}
        widgets = {
            "rationale": forms.Textarea(attrs={"rows": 4}),
            "reviewed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "owner" in self.changed_data and "rationale" not in self.changed_data:
            self.add_error("rationale", SAME_REASON)
        return cleaned

    def _standing(self) -> Responsibility:
        return self.instance  # locked by the code that created the form


class TaskForm(forms.Form):
    task = forms.CharField(label="Task", max_length=140, required=False)
    owner = forms.ChoiceField(label="Who does it", required=False)

    def __init__(self, *args: Any, duty: Duty | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.duty = duty
        without = (TAKE_OUT, "Remove it" if duty else "No one: no task")
        self.fields["owner"] = forms.ChoiceField(label="Who does it", required=False, choices=[*Side.choices, without])
        if duty is None:
            self.fields["owner"].initial = TAKE_OUT

    @property
    def stays(self) -> bool:
        return self.cleaned_data["owner"] != TAKE_OUT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        owner, task = cleaned.get("owner"), cleaned.get("task")
        if owner and not task:
            self.add_error("task", "Write the task as an imperative: Turn on EBS encryption.")
        if self.duty is None and task and not owner:
            self.add_error("owner", "Say who does it.")
        if self.duty and owner == TAKE_OUT and not self.duty.may_go:
            self.add_error("owner", "A scenario depends on this task. Point that at another fact first.")
        return cleaned


class CellWithTasks:
    form: forms.ModelForm
    tasks: Sequence[TaskForm]

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [self.form, *self.tasks]

    def is_valid(self) -> bool:
        # Every form is checked, so that an editor sees all errors at once.
        wrong = [form for form in self.forms if not form.is_valid()]
        return not wrong and self._both_sides_have_something_to_do()

    def _both_sides_have_something_to_do(self) -> bool:
        done = {task.cleaned_data["owner"] for task in self.tasks if task.stays}
        for side in SIDES[Owner(self.form.cleaned_data["owner"])]:
            if side not in done:
                self.form.add_error("owner", f"No task below is {side.label}'s. Add one, or give one to them.")
        return not self.form.errors


class ChangeSetCell(CellWithTasks):
    form: CellOfSet

    def __init__(self, cell: Responsibility, data: QueryDict | None, asked: str = REWORD):
        self.cell, self.was = cell, cell.ownership
        prefix = f"c{cell.pk}"
        self.overtaken: list[Version] = []
        self.duties = list(cell.duties.all())
        if data is not None:
            data = self._with_tasks_that_stand(data, prefix)
        initial = {} if asked == REWORD else {"owner": asked}
        self.form = CellOfSet(data, instance=cell, prefix=prefix, initial=initial)
        self.tasks = [
            TaskForm(
                data,
                duty=duty,
                prefix=f"{prefix}-d{duty.pk}",
                initial={"task": duty.task, "owner": duty.owner},
            )
            for duty in self.duties
        ]
        self.tasks += [TaskForm(data, duty=None, prefix=f"{prefix}-n{number}") for number in range(NEW_TASKS)]

    @property
    def title(self) -> str:
        return str(self.cell)

    @property
    def versions(self) -> list[Version]:
        return [*self.form.versions, *self.overtaken]

    @property
    def differences(self) -> Iterator[FieldDifference]:
        """Yield what the form changes, in the words of the page."""
        for name in self.form.changed_data:
            if name not in ("opened_on", "reason"):
                field = self.form[name]
                before, after = (self.form.shown(name, as_typed(value)) for value in (field.initial, field.value()))
                yield FieldDifference(str(field.label), before, after)
        for task in self.tasks:
            if task.has_changed():
                opened = {name: as_typed(task[name].initial) for name in LINE}
                typed = {name: as_typed(task[name].value()) for name in LINE}
                yield FieldDifference("Task", shown(opened) or "", shown(typed) or "")

    @property
    def is_changed(self) -> bool:
        ours = set(self.form.changed_data) - {"opened_on", "reason"}
        return bool(ours) or any(task.has_changed() for task in self.tasks)

    def save(self) -> None:
        if not self.is_changed:
            return
        cell = self.form.save()
        position = max((duty.position for duty in self.duties), default=0)
        for task in self.tasks:
            if not task.has_changed():
                continue
            position += 1
            save_task(cell, task, position)

    def _with_tasks_that_stand(self, data: QueryDict, prefix: str) -> QueryDict:
        opened_on = whole_number(data.get(f"{prefix}-opened_on", ""))
        if opened_on in (None, self.cell.edit_number):
            return data
        data = data.copy()
        before = duties_when_opened(self.cell, opened_on)
        for duty in self.duties:
            line = f"{prefix}-d{duty.pk}"
            theirs = {name: as_typed(getattr(duty, name)) for name in LINE}
            yours = {name: as_typed(data.get(f"{line}-{name}")) for name in LINE}
            opened = {name: before[duty.pk][name] for name in LINE} if duty.pk in before else None
            result = theirs if f"{line}-task" not in data else merged(opened, theirs, yours)
            if yours != theirs:
                self.overtaken.append(Version("Task", shown(opened), shown(theirs) or "", shown(yours) or ""))
            for name, value in result.items():
                data[f"{line}-{name}"] = value
        return data


def shown(line: Mapping[str, str] | None) -> str | None:
    if line is None:
        return None
    return f"{line['task']} ({dict(Side.choices).get(line['owner'], 'taken out')})" if line["task"] else ""


def save_task(cell: Responsibility, form: TaskForm, position: int) -> None:
    duty = form.duty
    if duty and not form.stays:
        duty.delete()
        return
    if duty is None:
        duty = Duty(
            cell=cell,
            slug=slug_for(form.cleaned_data["task"], set(cell.duties.values_list("slug", flat=True))),
            position=position,
        )
        duty.become_retired_twin()
        duty.retired = False
    if duty.owner != form.cleaned_data["owner"]:
        duty.reason = ""  # it argues for the previous owner
    duty.task, duty.owner = form.cleaned_data["task"], form.cleaned_data["owner"]
    duty.save()


class ChangeSet:
    """Create it inside the transaction that saves it, because it locks its cells."""

    def __init__(self, asked: Mapping[int, str], data: QueryDict | None = None):
        self.why = WhyForm(data, prefix="set")
        self.entries = [ChangeSetCell(cell, data, asked[cell.pk]) for cell in locked(asked)]

    @classmethod
    def posted(cls, data: QueryDict) -> "ChangeSet":
        numbers = map(whole_number, data.get(CELLS, "").split())
        return cls(dict.fromkeys((number for number in numbers if number is not None), REWORD), data)

    @property
    def cells(self) -> str:
        return " ".join(str(entry.cell.pk) for entry in self.entries)

    @property
    def errors(self) -> int:
        return sum(len(form.errors) for form in (self.why, *self._forms()))

    def _forms(self) -> Iterator[forms.BaseForm]:
        for entry in self.entries:
            yield from entry.forms

    def is_valid(self) -> bool:
        valid = all([*(entry.is_valid() for entry in self.entries), self.why.is_valid()])
        if valid and not any(entry.is_changed for entry in self.entries):
            self.why.add_error(None, NOTHING)
            return False
        return valid

    @property
    def reasons(self) -> dict[str, str]:
        given = {entry.cell.path: entry.form.cleaned_data["reason"] for entry in self.entries if entry.is_changed}
        return {path: reason for path, reason in given.items() if reason}

    def save(self) -> None:
        for entry in self.entries:
            entry.save()


def locked(numbers: Mapping[int, str]) -> list[Responsibility]:
    """Lock the cells in one order, so that two sets cannot deadlock."""
    rows = Responsibility.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=numbers).order_by("pk")
    found = rows.select_related("service", "layer").prefetch_related(
        Prefetch("duties", Duty.objects.order_by("position", "pk"))
    )
    return sorted(found, key=lambda cell: (cell.service.position, cell.layer.position))
