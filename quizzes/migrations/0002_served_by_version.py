import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of attempts alone goes: both others begin with the attempt."""

    atomic = False
    dependencies = [("quizzes", "0001_start")]

    operations = [
        AddIndexConcurrently(
            model_name="attemptitem",
            index=models.Index(fields=["attempt", "version"], name="quizzes_served_by_version"),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="attemptitem",
                    name="attempt",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="quizzes.attempt",
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS quizzes_attemptitem_attempt_id_28851a6c",
                    "CREATE INDEX CONCURRENTLY quizzes_attemptitem_attempt_id_28851a6c "
                    "ON quizzes_attemptitem (attempt_id)",
                ),
            ],
        ),
    ]
