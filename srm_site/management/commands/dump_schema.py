from django.core.management.base import BaseCommand

from srm_site.schema_snapshot import FILE, applied, digest_of_migrations, made_by_migrations


class Command(BaseCommand):
    help = "Write the file with which `migrate` begins an empty database. Run it after adding a migration."

    def handle(self, *args, **options):
        made = made_by_migrations("--no-acl")
        digest = digest_of_migrations(applied(made))
        FILE.write_text(f"-- Made by `manage.py dump_schema` from migrations with this digest: {digest}\n{made}")
        self.stdout.write(f"{FILE.name}: {len(applied(made))} migrations.")
