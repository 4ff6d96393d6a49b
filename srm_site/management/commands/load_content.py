from pathlib import Path

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from bank.conflicts import update_contradictions
from bank.derivation import derive
from bank.loading import load_items
from lessons.files.loading import load_lessons
from lessons.files.passages import load_further
from matrix import facts
from matrix.editing.forms import LONGEST_REASON
from matrix.files.content import ContentError, Report
from matrix.files.folder import load_facts
from matrix.history import FILES
from quizzes.loading import load_quizzes


class Command(BaseCommand):
    help = "Load services, layers, responsibilities, lessons and questions from content files."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURES_DIR)
        parser.add_argument(
            "--reason", default="", help="one line that says why facts change; everyone can read it on /changes/"
        )

    def handle(self, *args, folder: Path, reason: str, **options):
        try:
            report = load_content(folder, reason=reason.strip()[:LONGEST_REASON])
        except ContentError as error:
            raise CommandError("Nothing was loaded.\n" + "\n".join(error.problems)) from None
        if report.created:
            # Without this the server would plan for empty tables until its own statistics are updated.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        for line in report.lines():
            self.stdout.write(line)


@transaction.atomic
def load_content(folder: Path, *, reason: str = "") -> Report:
    """Loads the whole folder or nothing, and derives questions. Raises ContentError with every problem.

    `reason` goes into the history of every change.
    """
    with pghistory.context(source=FILES, reason=reason):
        return _load(folder)


def _load(folder: Path) -> Report:
    report = Report()
    load_facts(folder, report)
    load_further(folder, report)
    load_lessons(folder, report)
    load_items(folder, report)
    load_quizzes(folder, report)
    known = facts.lock_facts()
    derive(known, report)
    # A question that was edited on the site stays, and may contradict the loaded facts.
    update_contradictions(known, editor=None)
    return report
