from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string

from accounts.cohorts.instructor_invitation import InvitedInstructor, invite_instructor, password_link, site_address
from accounts.models import User


class Command(BaseCommand):
    help = "Make the person with this email address an instructor, and mail a link to set a password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="what the site calls a new user")
        parser.add_argument("--site", default="", help="address of the site, if not the first of ALLOWED_HOSTS")

    def handle(self, *, email, name, site, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an email address.") from None
        address = (site or site_address()).rstrip("/")
        try:
            # If the mail fails, no account is created, so the command can be repeated.
            with transaction.atomic():
                invited = invite_instructor(email, name=name)
                sent = not invited.user.has_usable_password()
                if sent:
                    mail_link(invited.user, site=address)
        except OSError as failed:  # smtplib's and the network's
            raise CommandError(
                f"The mail to {email} could not be sent: {failed}. Nothing was changed. "
                "Check SRM_MAIL_HOST and the settings beside it, then run this command again."
            ) from failed
        self.stdout.write(what_became_of(invited))
        if sent:
            self.stdout.write(
                "Sent a link to set a password; it works for 3 days. To send it again, run this command again."
            )
        else:
            self.stdout.write("They already have a password, so no mail was sent.")


def what_became_of(invited: InvitedInstructor) -> str:
    if invited.made:
        return f"Created an instructor account for {invited.user.email}."
    if invited.promoted:
        return f"{invited.user.email} already had an account and is an instructor now."
    return f"{invited.user.email} is already an instructor."


def mail_link(user: User, *, site: str) -> None:
    words = {"site_name": settings.SITE_NAME, "name": user.name, "site": site, "link": site + password_link(user)}
    send_mail(
        f"{settings.SITE_NAME}: your account as an instructor",
        render_to_string("account/email/invitation.txt", words),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
