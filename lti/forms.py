"""Forms about schools' platforms and their courses."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Cohort
from lti.keys import signing_key
from lti.models import Deployment, Platform
from lti.platform_requests import is_allowed

NEW = "new"
LASTING = {"1": timedelta(days=1), "7": timedelta(days=7)}


class ClassChoiceForm(forms.Form):
    cohort = forms.ChoiceField(
        label="Which class is this course?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a class."},
    )

    def __init__(self, *args, classes: QuerySet[Cohort], title: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.classes = {str(each.pk): each for each in classes}
        new = f"A new class, “{title}”" if title else "A new class"
        field = self.fields["cohort"]
        field.choices = [(NEW, new), *((pk, each.name) for pk, each in self.classes.items())]  # type: ignore[attr-defined]
        field.initial = NEW

    def clean_cohort(self) -> Cohort | None:
        """None is a new one."""
        return self.classes.get(self.cleaned_data["cohort"])


class PlatformForm(forms.ModelForm):
    """The platform, and its deployments one a line."""

    deployments = forms.CharField(
        label="Deployment IDs",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line. A launch of another deployment is refused.",
        error_messages={"required": "Enter at least one deployment ID."},
    )

    class Meta:
        model = Platform
        fields = ["name", "issuer", "client_id", "login_url", "token_url", "keys_url", "other_hosts", "is_on"]
        labels = {"issuer": "Issuer (platform ID)"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["deployments"].initial = "\n".join(self.names)

    @property
    def names(self) -> list[str]:
        return list(self.instance.deployments.values_list("name", flat=True))

    def clean_deployments(self) -> list[str]:
        names = list(dict.fromkeys(line.strip() for line in self.cleaned_data["deployments"].splitlines()))
        names = [name for name in names if name]
        if long := next((name for name in names if len(name) > 255), None):
            raise forms.ValidationError(f"“{long[:40]}…” is longer than 255 characters.")
        used = self.instance.deployments.filter(classes__isnull=False) if self.instance.pk else ()
        if gone := next((each.name for each in used if each.name not in names), None):
            raise forms.ValidationError(f"Classes are linked to “{gone}”, so it stays.")
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        hosts = cleaned.get("other_hosts", "").split()
        if wrong := next((host for host in hosts if not is_allowed(f"https://{host}/") or "/" in host), None):
            self.add_error("other_hosts", f"“{wrong}” isn’t a host. Leave out https:// and everything after the name.")
        for name in ("issuer", "login_url", "token_url", "keys_url"):
            if cleaned.get(name) and not is_allowed(cleaned[name]):
                self.add_error(name, "Enter an address that begins with https://.")
        return cleaned

    def store(self) -> Platform:
        """With other addresses its keys are read again."""
        platform = self.instance
        if "keys_url" in self.changed_data:
            platform.keys, platform.keys_read_at = {}, None
        platform.save()
        signing_key()
        names = self.cleaned_data["deployments"]
        platform.deployments.exclude(name__in=names).delete()
        Deployment.objects.bulk_create(
            [Deployment(platform=platform, name=name) for name in names], ignore_conflicts=True
        )
        return platform


class RegistrationLinkForm(forms.Form):
    name = forms.CharField(label="School", max_length=80, help_text="Its people read it.")
    days = forms.ChoiceField(label="Link works for", choices=[("1", "1 day"), ("7", "7 days")])

    @property
    def lasting(self) -> timedelta:
        return LASTING[self.cleaned_data["days"]]


def is_token(text: str) -> bool:
    return bool(re.fullmatch(r"[\w.~+/=-]{1,4000}", text))


class PickForm(forms.Form):
    what = forms.ChoiceField(
        label="What should your course link to?", error_messages={"required": "Choose what to link to."}
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]
