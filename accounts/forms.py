from functools import cache
from zoneinfo import available_timezones

from django import forms

from accounts.models import User


class SignupForm(forms.Form):
    """What sign-up asks besides address and password."""

    name = forms.CharField(
        label="Name",
        max_length=80,
        required=False,
        help_text="How the pages greet you. You may leave it empty.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["email", "name", "password1"]

    def signup(self, request, user) -> None:
        """allauth calls this after saving; AccountAdapter.save_user has stored the name."""


@cache
def time_zones() -> list[tuple[str, str]]:
    """Every zone named for a place, and UTC: what a person looks for in a list."""
    places = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *sorted(places)]]


class PreferencesForm(forms.Form):
    name = forms.CharField(
        max_length=80,
        required=False,
        help_text="How the pages greet you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    theme = forms.ChoiceField(label="Appearance", choices=User.Theme, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(
        label="Single-key shortcuts",
        required=False,
        help_text="1 to 4 choose an answer, N goes on. Switch them off if you speak to your device.",
    )
    time_allowance = forms.ChoiceField(
        label="Time in exam simulations",
        choices=User.TimeAllowance,
        widget=forms.RadioSelect,
        help_text="AWS grants 30 minutes more to people who take its exams in a second language, on request. "
        "An exam that is under way keeps the time it began with.",
    )
    time_zone = forms.ChoiceField(
        choices=time_zones, help_text="The days and times on your pages are shown in this zone."
    )


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=User.Theme)
