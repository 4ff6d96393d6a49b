"""Making a person an instructor before they have ever logged in."""

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from accounts.mailing.at_once import send_at_once
from accounts.models import Learner, User
from accounts.roles import INSTRUCTORS


@dataclass(frozen=True)
class InvitedInstructor:
    user: User
    made: bool
    promoted: bool

    @property
    def is_mailed(self) -> bool:
        return not self.user.has_usable_password()

    @property
    def in_words(self) -> str:
        email = self.user.email
        if self.made:
            became = f"Created an instructor account for {email}."
        elif self.promoted:
            became = f"{email} already had an account and is an instructor now."
        else:
            became = f"{email} is already an instructor."
        if self.is_mailed:
            return f"{became} Sent a link to set a password; it works for 3 days. To send it again, invite them again."
        return f"{became} They already have a password, so no mail was sent."


@transaction.atomic
def invite_and_mail(email: str, *, name: str, site: str) -> InvitedInstructor:
    """Raises MailFailed, and then nobody was made an instructor, so that it can be repeated."""
    invited = invite_instructor(email, name=name)
    user = invited.user
    if invited.is_mailed:
        link = site + password_link(user)
        send_at_once(user.email, "your account as an instructor", "invitation", name=user.name, site=site, link=link)
    return invited


@transaction.atomic
def invite_instructor(email: str, *, name: str = "") -> InvitedInstructor:
    user = User.objects.select_for_update().filter(email__iexact=email).first()
    made = user is None
    if user and not EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
        # Nobody has shown that the address is theirs: the person who chose this password may not be its owner.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    if user is None:
        user = User.objects.create_user(email, None, name=name)
        Learner.objects.create(user=user)
    instructors = Group.objects.get(name=INSTRUCTORS)
    promoted = not (user.is_staff and user.groups.filter(pk=instructors.pk).exists())
    if promoted:
        User.objects.filter(pk=user.pk).update(is_staff=True)
        user.groups.add(instructors)
    # The invitation goes only to this address, so a person who answers it owns it.
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return InvitedInstructor(user=user, made=made, promoted=promoted)


def site_address() -> str:
    if settings.PRODUCTION:
        return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}"
    return "http://localhost:8000"


def password_link(user: User) -> str:
    """Return the path where this person chooses a password; it works once and for PASSWORD_RESET_TIMEOUT."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
