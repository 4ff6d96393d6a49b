from django.db import migrations, models

# The rows have no days. The next roll counts the classes again, as it does those whose days begin at another hour.
BEGIN_AGAIN = """
    DELETE FROM quizzes_classmarkcount;
    UPDATE accounts_cohortmembership SET counted = NULL WHERE counted;
"""
COLUMNS = {
    "span": models.PositiveIntegerField(help_text="Days in the block.", default=0),
    "block": models.PositiveIntegerField(help_text="Number of the block among those of its span.", default=0),
    "kinds": models.PositiveSmallIntegerField(
        help_text="Which of the learner’s attempts at the quiz they are: the first (1) plus the highest graded (2)"
        " plus the last (4).",
        default=0,
    ),
}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_start"), ("quizzes", "0001_start")]

    operations = [
        migrations.RunSQL(BEGIN_AGAIN, BEGIN_AGAIN),
        migrations.RemoveConstraint(model_name="classmarkcount", name="quizzes_one_count_per_class_and_marks"),
        *(
            migrations.AddField(model_name="classmarkcount", name=name, field=field, preserve_default=False)
            for name, field in COLUMNS.items()
        ),
        migrations.AddConstraint(
            model_name="classmarkcount",
            constraint=models.UniqueConstraint(
                fields=("cohort", "quiz", "span", "block", "version", "marks", "rest", "rest_maximum", "kinds"),
                include=("attempts",),
                name="quizzes_one_count_per_class_marks_and_days",
            ),
        ),
        migrations.AddIndex(
            model_name="classmarkcount",
            index=models.Index(fields=["cohort", "span", "block"], name="quizzes_classmarkcount_of_days"),
        ),
    ]
