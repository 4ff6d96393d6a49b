from collections import Counter

from django.core.management import BaseCommand

from lti.scores import platforms, send_all


class Command(BaseCommand):
    help = (
        "Send new and changed grades to the schools whose courses are linked to a class. Run it by a timer, every few "
        "minutes. It can be interrupted and run again; what a school doesn't take waits for the next run."
    )

    def handle(self, *, verbosity, **options):
        counts: Counter[str] = Counter()
        for platform in platforms():
            counts.update(send_all(platform))
        if +counts and verbosity:
            self.stdout.write(f"Scores: {counts['sent']} sent, {counts['failed']} to try again later.")
