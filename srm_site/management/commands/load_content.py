from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from lessons.loading import load_lessons
from matrix.content import ContentError, Report
from matrix.facts import current
from matrix.loading import load_facts
from quizzes.deriving import derive
from quizzes.loading import load_items


class Command(BaseCommand):
    help = "Load services, layers, responsibilities, lessons and questions from content files."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES_DIR)

    def handle(self, *args, folder: Path, **options):
        try:
            report = load_content(folder)
        except ContentError as error:
            raise CommandError("Nothing was loaded.\n" + "\n".join(error.problems)) from None
        for line in report.lines():
            self.stdout.write(line)


@transaction.atomic
def load_content(folder: Path) -> Report:
    """Loads the whole folder or nothing, and derives questions from it. Raises ContentError with every problem."""
    report = Report()
    load_facts(folder, report)
    load_lessons(folder, report)
    load_items(folder, report)
    derive(current(), report)
    return report
