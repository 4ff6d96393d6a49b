"""An empty database begins with a snapshot, and is the one that the migrations make."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from srm_site.schema_snapshot import (
    FILE,
    applied,
    digest_of_migrations,
    dump,
    load,
    made_by_migrations,
    scratch_database,
)

MOMENT = re.compile(r"'\d{4}-\d\d-\d\d [\d:.]+\+00'|'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'")
# PostgreSQL writes a check of several values in another way once it has read its own.
WRITTEN_IN_TWO_WAYS = re.compile(r"::character varying|::text(\[\])?|[()]")


@pytest.fixture
def empty_database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), scratch_database():
        yield


def rows(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return cursor.fetchall()


def as_lines(schema: str) -> list[str]:
    return sorted(WRITTEN_IN_TWO_WAYS.sub("", MOMENT.sub("", schema)).splitlines())


def test_the_snapshot_is_of_the_migrations_as_they_are():
    text = FILE.read_text()

    assert digest_of_migrations(applied(text)) in text.splitlines()[0], "run `manage.py dump_schema`"


def test_an_empty_database_begins_with_the_snapshot_and_has_every_migration(empty_database):
    call_command("migrate", verbosity=0, interactive=False)

    assert set(MigrationLoader(connection).applied_migrations) == set(MigrationLoader(None).disk_migrations)
    assert len(rows("matrix_factsrevision")) == 1
    assert rows("auth_group"), "what is made from the models after a migration"


def test_a_plan_of_migrations_leaves_an_empty_database_empty(empty_database):
    call_command("migrate", verbosity=0, plan=True)

    assert connection.introspection.table_names() == []


def test_a_database_with_tables_is_migrated_from_where_it_is(empty_database):
    load()

    call_command("migrate", verbosity=0, interactive=False)

    assert len(rows("matrix_factsrevision")) == 1


@pytest.mark.long
def test_it_is_the_database_that_the_migrations_make(empty_database):
    call_command("migrate", verbosity=0, interactive=False)
    begun_with_the_snapshot = dump()

    assert as_lines(begun_with_the_snapshot) == as_lines(made_by_migrations())
