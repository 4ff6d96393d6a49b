import django.db.models.deletion
from django.db import migrations, models

STATISTICS = ("itemstatistic", "markcount", "optionstatistic", "timecount")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_who_is_a_guest"),
        ("quizzes", "0019_answers_are_received_now"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="markcount",
            name="quizzes_one_count_per_marks",
        ),
        migrations.RemoveConstraint(
            model_name="optionstatistic",
            name="quizzes_one_count_per_option_and_band",
        ),
        migrations.RemoveConstraint(
            model_name="timecount",
            name="quizzes_one_count_per_version_and_duration",
        ),
        migrations.AddField(
            model_name="attempt",
            name="with_account",
            field=models.BooleanField(
                editable=False, help_text="Whether they hold it as an account's; null: not settled yet.", null=True
            ),
        ),
        migrations.AddField(
            model_name="itemresult",
            name="with_account",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="itemstatistic",
            name="guests",
            field=models.BooleanField(default=True),  # what has been counted so far is over all learners
        ),
        migrations.AddField(
            model_name="markcount",
            name="guests",
            field=models.BooleanField(default=True),  # what has been counted so far is over all learners
        ),
        migrations.AddField(
            model_name="optionstatistic",
            name="guests",
            field=models.BooleanField(default=True),  # what has been counted so far is over all learners
        ),
        migrations.AddField(
            model_name="timecount",
            name="guests",
            field=models.BooleanField(default=True),  # what has been counted so far is over all learners
        ),
        migrations.AlterField(
            model_name="itemstatistic",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="statistics", to="quizzes.itemversion"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemstatistic",
            constraint=models.UniqueConstraint(fields=("version", "guests"), name="quizzes_one_sum_per_version"),
        ),
        migrations.AddConstraint(
            model_name="markcount",
            constraint=models.UniqueConstraint(
                fields=("quiz", "guests", "version", "marks", "rest", "rest_maximum"),
                name="quizzes_one_count_per_marks",
            ),
        ),
        migrations.AddConstraint(
            model_name="optionstatistic",
            constraint=models.UniqueConstraint(
                fields=("version", "guests", "band", "option"), name="quizzes_one_count_per_option_and_band"
            ),
        ),
        migrations.AddConstraint(
            model_name="timecount",
            constraint=models.UniqueConstraint(
                fields=("version", "guests", "duration"), name="quizzes_one_count_per_version_and_duration"
            ),
        ),
        migrations.AlterField(model_name="itemstatistic", name="guests", field=models.BooleanField(default=False)),
        migrations.AlterField(model_name="markcount", name="guests", field=models.BooleanField(default=False)),
        migrations.AlterField(model_name="optionstatistic", name="guests", field=models.BooleanField(default=False)),
        migrations.AlterField(model_name="timecount", name="guests", field=models.BooleanField(default=False)),
        # Taken back first: what is counted without guests is no row of the statistics before.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            [f"DELETE FROM quizzes_{name} WHERE NOT guests" for name in STATISTICS],  # noqa: S608  names of our own
        ),
    ]
