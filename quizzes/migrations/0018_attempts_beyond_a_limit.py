from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_whose_sessions_are"),
        ("quizzes", "0017_when_learners_answered_last"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attempt",
            name="quizzes_closed_attempt_says_how",
        ),
        migrations.AlterField(
            model_name="attempt",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("finished", "Every question answered, or handed in"),
                    ("time", "The time was up"),
                    ("left", "Left for another attempt"),
                    ("excess", "More than the quiz allows: a guest's, whose account had used its attempts"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("ending", "")),
                    models.Q(("closed_at__isnull", False), ("ending__in", ["finished", "time", "left", "excess"])),
                    _connector="OR",
                ),
                name="quizzes_closed_attempt_says_how",
            ),
        ),
    ]
