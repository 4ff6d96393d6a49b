import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_who_is_a_guest"),
        ("quizzes", "0019_answers_are_received_now"),
    ]

    operations = [
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
        migrations.CreateModel(
            name="AccountsItemStatistic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.PositiveBigIntegerField()),
                ("marks", models.PositiveBigIntegerField()),
                ("squares", models.PositiveBigIntegerField()),
                ("unsure", models.PositiveBigIntegerField(help_text="Answers that were “not sure”.")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts_statistic",
                        to="quizzes.itemversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccountsMarkCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marks", models.PositiveSmallIntegerField()),
                ("rest", models.PositiveIntegerField()),
                ("rest_maximum", models.PositiveIntegerField()),
                ("attempts", models.PositiveBigIntegerField()),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="quizzes.quiz"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quiz", "version", "marks", "rest", "rest_maximum"),
                        name="quizzes_accounts_one_count_per_marks",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountsOptionStatistic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("option", models.CharField(blank=True, max_length=60)),
                ("band", models.PositiveSmallIntegerField()),
                ("chosen", models.PositiveBigIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "band", "option"), name="quizzes_accounts_one_count_per_option"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountsTimeCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("duration", models.PositiveSmallIntegerField(help_text="Number of the class.")),
                ("answers", models.PositiveBigIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "duration"), name="quizzes_accounts_one_count_per_duration"
                    )
                ],
            },
        ),
    ]
