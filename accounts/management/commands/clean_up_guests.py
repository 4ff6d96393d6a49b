from datetime import timedelta

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from accounts.leaving.guest_cleanup import clean_up
from accounts.login import guess_limit


class Command(BaseCommand):
    help = "Takes away guests who have not come back, old sessions and old guesses. Meant for cron, once a day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=settings.GUEST_DAYS,
            help=f"idle for how many days; {settings.GUEST_DAYS} (SRM_GUEST_DAYS) if not given",
        )

    def handle(self, *, days, **options):
        if days < 1:
            raise CommandError("A guest of today may still be answering: give --days 1 or more.")
        guess_limit.clean_up()
        cleaned = clean_up(timedelta(days=days))
        self.stdout.write(
            f"{cleaned.removed} guests removed, {cleaned.emptied} reduced to their answers, "
            f"{cleaned.caught_up} caught up with their accounts."
        )
