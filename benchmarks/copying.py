"""Copies rows into tables in bulk: their indexes and foreign keys are dropped first and created again at the end.

All in one transaction, so that a load that breaks off leaves neither rows nor tables without their indexes. Primary
keys stay. A foreign key that is made again is checked over all rows at once, not row by row.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection

# Foreign keys first: they rest on indexes. Nothing here points at a unique constraint that is no primary key.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype, conname"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index AS index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1"""
MEMORY_TO_REBUILD = "1GB"


@contextmanager
def without_indexes(tables: list[str]) -> Iterator[None]:
    """Drops indexes and constraints, and creates them again at the end. Call it in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [MEMORY_TO_REBUILD])
        cursor.execute(CONSTRAINTS, [tables])
        constraints = cursor.fetchall()
        for table, name, _ in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(INDEXES, [tables])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in reversed(constraints):  # unique ones first
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def copy(columns: Mapping[str, str], texts: Mapping[str, bytes]) -> None:
    """Copies rows in COPY's own format. `columns` lists the tables so that each refers only to earlier ones."""
    with connection.cursor() as cursor:
        for table, names in columns.items():
            with cursor.copy(f"COPY {table} ({', '.join(names.split())}) FROM STDIN") as copying:
                copying.write(texts[table])
