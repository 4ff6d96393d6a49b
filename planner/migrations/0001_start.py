import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_start"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(help_text="The day in the learner's zone.")),
                ("made_from", models.CharField(max_length=32)),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("told", models.JSONField()),
                (
                    "learner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stored_plan", to="accounts.learner"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Forecast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("exam_on", models.DateField()),
                ("expected", models.FloatField()),
                ("low", models.FloatField()),
                ("high", models.FloatField()),
                ("cells", models.PositiveIntegerField()),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="forecasts", to="accounts.learner"
                    ),
                ),
            ],
            options={
                "ordering": ["learner", "day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("learner", "day"), name="planner_one_forecast_per_learner_and_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expected__lte", models.F("high")), ("low__lte", models.F("expected"))),
                        name="planner_forecast_is_within_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminders",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("review", models.BooleanField(default=False)),
                ("due_dates", models.BooleanField(default=False)),
                ("answers", models.BooleanField(default=False)),
                ("hour", models.PositiveSmallIntegerField()),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("settled_on", models.DateField(editable=False, null=True)),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "learner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="accounts.learner"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "reminders",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("hour__lte", 23)), name="planner_a_day_has_24_hours")
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("exam_on", models.DateField(blank=True, null=True, verbose_name="exam date")),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes a day")),
                ("token", models.CharField(blank=True, editable=False, max_length=43, null=True, unique=True)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "learner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="study_plan", to="accounts.learner"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__lte", 1440)), name="planner_a_day_has_1440_minutes"
                    )
                ],
            },
        ),
    ]
