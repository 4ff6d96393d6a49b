import time

from django.core.management.base import BaseCommand
from django.db import connection

from serving.backups.contents import rows_of
from serving.backups.rehearsal import restored, verify_repository


class Command(BaseCommand):
    help = "Verify pgBackRest's repository, restore it into the temporary folder, and read every row there."

    def add_arguments(self, parser):
        parser.add_argument(
            "--moment", default="", help="restore the state of this moment, such as 2026-11-28 12:00:00+00"
        )

    def handle(self, *, moment: str, **options):
        began = time.monotonic()
        verify_repository()
        verified = time.monotonic()
        with restored(connection.settings_dict["NAME"], moment) as cursor:
            took = time.monotonic() - verified
            rows = rows_of(cursor)
            cursor.execute("SELECT max(received_at) FROM quizzes_response")
            [(newest,)] = cursor.fetchall()
        self.stdout.write(
            f"The repository is whole (read in {verified - began:.0f} s). Restored in {took:.0f} s: "
            f"{sum(rows.values()):,} rows in {len(rows)} tables, {rows['quizzes_response']:,} of them answers, "
            f"the newest of {newest or 'no time'}."
        )
