import json

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from matrix import facts
from matrix.facts import Facts
from quizzes.audit.auditing import audit
from quizzes.audit.found import Parsed
from quizzes.audit.reading import PARSERS, CannotRead, read
from quizzes.audit.report import as_data, counted, lines

FOUND_SOMETHING, COULD_NOT_READ = 1, 2


class Command(BaseCommand):
    help = (
        "Audit question banks from outside (Markdown exams, CSV, GIFT): contradictions, keys that the matrix or their "
        "own explanation refutes, duplicates, cues, lines that cannot be used. Imports nothing. "
        "Exit status: 0 nothing found, 1 something found, 2 something could not be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--format", choices=PARSERS, help="instead of telling it by name and content")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        parsed, unread = read_all(options["files"], options["format"])
        found = audit(parsed, known_facts())
        if options["json"]:
            self.stdout.write(json.dumps(as_data(found, unread), ensure_ascii=False, indent=2))
        else:
            for line in lines(found, unread):
                self.stdout.write(line)
        if unread:
            raise CommandError(f"{counted(len(unread), 'file')} could not be read.", returncode=COULD_NOT_READ)
        if found.findings:
            raise CommandError(f"{counted(len(found.findings), 'finding')}.", returncode=FOUND_SOMETHING)


def read_all(files: list[str], format: str | None) -> tuple[list[Parsed], dict[str, str]]:
    """What could be read, and the reason for each file that could not. A file that is named twice is read once."""
    parsed, unread = [], {}
    for file in dict.fromkeys(files):
        try:
            parsed.append(read(file, format))
        except CannotRead as error:
            unread[file] = str(error)
    return parsed, unread


def known_facts() -> Facts:
    """Raises CommandError where there is nothing to hold a key against: an audit without it would look clean."""
    try:
        with transaction.atomic():
            known = facts.current()
    except (DatabaseError, facts.FactsRevision.DoesNotExist) as error:
        reason = str(error).strip().partition("\n")[0]
        raise CommandError(
            f"The facts could not be read ({reason}). Run “manage.py migrate” and “manage.py load_content” first.",
            returncode=COULD_NOT_READ,
        ) from None
    if not known.services:
        raise CommandError("There are no facts yet. Run “manage.py load_content” first.", returncode=COULD_NOT_READ)
    return known
