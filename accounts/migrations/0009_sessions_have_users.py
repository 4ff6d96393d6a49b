import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The table is Django's own where a site has run before. Code from before this step goes on writing to it.
ADD = [
    "CREATE TABLE IF NOT EXISTS django_session"
    " (session_key varchar(40) PRIMARY KEY, session_data text NOT NULL, expire_date timestamp with time zone NOT NULL)",
    "CREATE INDEX IF NOT EXISTS django_session_expire_date_a5c62663 ON django_session (expire_date)",
    "ALTER TABLE django_session ADD COLUMN user_id bigint"
    " CONSTRAINT django_session_user REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED",
    "CREATE INDEX django_session_of_user ON django_session (user_id)",
]
TAKE_BACK = "ALTER TABLE django_session DROP COLUMN user_id"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_count_guesses"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "session_key",
                            models.CharField(
                                max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                            ),
                        ),
                        ("session_data", models.TextField(verbose_name="session data")),
                        ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "db_table": "django_session",
                        "abstract": False,
                    },
                ),
            ],
            database_operations=[migrations.RunSQL(ADD, TAKE_BACK)],
        ),
    ]
