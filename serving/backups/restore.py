"""Restores a backup into an empty database and an empty folder of uploads, completely or not at all."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg import sql

from serving.backups import programs
from serving.backups.archive import DUMP, MEDIA, BackupRefused, extract, verified
from serving.backups.contents import (
    is_empty,
    known_migrations,
    rows_by_table,
    server_version,
)
from serving.grants import APPLICATION, protect


def restore_backup(path: Path) -> dict[str, Any]:
    """Return the manifest. Raises BackupRefused before anything is changed, or CommandError after a rollback."""
    manifest = fitting(path)
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise BackupRefused(
            f"{media} contains files. A backup is restored only into an empty folder: move them away first."
        )
    if not is_empty():
        raise BackupRefused(
            f"The database {connection.settings_dict['NAME']} is not empty. A backup is restored into an empty one."
        )
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        folder = Path(name)
        extract(path, list(manifest["members"]), folder)
        try:
            if (folder / MEDIA).exists():
                shutil.copytree(folder / MEDIA, media, dirs_exist_ok=True)
            fill_database(folder / DUMP, manifest)
        except BaseException:
            for left in media.iterdir() if media.exists() else []:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            raise
    return manifest


def fitting(path: Path) -> dict[str, Any]:
    manifest = verified(path)
    if unknown := sorted(set(manifest["migrations"]) - known_migrations()):
        raise BackupRefused(
            f"{path} was made by a newer version of the site, which has {unknown[0]}. Restore it with that version."
        )
    return manifest


def fill_database(dump: Path, manifest: dict[str, Any]) -> None:
    server = server_version()
    if server < manifest["server"]:
        raise BackupRefused(
            f"The backup is PostgreSQL {manifest['server']}'s, and this server is an older one, {server}."
        )
    connection.close()
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-acl"]
    programs.run(programs.program("pg_restore", server), *options, dump, connection=connection)
    if (found := rows_by_table()) != manifest["rows"]:
        differing = sorted(name for name in found | manifest["rows"] if found.get(name) != manifest["rows"].get(name))
        raise BackupRefused(
            f"The tables {', '.join(differing)} do not hold as many rows as the backup says: drop the database."
        )
    grant_application()
    protect(connection.alias)
    # A dump has no statistics: until autovacuum runs, query plans would be poor.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def grant_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
        if not cursor.fetchone():
            return
        role = sql.Identifier(APPLICATION)
        for grant in (
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        ):
            cursor.execute(sql.SQL(grant).format(role))
