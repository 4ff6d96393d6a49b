from django.core.management.base import BaseCommand, CommandError

from accounts.login.second_factors import remove_second_factors
from accounts.login.sessions import end_sessions
from accounts.models import User


class Command(BaseCommand):
    help = "For somebody who has lost phone, passkeys and recovery codes: the next log-in asks for the password alone."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Nobody has the address {email}.")
        removed = remove_second_factors(user)
        end_sessions(user)
        self.stdout.write(f"Removed {removed} of {user.email}. Every session of theirs has ended.")
