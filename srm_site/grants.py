"""What the serving role may not do. Migrations run as the owner, the site as `srm_app` (srm_site/embedded/roles.sql).

Triggers already refuse to change a ledger or history row. The missing right is the second lock: it holds even where
somebody switches a trigger off.
"""

from django.apps import apps
from django.db import connections
from psycopg import sql

APPLICATION = "srm_app"
INSERT_ONLY_TRIGGERS = {"insert_only", "append_only"}
AUDIT_TABLES = {"django_admin_log"}
GROWING_TABLES = {"pghistory_context"}  # added to in the course of one request; a trigger keeps what stands in them


def insert_only_tables() -> list[str]:
    """Tables whose rows are never changed: ledger, history, audit."""
    protected = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if INSERT_ONLY_TRIGGERS & {trigger.name for trigger in getattr(model._meta, "triggers", [])}
    }
    return sorted(protected | AUDIT_TABLES)


def withhold_from_application(using: str, **_: object) -> None:
    """Takes from `srm_app`, where that role exists, the right to change those tables; run after every migration.

    A migration that was taken back leaves models without their tables.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
        there = set(connections[using].introspection.table_names(cursor)) if cursor.fetchone() else set()
        for rights, tables in (
            ("UPDATE, DELETE, TRUNCATE", insert_only_tables()),
            ("DELETE, TRUNCATE", sorted(GROWING_TABLES)),
        ):
            if present := [table for table in tables if table in there]:
                withhold = sql.SQL("REVOKE {rights} ON {tables} FROM {role}").format(
                    rights=sql.SQL(rights),
                    tables=sql.SQL(", ").join(map(sql.Identifier, present)),
                    role=sql.Identifier(APPLICATION),
                )
                cursor.execute(withhold)


def may_change_what_is_stored(cursor) -> bool:
    """Whether the role that is connected could change or delete stored answers, as the owner of their tables can."""
    cursor.execute(
        "SELECT bool_or(has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE')) FROM pg_class"
        " WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(%s)",
        [insert_only_tables()],
    )
    return bool(cursor.fetchone()[0])
