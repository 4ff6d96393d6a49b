from logging import WARNING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.models import Group
from django.shortcuts import resolve_url

from accounts.learners import OUTBOX_WAS, forget_guest, guest_of, learner_of_user, outbox_of
from accounts.leaving.merge import merge
from accounts.login import devices
from accounts.login.devices import admit_from
from accounts.login.guess_limit import forget_guesses, was_right
from accounts.login.log_ins import keep_log_in
from accounts.login.reauthentication import proved_lately
from accounts.models import Learner
from accounts.models.people import WITHOUT_ADDRESS
from accounts.registry import ways_to_prove
from accounts.roles import LEARNERS
from accounts.zones import follow_browser, zone_of_browser
from serving.monitoring.security_log import log_event


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is deactivated.",
        "duplicate_email": "This is already your address.",
        "email_password_mismatch": "The address or password is wrong. Check both and try again.",
        "enter_current_password": "This isn’t your current password.",
        "incorrect_password": "This isn’t your password.",
        "invalid_password_reset": "This link no longer works.",
        "rate_limited": "Too many requests. Wait a minute and try again.",
        "too_many_login_attempts": "Too many tries. Wait 15 minutes, use a device where you’ve logged in before, "
        "or reset your password by email.",
    }

    def pre_authenticate(self, request, **credentials):
        """Count the try before the password is checked, for unknown addresses too."""
        guess = admit_from(request, credentials.get("email", ""))
        if guess is None:
            log_event("guessing-stopped", request, level=WARNING, account=credentials.get("email", ""))
            raise self.validation_error("too_many_login_attempts")
        request.guess = guess

    def authentication_failed(self, request, **credentials):
        log_event("wrong-password", request, account=credentials.get("email", ""))

    def _rollback_login_failed_rl_usage(self):
        was_right(context.request.guess)

    def _delete_login_attempts_cached_email(self, request, **credentials):
        """allauth calls this after a reset by mail, which only the owner can read."""
        forget_guesses(credentials["email"])
        devices.remember(request, credentials["email"])

    def login(self, request, user):
        guest = guest_of(request.session)
        # Before the log-in, which creates a new session: if it fails, the account still has the answers.
        brought = guest is not None and merge(guest.pk, learner_of_user(user))
        follow_browser(request, learner_of_user(user))
        super().login(request, user)
        log_event("log-in", request, user=user)
        keep_log_in(request, user)
        devices.remember(request, user.email)
        forget_guest(request)
        if guest:
            request.session[OUTBOX_WAS] = outbox_of(guest)
        if brought:
            messages.success(request, "What you did as a guest on this device is in your account now.")

    def get_login_redirect_url(self, request):
        """Staff begin at their tasks, unless they were on the way to another page."""
        return resolve_url("teach:start") if request.user.is_staff else super().get_login_redirect_url(request)

    def logout(self, request):
        log_event("log-out", request)
        super().logout(request)

    def is_reauthentication_required(self, **kwargs):
        if proved_lately(context.request):
            return False
        if not get_reauthentication_flows(context.request.user) and self.get_reauthentication_methods(
            context.request.user
        ):
            # allauth takes an account without password and two-step verification for one that can prove nothing.
            raise ReauthenticationRequired
        return True

    def get_reauthentication_methods(self, user):
        ways = super().get_reauthentication_methods(user)
        if ways or not user.is_authenticated:
            return ways
        return [way for find in ways_to_prove if (way := find(user))]

    def send_mail(self, template_prefix, email, context):
        if not email.endswith(WITHOUT_ADDRESS):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        log_event(template_prefix.rpartition("/")[2].replace("_", "-"), self.request, user=user)
        super().send_notification_mail(template_prefix, user, context, email)

    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "")
        user.email = user.email.lower()
        if commit:
            user.save()
            user.groups.add(Group.objects.get(name=LEARNERS))
            Learner.objects.create(user=user, time_zone=zone_of_browser(request))
        return user
