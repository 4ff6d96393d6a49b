"""What the trigger does for new flags, for those that were there before it; its index is made beside running work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

EARLIER_FLAGS = """
    UPDATE quizzes_attempt SET has_flags = true
    WHERE NOT has_flags AND id IN (
        SELECT attempt_id FROM quizzes_attemptitem item JOIN quizzes_response response ON attempt_item_id = item.id
        WHERE kind = 'flag'
    )
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("quizzes", "0002_attempts_with_flags")]
    operations = [
        migrations.RunSQL(EARLIER_FLAGS, migrations.RunSQL.noop),
        AddIndexConcurrently(
            "attempt",
            models.Index(fields=["learner"], condition=models.Q(has_flags=True), name="quizzes_attempts_with_flags"),
        ),
    ]
