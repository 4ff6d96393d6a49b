from pathlib import Path

from django.core.management.base import BaseCommand

from serving.backups.contents import known_migrations
from serving.backups.restore import fitting, restore_backup


class Command(BaseCommand):
    help = "Fill an empty database and an empty folder of uploads from a backup."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="what manage.py backup wrote")
        parser.add_argument("--check", action="store_true", help="only check that the file is complete and fits")

    def handle(self, *, file: Path, check: bool, **options):
        manifest = fitting(file) if check else restore_backup(file)
        done = "is whole" if check else "is restored"
        self.stdout.write(f"{file} of {manifest['made_at']} {done}: {sum(manifest['rows'].values())} rows.")
        if known_migrations() - set(manifest["migrations"]):
            self.stdout.write(
                "It was made by an earlier version of the site. After restoring it, run manage.py migrate."
            )
