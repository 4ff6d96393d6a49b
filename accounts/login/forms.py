"""allauth's forms in our words, with labels instead of placeholders."""

import json
from ipaddress import ip_address
from time import monotonic, sleep

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa import adapter as factors
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.validators import EmailValidator, MaxLengthValidator
from django.forms import Field, Form, HiddenInput, JSONField
from django.http.request import split_domain_port

from accounts.login.devices import admit_from
from accounts.login.guess_limit import was_right
from accounts.models import User

LABELS = {
    "login": "Email address",
    "email": "Email address",
    "password": "Password",
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "New password, again",
    "code": "Code",
    "name": "Name",
}
HELP_WITH_PASSWORDS = "At least 10 characters. It can’t be a common password or similar to your address."


class PlainLabels:
    fields: dict[str, Field]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""
            if name == "password1":
                field.help_text = HELP_WITH_PASSWORDS
            if name == "email":
                # allauth would store what fits of a longer one.
                longest = User._meta.get_field("email").max_length
                field.validators.append(MaxLengthValidator(longest, EmailValidator.message))


class LoginForm(PlainLabels, allauth_forms.LoginForm):
    pass


class SignupForm(PlainLabels, allauth_forms.SignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Password"

    def try_save(self, request):
        if self.account_already_exists:
            # A new account costs one hash; without this, a known address would answer sooner.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ResetPasswordForm(PlainLabels, allauth_forms.ResetPasswordForm):
    """Delay all answers equally, because a known address takes a few queries more.

    A network can write to only a limited number of unknown addresses, and the page does not tell.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.began = monotonic()

    def save(self, request, **kwargs):
        if self.users or ratelimit.consume(request, action="unknown_account"):
            super().save(request, **kwargs)
        sleep(max(0, self.began + settings.SECONDS_A_RESET_TAKES - monotonic()))
        return self.cleaned_data["email"]


class ResetPasswordKeyForm(PlainLabels, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(PlainLabels, allauth_forms.ChangePasswordForm):
    def clean_oldpassword(self):
        guess = admit_from(context.request, self.user.email)
        if guess is None:
            raise get_adapter().validation_error("too_many_login_attempts")
        password = super().clean_oldpassword()
        was_right(guess)
        return password


class SetPasswordForm(PlainLabels, allauth_forms.SetPasswordForm):
    pass


class AddEmailForm(PlainLabels, allauth_forms.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "New email address"


class ReauthenticateForm(PlainLabels, allauth_forms.ReauthenticateForm):
    pass


class SecondFactorForm(PlainLabels, factor_forms.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "The code your app shows now, or one of your recovery codes."


class SecondFactorAgainForm(PlainLabels, factor_forms.ReauthenticateForm):
    pass


class AppForm(PlainLabels, totp_forms.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "The six digits your app shows now."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AnyNumber(json.JSONDecoder):
    def decode(self, s, *args):
        try:
            return super().decode(s, *args)
        except ValueError as error:
            raise json.JSONDecodeError(str(error), s, 0) from None


class PasskeyForm(PlainLabels, passkey_forms.AddWebAuthnForm):
    """Our passkeys log in without a password, so they always ask for PIN, finger or face."""

    credential = JSONField(widget=HiddenInput, decoder=AnyNumber)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "A name that helps you tell it from others."
        self.fields["passwordless"].widget = HiddenInput()
        self.fields["passwordless"].initial = True

    @property
    def at_ip_address(self) -> bool:
        domain, _ = split_domain_port(context.request.get_host())
        try:
            ip_address(domain.strip("[]"))
        except ValueError:
            return False
        return True


class PasskeyAnswerForm(Form):
    credential = JSONField(widget=HiddenInput, decoder=AnyNumber)

    def clean_credential(self):
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError):  # allauth relies on the fields that such an answer has
            raise factors.get_adapter().validation_error("incorrect_code") from None


class PasskeyLogInForm(PasskeyAnswerForm, passkey_forms.LoginWebAuthnForm):
    pass


class PasskeyStepForm(PasskeyAnswerForm, passkey_forms.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(PasskeyAnswerForm, passkey_forms.ReauthenticateWebAuthnForm):
    pass


class PasskeyNameForm(PlainLabels, passkey_forms.EditWebAuthnForm):
    pass
