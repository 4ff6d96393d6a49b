from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.template.loader import render_to_string

from accounts.inviting import invite_instructor, password_link, site_address


class Command(BaseCommand):
    help = "Makes an instructor of the person with this e-mail address and mails a link to set a password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="how the pages greet a new account")
        parser.add_argument("--site", default="", help="address of the site, if not the first of ALLOWED_HOSTS")

    def handle(self, *, email, name, site, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        invited = invite_instructor(email, name=name)
        user = invited.user
        if invited.made:
            self.stdout.write(f"Made an account for {user.email} and made it an instructor's.")
        elif invited.promoted:
            self.stdout.write(f"{user.email} had an account and is an instructor now.")
        else:
            self.stdout.write(f"{user.email} is an instructor already.")
        if user.has_usable_password():
            self.stdout.write("They have a password: no mail sent.")
            return
        address = (site or site_address()).rstrip("/")
        words = {
            "site_name": settings.SITE_NAME,
            "name": user.name,
            "site": address,
            "link": address + password_link(user),
        }
        send_mail(
            f"{settings.SITE_NAME}: your account as an instructor",
            render_to_string("account/email/invitation.txt", words),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )
        self.stdout.write("Sent a link to set a password; it works for 3 days.")
