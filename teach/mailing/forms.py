from typing import Any

from django import forms

from accounts.cohorts.class_mail import PLACEHOLDER, PLACEHOLDERS
from accounts.models import ClassMail, Cohort, CohortGroup
from teach.mailing.audiences import EVERYONE, INVITED, audiences_for

HELP = "You can use {name} and {class}. They become each reader’s name and the name of the class."


class ClassMailForm(forms.Form):
    to = forms.ChoiceField(label="To", initial=EVERYONE, widget=forms.RadioSelect)
    group = forms.ModelChoiceField(queryset=CohortGroup.objects.none(), required=False, empty_label="All groups")
    subject = forms.CharField(max_length=ClassMail.SUBJECT)
    text = forms.CharField(
        label="Message", max_length=ClassMail.TEXT, widget=forms.Textarea(attrs={"rows": 10}), help_text=HELP
    )

    def __init__(self, data: Any = None, *, cohort: Cohort, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.cohort = cohort
        offered = audiences_for(cohort, (data or self.initial).get("to", ""))
        self.fields["to"].choices = offered.items()  # type: ignore[attr-defined]
        if cohort.groups.exists():
            self.fields["group"].queryset = cohort.groups.all()  # type: ignore[attr-defined]
        else:
            del self.fields["group"]

    def clean_subject(self) -> str:
        # A subject is one line.
        return " ".join(self._with_known_placeholders("subject").split())

    def clean_text(self) -> str:
        # Browsers send line breaks of their own.
        return "\n".join(self._with_known_placeholders("text").splitlines())

    def _with_known_placeholders(self, field: str) -> str:
        text: str = self.cleaned_data[field]
        unknown = [found[0] for found in PLACEHOLDER.finditer(text) if found[1] not in PLACEHOLDERS]
        if unknown:
            raise forms.ValidationError(f"Only {{name}} and {{class}} can be filled in. Remove {unknown[0]}.")
        return text

    def clean(self):
        super().clean()
        if self.cohort.archived_at:
            raise forms.ValidationError("This class is archived. Open it again in its settings to write to it.")
        if self.cleaned_data.get("group") and self.cleaned_data.get("to") == INVITED:
            self.add_error("group", "People who haven’t joined are in no group. Choose “All groups”.")

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("subject", "text")}
