"""The real content in a database that tests are given copies of.

Migrating and loading take half a minute, a copy takes less than a second. It is made anew when anything
changes that it is made from: by `python -m tests.helpers.prepared_database`, which a run with several processes begins
with, or by whichever test process comes first. The others wait for it.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import django
from django.conf import settings
from django.db import connection
from psycopg.pq import TransactionStatus

from serving import chance
from tests.helpers.rooms import ROOMS

PREFIX, BEING_MADE = "prepared_", "being_prepared"
MADE_FROM = [*ROOMS, "fixtures"]
LOCK = 20_590  # any number that nothing else locks


def prepared_database(*, reuse: bool) -> str:
    """The name of a database with migrations applied and content loaded, which nobody may write to.

    With `reuse` the one that is there will do, whatever has changed since.
    """
    name = PREFIX + fingerprint()
    with _alone():
        there = _databases()
        if reuse and there:
            return there[0]
        if name not in there:
            for outdated in there:
                drop_database(outdated)
            _make(BEING_MADE)
            _administer(f'ALTER DATABASE "{BEING_MADE}" RENAME TO "{name}"')
    return name


def fingerprint() -> str:
    """Of every file that migrations and content are read from."""
    root = Path(settings.BASE_DIR)
    files = [root / "requirements.txt"]
    for folder in MADE_FROM:
        files += [each for each in (root / folder).rglob("*") if each.is_file() and each.suffix != ".pyc"]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _make(name: str) -> None:
    from srm_site.management.commands.load_content import load_content

    chance.source = Random(name)
    original, wanted = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        load_content(settings.FIXTURES_DIR)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (FREEZE, ANALYZE)")  # copies keep no count of what has changed since the last
    finally:
        connection.close()
        connection.settings_dict["TEST"]["NAME"] = wanted
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = original


@contextmanager
def _alone() -> Iterator[None]:
    """Processes of one run come at the same time."""
    with connection.copy()._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield


def _databases() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        return [name for (name,) in cursor.fetchall()]


def drop_database(name: str) -> None:
    """Whoever is connected loses it. Not by FORCE, which fails where the server is just vacuuming there."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND backend_type = %s",
            [name, "client backend"],
        )
    _administer(f'DROP DATABASE IF EXISTS "{name}"')


CONTENT_IN_DEAD_ROWS = """
    SELECT relid::regclass::text FROM pg_stat_user_tables JOIN pg_class ON oid = relid
    WHERE reltuples > 0 AND n_dead_tup > reltuples
"""


def vacuum_content() -> None:
    """Of what tests changed of the content and took back: each later scan would read it too, thirty times the table.

    Not of tables that are empty between tests: they would be planned for as such in the next one.
    """
    opened = connection.connection
    if opened is None or opened.closed or opened.info.transaction_status is not TransactionStatus.IDLE:
        return
    for (table,) in opened.execute(CONTENT_IN_DEAD_ROWS).fetchall():
        opened.execute(f"VACUUM {table}")


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    django.setup()
    prepared_database(reuse=False)
