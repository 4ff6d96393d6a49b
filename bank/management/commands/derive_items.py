from django.core.management.base import BaseCommand, CommandError

from bank.derivation import derive
from matrix.facts import current
from matrix.files.content import ContentError, Report


class Command(BaseCommand):
    help = "Update the questions that are derived from facts."

    def handle(self, *args, **options):
        report = Report()
        try:
            derive(current(), report)
        except ContentError as error:
            raise CommandError("Nothing was changed.\n" + "\n".join(error.problems)) from None
        for line in report.lines():
            self.stdout.write(line)
