from collections.abc import Sequence

from django.core.checks import CheckMessage, Warning
from django.db import connections


def search_forgives_typing_errors(databases: Sequence[str] | None = None, **_: object) -> list[CheckMessage]:
    """Runs only with `check --database default` and `migrate`, because other checks may not query a database."""
    return [warning for alias in databases or () if (warning := _without_trigrams(alias))]


def _without_trigrams(alias: str) -> CheckMessage | None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
        [there] = cursor.fetchone()
        cursor.execute("SELECT to_regclass('matrix_searchentry') IS NULL")
        [still_to_come] = cursor.fetchone()
    if there or still_to_come:  # before the first migration, which creates it
        return None
    return Warning(
        "The database has no extension pg_trgm: search finds only what is spelled right.",
        hint="Install PostgreSQL's contrib package on the server, then run CREATE EXTENSION pg_trgm "
        "as the owner of the database.",
        id="matrix.W001",
    )
