from django.db import migrations, models

# As it was counted until now. `rebuild_projections` counts nights.
FILL = """
    UPDATE {table} AS memory SET overnight = true FROM accounts_learner AS learner
    WHERE learner.id = memory.learner_id
      AND (run_began AT TIME ZONE time_zone)::date <> (last AT TIME ZONE time_zone)::date
"""


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0008_number_edits_of_assignments"),
    ]

    operations = [
        migrations.AddField("response", "utc_offset", models.SmallIntegerField(default=0, db_default=0)),
        *(
            migrations.AddField(
                model,
                "overnight",
                models.BooleanField(
                    default=False, db_default=False, help_text="A night lies between two of those in a row."
                ),
            )
            for model in ("cellmemory", "rulememory")
        ),
        *(
            migrations.RunSQL(FILL.format(table=table), migrations.RunSQL.noop)
            for table in ("quizzes_cellmemory", "quizzes_rulememory")
        ),
    ]
