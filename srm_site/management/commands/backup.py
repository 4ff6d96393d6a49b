from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand

from serving.backups.backup import make_backup


class Command(BaseCommand):
    help = (
        "Write the database and uploads into one file while the site keeps running. The file contains personal data."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="where to write it; must not exist")

    def handle(self, *, file: Path, **options):
        manifest = make_backup(file.absolute())
        files = len(manifest["members"]) - 1
        self.stdout.write(f"{file}: {sum(manifest['rows'].values())} rows and {files} uploaded files.")
        if not isinstance(default_storage, FileSystemStorage):
            self.stdout.write("Uploads are in a bucket and not in this file.")
