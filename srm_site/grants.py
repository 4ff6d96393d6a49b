"""What the serving role may do. Migrations run as the owner; the site itself runs as `srm_app`.

Triggers already refuse to change a ledger or history row. The missing right is the second lock: it holds even where
somebody switches a trigger off.
"""

from django.apps import apps
from django.db import connections
from psycopg import sql

APPLICATION = "srm_app"
INSERT_ONLY_TRIGGERS = {"insert_only", "append_only"}
AUDIT_TABLES = {"django_admin_log"}


def insert_only_tables() -> list[str]:
    """Tables whose rows are never changed: ledger, history, audit."""
    protected = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if INSERT_ONLY_TRIGGERS & {trigger.name for trigger in getattr(model._meta, "triggers", [])}
    }
    return sorted(protected | AUDIT_TABLES)


def grant_to_application(using: str, **_: object) -> None:
    """Gives `srm_app` its rights, where that role exists; run after every migration."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
        if not cursor.fetchone():
            return
        role = sql.Identifier(APPLICATION)
        ledger = sql.SQL(", ").join(sql.Identifier(table) for table in insert_only_tables())
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
            "REVOKE UPDATE, DELETE, TRUNCATE ON {ledger} FROM {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=role, ledger=ledger))
