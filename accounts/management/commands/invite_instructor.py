from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.cohorts.instructor_invitation import invite_and_mail, site_address
from accounts.mailing.at_once import MailFailed


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
        try:
            invited = invite_and_mail(email, name=name, site=(site or site_address()).rstrip("/"))
        except MailFailed as failed:
            raise CommandError(str(failed)) from failed
        self.stdout.write(invited.in_words)
