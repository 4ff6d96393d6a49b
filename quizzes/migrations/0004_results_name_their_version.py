import django.db.models.deletion
from django.db import migrations, models

# Until now no key had been corrected after the fact: each result goes by the version that was served.
FILL = """
    UPDATE quizzes_itemresult SET version_id = quizzes_attemptitem.version_id
    FROM quizzes_attemptitem WHERE quizzes_attemptitem.id = quizzes_itemresult.attempt_item_id
"""


def version(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion", **options
    )


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0003_practice_exams_and_regrading")]

    operations = [
        migrations.AddField("itemresult", "version", version(null=True)),
        # At once, and not at the end: what waits for its check keeps the column from being altered.
        migrations.RunSQL(["SET CONSTRAINTS ALL IMMEDIATE", FILL], migrations.RunSQL.noop),
        migrations.AlterField("itemresult", "version", version()),
    ]
