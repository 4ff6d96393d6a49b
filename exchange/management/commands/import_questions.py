import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from exchange.formats import FORMATS, LABELS, format_of
from exchange.imports import carry_out, plan_of, store_import
from exchange.parsed_file import CannotImport
from exchange.parsers import MOST_BYTES, read_text, text_of
from exchange.plan import SKIP, ImportPlan
from matrix.facts import lock_facts

WORDS = {"create": "would create", "change": "would change", "same": "as it stands", "skip": "skips"}


class Command(BaseCommand):
    help = (
        f"Import questions from a file ({LABELS}) as drafts. Questions that were imported before are changed, not "
        "doubled. Nothing is published."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="a file, or - for the standard input")
        parser.add_argument("--format", choices=FORMATS, help="instead of telling it by name and content")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and do nothing")

    def handle(self, *args, file: str, format: str | None, dry_run: bool, **options):
        try:
            data = _bytes_of(file)
            text = text_of(data)
            read_text(text, known := format_of(file, text, format or ""))
        except (CannotImport, OSError) as error:
            raise CommandError(f"Nothing was imported. {error}") from None
        with transaction.atomic():
            brought = store_import(Path(file).name, text, format=known, editor=None)
            plan = plan_of(brought, lock_facts())
            for line in lines(plan):
                self.stdout.write(line)
            if dry_run:
                transaction.set_rollback(True)
                self.stdout.write("Nothing was done.")
                return
            carry_out(brought, shown=plan.fingerprint, editor=None)
        self.stdout.write("Done. What was created or changed waits as drafts.")


def _bytes_of(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def lines(plan: ImportPlan):
    counts = plan.counts
    yield (
        f"{counts['create']} to create, {counts['change']} to change, {counts['same']} as they stand, "
        f"{counts['skip']} skipped."
    )
    yield from plan.notices
    for step in plan.as_json()["steps"]:
        reason = f": {step['reason']}" if step["kind"] == SKIP else ""
        yield f"{step['at']}, {step['title']} {WORDS[step['kind']]}{reason}"
        for change in step.get("changes", ()):
            yield f"    {change['field']}: “{change['before']}” becomes “{change['after']}”"
        for lost in step.get("lost", ()):
            yield f"    {lost['at']}, lost, {lost['field']}: {lost['message']}"
        for need in step.get("needs", ()):
            yield f"    needs, {need}"
