import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the index is made while people answer

    dependencies = [
        ("accounts", "0008_count_guesses"),
        ("quizzes", "0001_start"),
    ]

    operations = [
        # What a run that gave up would have left.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS quizzes_memories_by_last", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="cellmemory",
            index=models.Index(fields=["learner", "last"], name="quizzes_memories_by_last"),
        ),
        # As it stands, the change of the field would check its foreign key anew, with the table locked meanwhile.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS quizzes_cellmemory_learner_id_f4c13803",
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS quizzes_cellmemory_learner_id_f4c13803 "
                    "ON quizzes_cellmemory (learner_id)",
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="cellmemory",
                    name="learner",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memories",
                        to="accounts.learner",
                    ),
                )
            ],
        ),
    ]
