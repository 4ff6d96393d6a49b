"""The empty database as migrations made it. Loading it takes a second, running the migrations half a minute.

`manage.py dump_schema` writes it. `manage.py migrate` begins an empty database with it, and runs what is newer.
"""

import hashlib
import inspect
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.commands import migrate
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from serving.backups import programs
from serving.backups.contents import is_empty, server_version

FILE = Path(__file__).parent / "schema.sql"
SCRATCH = "schema_from_migrations"
# Filled after each migration, from the models; with their sequences.
FILLED_LATER = ["django_content_type*", "auth_permission*", "auth_group*", "teach_permissionevent*"]
DUMP = ["--inserts", "--no-owner", *(f"--exclude-table-data={tables}" for tables in FILLED_LATER)]
# Remarks, commands of psql, settings of the session that made the file, and what a new sequence has anyway.
LEFT_OUT = re.compile(
    r"^(--.*|\\.*|SET .*|SELECT pg_catalog\.set_config.*|.*, 1, false\);|COMMENT ON EXTENSION.*)\n", re.M
)
APPLIED = re.compile(r"^INSERT INTO public\.django_migrations VALUES \(\d+, '(\w+)', '(\w+)'", re.M)


def load() -> None:
    """Into an empty database. Functions may name tables that come further down."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(FILE.read_text())
        cursor.execute("UPDATE django_migrations SET applied = now()")


def fits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone() == ("public",) and is_empty()


def applied(snapshot: str) -> list[tuple[str, str]]:
    return APPLIED.findall(snapshot)


def digest_of_migrations(names: list[tuple[str, str]]) -> str:
    """Of their files, and of what those share. KeyError if one is gone."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    files = {Path(inspect.getfile(type(known[name]))) for name in names}
    files |= {shared for file in files for shared in file.parent.glob("_*.py")}
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.parts[-3:]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def dump(*options: str) -> str:
    with tempfile.NamedTemporaryFile("r") as file:
        program = programs.program("pg_dump", server_version())
        programs.run(program, *DUMP, *options, f"--file={file.name}", connection=connection)
        text = LEFT_OUT.sub("", file.read())
    return re.sub(r"\n{3,}", "\n", text)


@contextmanager
def scratch_database() -> Iterator[None]:
    """Empty, in place of the site's own, and gone afterwards."""
    original = connection.settings_dict["NAME"]

    def administer(statement: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"{statement} {SCRATCH}")

    administer("DROP DATABASE IF EXISTS")
    administer("CREATE DATABASE")
    connection.settings_dict["NAME"] = SCRATCH
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = original
        administer("DROP DATABASE IF EXISTS")


def made_by_migrations(*options: str) -> str:
    with scratch_database():
        migrate.Command().run_from_argv(["manage.py", "migrate", "--verbosity=0", "--no-input"])
        return dump(*options)
