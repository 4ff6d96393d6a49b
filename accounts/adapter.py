from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.models import Group

from accounts.learners import OUTBOX_WAS, forget_guest, guest_of, learner_of_user, outbox_of
from accounts.merging import merge
from accounts.models import Learner
from accounts.roles import LEARNERS


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is switched off.",
        "duplicate_email": "This is the address you have already.",
        "email_password_mismatch": "Address or password is not right. Check both and try again.",
        "enter_current_password": "This is not the password you have now.",
        "incorrect_password": "This is not your password.",
        "invalid_password_reset": "This link no longer works.",
        "rate_limited": "Too many requests. Wait a minute and try again.",
        "too_many_login_attempts": "Too many tries. Wait 15 minutes or reset your password.",
    }

    def _get_login_attempts_cache_key(self, request, **credentials):
        # Counted per account and network address: a stranger's guesses do not lock the owner out.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def login(self, request, user):
        """A guest's answers go with the guest into the account."""
        guest = guest_of(request.session)
        # Before the log-in, which makes a new session: whatever breaks in between, the answers are the account's.
        brought = guest is not None and merge(guest.pk, learner_of_user(user))
        super().login(request, user)
        forget_guest(request)
        if guest:
            request.session[OUTBOX_WAS] = outbox_of(guest)
        if brought:
            messages.success(request, "What you did as a guest on this device is in your account now.")

    def save_user(self, request, user, form, commit=True):
        """A new account is a learner from its first moment."""
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "")
        user.email = user.email.lower()
        if commit:
            user.save()
            user.groups.add(Group.objects.get(name=LEARNERS))
            Learner.objects.create(user=user)
        return user
