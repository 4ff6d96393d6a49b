"""Row counts and migrations of a database, to compare two databases."""

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name"""
ANYTHING = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')"""


def passing_tables() -> list[str]:
    stores = [store for store in caches.all(initialized_only=False) if isinstance(store, DatabaseCache)]
    return [store.cache_model_class._meta.db_table for store in stores]


def rows_by_table() -> dict[str, int]:
    with connection.cursor() as cursor:
        return rows_of(cursor)


def rows_of(cursor) -> dict[str, int]:
    """The cursor may be of any database."""
    cursor.execute(TABLES)
    tables = [table for (table,) in cursor.fetchall()]
    passing = passing_tables()
    return {table: 0 if table in passing else _rows(cursor, table) for table in tables}


def _rows(cursor, table: str) -> int:
    cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
    return cursor.fetchone()[0]


def is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(ANYTHING)
        return cursor.fetchone() == (0,)


def applied_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def known_migrations() -> set[str]:
    """Include replaced migrations, because a backup of an earlier site names them."""
    there = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {f"{app}.{name}" for key, migration in there.items() for app, name in [key, *migration.replaces]}


def server_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000
