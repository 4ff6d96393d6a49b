from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from lessons.loading import load_lessons
from matrix import facts
from matrix.content import ContentError, Report
from matrix.loading import load_facts
from matrix.revising import follow
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
    known = facts.hold()
    derive(known, report)
    # A question that somebody edited here stays as it is, and may have been left behind by the facts of the files.
    follow(known, editor=None)
    return report
