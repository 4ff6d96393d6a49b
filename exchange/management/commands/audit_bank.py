import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from exchange.audit.bank_audit import audit
from exchange.audit.detection import CannotRead, read
from exchange.audit.questions import ParsedQuestions
from exchange.audit.report import as_data, lines
from exchange.formats import FORMATS, LABELS
from matrix import facts
from matrix.facts import Facts

FOUND_SOMETHING, COULD_NOT_READ = 1, 2


class Command(BaseCommand):
    help = (
        f"Audit question banks from elsewhere ({LABELS}): contradictions, keys that the matrix or their own "
        "explanation refutes, duplicates, cues, lines that cannot be used. Imports nothing. Exit status: 0 no "
        "findings, 1 findings, 2 a file could not be read or no question was found in it."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--format", choices=FORMATS, help="instead of telling it by name and content")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        parsed, unread = read_all(options["files"], options["format"])
        found = audit(parsed, known_facts())
        if options["json"]:
            self.stdout.write(json.dumps(as_data(found, unread), ensure_ascii=False, indent=2))
        else:
            for line in lines(found, unread):
                self.stdout.write(line)
        if unread or found.findings:
            sys.exit(COULD_NOT_READ if unread else FOUND_SOMETHING)


def read_all(files: list[str], format: str | None) -> tuple[list[ParsedQuestions], dict[str, str]]:
    parsed, unread = [], {}
    for file in dict.fromkeys(files):
        try:
            found = read(file, format)
        except CannotRead as error:
            unread[file] = str(error)
            continue
        parsed.append(found)
        if not found.questions:
            unread[file] = f"There is no question in it, read as {FORMATS[found.format].label}."
    return parsed, unread


def known_facts() -> Facts:
    """Raises CommandError if there are no facts: an audit without them would find no errors."""
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
