from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from matrix import facts
from srm_site.content_folder import NotOurs, content_files, left_behind, write


class Command(BaseCommand):
    help = (
        "Write facts, lessons, questions and quizzes as readable files that load_content reads. "
        "The same content gives the same bytes. They contain no personal data."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="an empty folder, or one that was exported to before")

    def handle(self, *args, folder: Path, **options):
        with transaction.atomic():
            files = content_files(facts.lock_facts())
            behind = list(left_behind())
        try:
            gone = write(folder, files)
        except NotOurs as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"{len(files)} files written, {len(gone)} removed.")
        for line in behind:
            self.stdout.write(line)
