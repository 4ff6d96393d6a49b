from django import forms

from accounts.login.devices import admit_from
from accounts.login.guess_limit import was_right
from accounts.models import User
from accounts.zones import time_zones


class SignupExtraForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=80,
        required=False,
        help_text="What the site calls you. Optional.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["email", "name", "password1"]

    def signup(self, request, user) -> None:
        """allauth calls this after saving; AccountAdapter.save_user has stored the name."""


class PreferencesForm(forms.Form):
    name = forms.CharField(
        max_length=80,
        required=False,
        help_text="What the site calls you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    theme = forms.ChoiceField(label="Appearance", choices=User.Theme, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(
        label="Single-key shortcuts",
        required=False,
        help_text="1 to 4 choose an answer, N opens the next question. Turn them off if you use speech input.",
    )
    time_allowance = forms.ChoiceField(
        label="Time in exam simulations",
        choices=User.TimeAllowance,
        widget=forms.RadioSelect,
        help_text="AWS grants 30 minutes more to people who take its exams in a second language, on request. "
        "An exam that’s in progress keeps the time it started with.",
    )
    time_zone = forms.ChoiceField(choices=time_zones, help_text="Days and times are shown in this zone.")


class DeletionForm(forms.Form):
    password = forms.CharField(
        label="Password",
        strip=False,
        error_messages={"required": "Type your password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    sure = forms.BooleanField(
        label="Delete my account permanently",
        error_messages={"required": "Check the box if you want to delete your account."},
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, request.user
        if not self.user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        guess = admit_from(self.request, self.user.email)
        if guess is None:
            raise forms.ValidationError("Too many tries. Wait 15 minutes and try again.")
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("This isn’t your password.")
        was_right(guess)
        return self.cleaned_data["password"]

    def clean(self):
        super().clean()
        if self.user.is_superuser and not User.objects.filter(is_superuser=True).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError("You’re the only administrator. Make someone else an administrator first.")


class ForgettingForm(forms.Form):
    sure = forms.BooleanField(
        label="Delete my guest data permanently",
        error_messages={"required": "Check the box if you want to delete your guest data."},
    )


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=User.Theme)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Class code",
        max_length=20,
        help_text="Eight letters from your instructor. Capital letters and spaces don’t matter.",
        error_messages={"required": "Enter the code of your class."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return "".join(filter(str.isalnum, self.cleaned_data["code"])).upper()
