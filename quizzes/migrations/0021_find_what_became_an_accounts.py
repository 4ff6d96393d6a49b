from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """All that was counted before waits in these indexes, until rolls have counted it without guests too."""

    atomic = False  # the indexes are made while people answer

    dependencies = [
        ("quizzes", "0020_statistics_of_accounts"),
    ]

    operations = [
        # What a run that gave up would have left.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS quizzes_attempts_to_settle", migrations.RunSQL.noop),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS quizzes_results_to_settle", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(counted=True, with_account=None), fields=["id"], name="quizzes_attempts_to_settle"
            ),
        ),
        AddIndexConcurrently(
            model_name="itemresult",
            index=models.Index(
                condition=models.Q(first_answer__isnull=False, with_account=None),
                fields=["id"],
                name="quizzes_results_to_settle",
            ),
        ),
    ]
