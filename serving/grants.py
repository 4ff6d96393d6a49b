"""What the serving role may not do. Migrations run as the owner, the site as `srm_app` (serving/embedded/roles.sql).

Triggers already refuse to change a ledger or history row. The missing right also holds where somebody switches a
trigger off. A trigger refuses TRUNCATE to the owner too. It is created here, because some of these tables belong to no
model of ours that could declare it.
"""

from django.apps import apps
from django.db import connections
from psycopg import sql

APPLICATION = "srm_app"
INSERT_ONLY_TRIGGERS = {"insert_only", "append_only"}
AUDIT_TABLES = {"django_admin_log"}
GROWING_TABLES = {"pghistory_context"}  # a row grows during its request; a trigger protects its contents


def insert_only_tables() -> list[str]:
    protected = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if INSERT_ONLY_TRIGGERS & {trigger.name for trigger in getattr(model._meta, "triggers", [])}
    }
    return sorted(protected | AUDIT_TABLES)


def protect(using: str, **_: object) -> None:
    """Run after every migration. A reversed migration leaves models without their tables."""
    with connections[using].cursor() as cursor:
        there = set(connections[using].introspection.table_names(cursor))
        protected = [table for table in insert_only_tables() if table in there]
        growing = sorted(GROWING_TABLES & there)
        refuse_to_empty(cursor, [*protected, *growing])
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
        if cursor.fetchone():
            withhold(cursor, "UPDATE, DELETE, TRUNCATE", protected)
            withhold(cursor, "DELETE, TRUNCATE", growing)


def withhold(cursor, rights: str, tables: list[str]) -> None:
    if tables:
        cursor.execute(
            sql.SQL("REVOKE {rights} ON {tables} FROM {role}").format(
                rights=sql.SQL(rights),
                tables=sql.SQL(", ").join(map(sql.Identifier, tables)),
                role=sql.Identifier(APPLICATION),
            )
        )


def may_change_what_is_stored(cursor) -> bool:
    cursor.execute(
        "SELECT bool_or(has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE')) FROM pg_class"
        " WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(%s)",
        [insert_only_tables()],
    )
    return bool(cursor.fetchone()[0])


REFUSE = """
    CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'Cannot truncate %, or what it depends on: its rows are kept', TG_TABLE_NAME;
        END;
    $$
"""


def refuse_to_empty(cursor, tables: list[str]) -> None:
    """Create missing triggers only: creating one locks its table."""
    cursor.execute(REFUSE)
    cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'refuse_truncate'")
    refusing = {table for (table,) in cursor.fetchall()}
    for table in tables:
        if table not in refusing:
            cursor.execute(
                sql.SQL(
                    "CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {} EXECUTE FUNCTION refuse_truncate()"
                ).format(sql.Identifier(table))
            )
