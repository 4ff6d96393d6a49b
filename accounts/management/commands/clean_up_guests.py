from datetime import timedelta

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from accounts.cohorts import assistants
from accounts.leaving.guest_cleanup import clean_up
from accounts.login import guess_limit, log_ins
from accounts.mailing import claims
from accounts.registry import cleanups


class Command(BaseCommand):
    help = (
        "Delete guests who have not returned, with their sessions, old password guesses, log-ins older than 90 "
        "days, records of mails sent more than a year ago, and grades of learners who left a class as long ago as "
        "the class keeps them. Run it by a timer, once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=settings.GUEST_DAYS,
            help=f"how many days without activity; {settings.GUEST_DAYS} (SRM_GUEST_DAYS) if not given",
        )

    def handle(self, *, days, **options):
        if days < 1:
            raise CommandError("Today's guests may still be answering. Use --days 1 or more.")
        guess_limit.clean_up()
        log_ins.clean_up()
        claims.clean_up()
        assistants.clean_up()
        for clean in cleanups:
            clean()
        cleaned = clean_up(timedelta(days=days))
        self.stdout.write(
            f"{cleaned.removed} guests deleted, {cleaned.emptied} reduced to their answers, "
            f"{cleaned.caught_up} caught up with their accounts."
        )
