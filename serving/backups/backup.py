"""Backs up a running site: database, row counts and migrations are from the same moment."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from serving.backups import programs
from serving.backups.archive import DUMP, MEDIA, Writer, written
from serving.backups.contents import applied_migrations, passing_tables, rows_by_table, server_version


def make_backup(path: Path) -> dict[str, Any]:
    """Write the file and return its manifest.

    Uploads are copied after the rows, so none that a row names is missing.
    """
    with written(path) as writer, tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        manifest = dump(Path(folder) / DUMP)
        writer.add(DUMP, Path(folder) / DUMP)
        add_media(writer)
        writer.seal(manifest)
    return {**manifest, "members": writer.members}


@transaction.atomic
def dump(path: Path) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
    server = server_version()
    without = [f"--exclude-table-data={table}" for table in passing_tables()]
    options = ["--format=custom", "--no-owner", "--no-acl", "--no-comments", f"--snapshot={snapshot}", *without]
    programs.run(programs.program("pg_dump", server), *options, f"--file={path}", connection=connection)
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "server": server,
        "migrations": applied_migrations(),
        "rows": rows_by_table(),
    }


def add_media(writer: Writer) -> None:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.exists() else []:
        if path.is_file() and not path.is_symlink():
            writer.add(f"{MEDIA}{path.relative_to(root)}", path)
