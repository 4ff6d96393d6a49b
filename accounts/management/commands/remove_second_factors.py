from django.core.management.base import BaseCommand, CommandError

from accounts.login.second_factors import remove_second_factors
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Turn off two-step verification for someone who has lost their phone, passkeys and recovery codes: "
        "their next login asks for the password alone. No mail is sent, so that it works without a mail server."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"No one has the address {email}.")
        removed = remove_second_factors(user)
        self.stdout.write(
            f"Removed {removed} of {user.email}. All their sessions have ended. Tell them, since no mail does."
        )
