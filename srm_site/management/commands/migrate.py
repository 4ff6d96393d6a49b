"""Django's own, which begins an empty database with what migrations have made before (srm_site/schema_snapshot.py)."""

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from srm_site import schema_snapshot


class Command(migrate.Command):
    def handle(self, *args, **options):
        everything = options["database"] == DEFAULT_DB_ALIAS and not options["app_label"]
        changes_nothing = options["plan"] or options["check_unapplied"]
        if everything and not changes_nothing and schema_snapshot.fits():
            schema_snapshot.load()
        super().handle(*args, **options)
