"""The admin of incidents, glossary terms and novelties."""

from collections.abc import Iterable
from typing import Any

import pghistory
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict

from lessons.editing.form_fields import LinesField, MarkdownField
from lessons.glossary import forms_twice, problems_of_term
from lessons.incidents import problems_of_incident
from lessons.models import Incident, Novelty, Term
from lessons.novelties import problems_of_novelty
from lessons.sections import places
from matrix import facts
from matrix.editing.admin_bases import LockingAdmin
from matrix.facts import Facts
from matrix.files.content import digest


class PassageField(MarkdownField):
    widget = forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"})


class CheckedForm(forms.ModelForm):
    opened_as = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._stands = digest(model_to_dict(self.instance)) if self.instance.pk else ""
        self.fields["opened_as"].initial = self._stands

    def problems(self, facts: Facts) -> Iterable[str]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("opened_as", "") != self._stands:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("opened_as")] = self._stands  # type: ignore[index]
            raise ValidationError(
                "Someone else saved this after you opened it. Your text is still in the form; "
                "compare it with theirs, then save again to replace theirs with yours."
            )
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            for problem in self.problems(facts.lock_facts()):
                self.add_error(None, problem)

    def problems_of_section(self, section: str) -> Iterable[str]:
        if section and section not in places():
            yield f"there is no section “{section}”; write it as lesson#section."


class IncidentForm(CheckedForm):
    story = PassageField(help_text=Incident._meta.get_field("story").help_text)
    why = PassageField(help_text=Incident._meta.get_field("why").help_text)
    also = LinesField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Duties that would also have helped, one per line.",
    )

    class Meta:
        model = Incident
        fields = ["kind", "title", "slug", "story", "duty", "tempting", "why", "also", "section", "position"]

    def problems(self, facts: Facts) -> Iterable[str]:
        yield from problems_of_incident(self.instance, facts)
        yield from self.problems_of_section(self.instance.section)


class TermForm(CheckedForm):
    definition = PassageField(help_text=Term._meta.get_field("definition").help_text)
    forms = LinesField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="How lessons write it, one form per line. Without any, lessons link it by hand: "
        "[control](/glossary/#control).",
    )

    class Meta:
        model = Term
        fields = ["name", "slug", "forms", "definition", "source_title", "source_url", "section"]

    def problems(self, facts: Facts) -> Iterable[str]:
        yield from problems_of_term(self.instance, facts)
        yield from forms_twice([self.instance, *Term.objects.exclude(pk=self.instance.pk)])
        yield from self.problems_of_section(self.instance.section)


class NoveltyForm(CheckedForm):
    before = PassageField(help_text=Novelty._meta.get_field("before").help_text)
    now = PassageField(help_text=Novelty._meta.get_field("now").help_text)

    class Meta:
        model = Novelty
        fields = ["title", "slug", "since", "before", "now", "about", "source_title", "source_url"]

    def problems(self, facts: Facts) -> Iterable[str]:
        return problems_of_novelty(self.instance, facts)


class CheckedAdmin(LockingAdmin):
    actions = None

    def save_model(self, request, obj, form, change):
        with pghistory.context(user=request.user.pk):
            super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        with pghistory.context(user=request.user.pk):
            super().delete_model(request, obj)


@admin.register(Incident)
class IncidentAdmin(CheckedAdmin):
    form = IncidentForm
    list_display = ["title", "kind", "duty", "position"]
    list_filter = ["section"]
    search_fields = ["title", "kind", "story", "duty"]


@admin.register(Term)
class TermAdmin(CheckedAdmin):
    form = TermForm
    list_display = ["name", "definition", "section"]
    list_filter = ["section"]
    search_fields = ["name", "definition"]


@admin.register(Novelty)
class NoveltyAdmin(CheckedAdmin):
    form = NoveltyForm
    list_display = ["title", "since", "about"]
    list_filter = ["since"]
    search_fields = ["title", "before", "now", "about"]
