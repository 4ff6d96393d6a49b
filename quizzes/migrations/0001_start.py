import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import serving.uuid7


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_start"),
        ("bank", "0001_start"),
        ("lessons", "0001_start"),
        ("matrix", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("items", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField())),
                (
                    "quizzes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list),
                ),
            ],
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
                        to="bank.itemversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("homework", "Homework"), ("test", "Timed test"), ("exam", "Practice exam")],
                        default="homework",
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(blank=True, help_text="Empty: the name of what is given.", max_length=120)),
                ("selection", models.JSONField(blank=True, null=True)),
                ("simulation", models.CharField(blank=True, max_length=8)),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="In minutes.", null=True, verbose_name="time limit"
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("shuffled", models.BooleanField(default=False, verbose_name="shuffle questions")),
                (
                    "answers",
                    models.CharField(
                        choices=[
                            ("at-once", "After each question"),
                            ("after", "After handing in"),
                            ("closed", "After it closes"),
                            ("at", "At a set time"),
                        ],
                        default="at-once",
                        max_length=8,
                        verbose_name="show answers",
                    ),
                ),
                ("answers_at", models.DateTimeField(blank=True, null=True, verbose_name="answers shown")),
                ("edit_number", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "event",
                    models.UUIDField(editable=False, help_text="Of the form that created it.", null=True, unique=True),
                ),
                ("set_by", models.BigIntegerField(help_text="Id of the user.")),
                ("set_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="accounts.cohort",
                        verbose_name="class",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="lessons.lesson",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("due_at"), nulls_last=True), "pk"],
            },
        ),
        migrations.CreateModel(
            name="AssignmentException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("extra_minutes", models.PositiveSmallIntegerField(default=0)),
                ("extra_attempts", models.PositiveSmallIntegerField(default=0)),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exceptions", to="quizzes.assignment"
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignment_exceptions",
                        to="accounts.learner",
                    ),
                ),
            ],
            options={
                "ordering": ["assignment", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AssignmentExceptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("extra_minutes", models.PositiveSmallIntegerField(default=0)),
                ("extra_attempts", models.PositiveSmallIntegerField(default=0)),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "assignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quizzes.assignment",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.learner",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="quizzes.assignmentexception",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=serving.uuid7.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("check", "Check"),
                            ("drill", "Practice"),
                            ("exam", "Exam simulation"),
                            ("review", "Review"),
                            ("section", "Question in a lesson"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("selection", models.JSONField(blank=True, default=dict)),
                ("started_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("finished", "Every question answered, or submitted"),
                            ("time", "Time ran out"),
                            ("left", "Left for another attempt"),
                            ("excess", "More than the quiz allows: a guest's, whose account had used its attempts"),
                            ("discard", "An exam begun by mistake, discarded before its first answer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("counted", models.BooleanField(db_default=False, default=False, help_text="The statistics hold it.")),
                (
                    "with_account",
                    models.BooleanField(
                        editable=False,
                        help_text="Whether they count it as an account's; null: not known yet.",
                        null=True,
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="quizzes.assignment",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="accounts.learner"
                    ),
                ),
                (
                    "retry_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retries",
                        to="quizzes.attempt",
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at"],
            },
        ),
        migrations.CreateModel(
            name="AttemptItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "order",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), help_text="Option tokens from the top down."
                    ),
                ),
                ("scored", models.BooleanField(default=True)),
                (
                    "attempt",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="quizzes.attempt",
                    ),
                ),
                (
                    "contrast_to",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contrast",
                        to="quizzes.attemptitem",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
                    ),
                ),
            ],
            options={
                "ordering": ["attempt", "position"],
            },
        ),
        migrations.CreateModel(
            name="ExplainedItem",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("quizzes.attemptitem",),
        ),
        migrations.CreateModel(
            name="AttemptScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marks", models.PositiveIntegerField(default=0)),
                ("maximum", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveSmallIntegerField(default=0)),
                ("right", models.PositiveSmallIntegerField(default=0)),
                (
                    "attempt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="score", to="quizzes.attempt"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CellMemory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("history", models.JSONField()),
                ("stability", models.FloatField(help_text="Days until recall has fallen to 90 %.")),
                ("difficulty", models.FloatField(help_text="From 1 to 10.")),
                ("last", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("answers", models.PositiveIntegerField()),
                ("missed", models.BooleanField(help_text="The last answer was not right, or a guess.")),
                ("tries", models.PositiveIntegerField(help_text="Answers since it was last secure.")),
                ("in_a_row", models.PositiveIntegerField()),
                (
                    "overnight",
                    models.BooleanField(
                        db_default=False, default=False, help_text="A night lies between two of those in a row."
                    ),
                ),
                ("known", models.BooleanField(help_text="Some answer was right, and no guess.")),
                ("guessed_right", models.BooleanField(help_text="The last answer was right, by whatever means.")),
                ("reviews", models.JSONField(default=list)),
                ("first_right", models.BooleanField()),
                (
                    "cell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.responsibility"
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.learner"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cell memories",
            },
        ),
        migrations.CreateModel(
            name="ClassCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("option", models.CharField(blank=True, max_length=60)),
                ("span", models.PositiveIntegerField(help_text="Days in the block.")),
                ("block", models.PositiveIntegerField(help_text="Number of the block among those of its span.")),
                ("answers", models.BigIntegerField()),
                ("marks", models.BigIntegerField()),
                (
                    "cohort",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.cohort",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bank.itemversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GradingRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("new-key", "By the corrected key"),
                            ("best", "The better of both"),
                            ("full", "Full marks for everyone"),
                            ("leave-out", "Leave the question out of the score"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(help_text="Every learner whose score changes reads this.")),
                ("author", models.BigIntegerField(help_text="Id of the user who ordered it.")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), verbose_name="ordered"
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="quizzes.gradingrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "regrade",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marks_before", models.PositiveIntegerField()),
                ("maximum_before", models.PositiveIntegerField()),
                ("marks_after", models.PositiveIntegerField()),
                ("maximum_after", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="quizzes.attempt"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="quizzes.gradingrun",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="GradingRunItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.item"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="run_items", to="quizzes.gradingrun"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemStatistic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.PositiveBigIntegerField()),
                ("marks", models.PositiveBigIntegerField()),
                ("squares", models.PositiveBigIntegerField()),
                ("unsure", models.PositiveBigIntegerField(help_text="Answers that were “not sure”.")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statistic", to="bank.itemversion"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LearnerNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("anchor", models.CharField(blank=True, help_text="The section of the lesson.", max_length=60)),
                ("text", models.TextField()),
                ("changed_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "cell",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.responsibility",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.item"
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="accounts.learner",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lessons.lesson"
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "ordering": ["-changed_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="OptionStatistic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("option", models.CharField(blank=True, max_length=60)),
                ("band", models.PositiveSmallIntegerField()),
                ("chosen", models.PositiveBigIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="option_statistics",
                        to="bank.itemversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProblemReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="what is wrong")),
                (
                    "suggestion",
                    models.TextField(blank=True, max_length=2000, verbose_name="what you would write instead"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), verbose_name="reported"
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.BigIntegerField(blank=True, help_text="Id of the user.", null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="answer seen")),
                (
                    "attempt_item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problem_reports",
                        to="quizzes.attemptitem",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problem_reports",
                        to="accounts.learner",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problem_reports",
                        to="bank.itemversion",
                    ),
                ),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("answered_at"), descending=True, nulls_first=True),
                    "-created_at",
                    "-pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="Quiz",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("check", "Check"),
                            ("drill", "Practice"),
                            ("exam", "Exam simulation"),
                            ("review", "Review"),
                        ],
                        default="check",
                        max_length=8,
                    ),
                ),
                (
                    "attempts_allowed",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many times a learner can start it, not counting retries of missed questions. Empty: no limit.",
                        null=True,
                    ),
                ),
                (
                    "lesson",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quiz",
                        to="lessons.lesson",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "quizzes",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="MarkCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marks", models.PositiveSmallIntegerField()),
                ("rest", models.PositiveIntegerField()),
                ("rest_maximum", models.PositiveIntegerField()),
                ("attempts", models.PositiveBigIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mark_counts", to="bank.itemversion"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mark_counts", to="quizzes.quiz"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "versions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        help_text="Ids of those that the figures are over.",
                    ),
                ),
                ("answers", models.PositiveBigIntegerField(default=0)),
                ("marks", models.PositiveBigIntegerField(default=0)),
                ("unsure", models.PositiveBigIntegerField(default=0)),
                ("facility", models.FloatField(null=True)),
                ("deviation", models.FloatField(null=True)),
                (
                    "attempts",
                    models.PositiveBigIntegerField(default=0, help_text="Those that the discrimination is over."),
                ),
                ("discrimination", models.FloatField(null=True)),
                ("efficiency", models.FloatField(null=True)),
                ("median_ms", models.PositiveIntegerField(null=True)),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="bank.item"
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="quizzes.quiz"
                    ),
                ),
            ],
            options={
                "verbose_name": "figures of a question",
                "verbose_name_plural": "figures of a question",
            },
        ),
        migrations.CreateModel(
            name="ClassMarkCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marks", models.PositiveSmallIntegerField()),
                ("rest", models.PositiveIntegerField()),
                ("rest_maximum", models.PositiveIntegerField()),
                ("span", models.PositiveIntegerField(help_text="Days in the block.")),
                ("block", models.PositiveIntegerField(help_text="Number of the block among those of its span.")),
                (
                    "kinds",
                    models.PositiveSmallIntegerField(
                        help_text="Which of the learner’s attempts at the quiz they are: the first (1) plus the highest graded (2)"
                        " plus the last (4)."
                    ),
                ),
                ("attempts", models.BigIntegerField()),
                (
                    "cohort",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.cohort",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="quizzes.quiz"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="attempt",
            name="quiz",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts",
                to="quizzes.quiz",
            ),
        ),
        migrations.CreateModel(
            name="AssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("homework", "Homework"), ("test", "Timed test"), ("exam", "Practice exam")],
                        default="homework",
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(blank=True, help_text="Empty: the name of what is given.", max_length=120)),
                ("selection", models.JSONField(blank=True, null=True)),
                ("simulation", models.CharField(blank=True, max_length=8)),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="In minutes.", null=True, verbose_name="time limit"
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("shuffled", models.BooleanField(default=False, verbose_name="shuffle questions")),
                (
                    "answers",
                    models.CharField(
                        choices=[
                            ("at-once", "After each question"),
                            ("after", "After handing in"),
                            ("closed", "After it closes"),
                            ("at", "At a set time"),
                        ],
                        default="at-once",
                        max_length=8,
                        verbose_name="show answers",
                    ),
                ),
                ("answers_at", models.DateTimeField(blank=True, null=True, verbose_name="answers shown")),
                ("edit_number", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ("event", models.UUIDField(editable=False, help_text="Of the form that created it.", null=True)),
                ("set_by", models.BigIntegerField(help_text="Id of the user.")),
                ("set_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "cohort",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.cohort",
                        verbose_name="class",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="lessons.lesson",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="quizzes.assignment",
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quizzes.quiz",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="quiz",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assignments",
                to="quizzes.quiz",
            ),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="quizzes.quiz"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.UUIDField()),
                ("sequence", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("check", "Checked for a verdict"),
                            ("save", "Saved in an exam"),
                            ("flag", "Flagged, or the flag removed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answer", models.JSONField()),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("guess", "Guessing"), ("think-so", "Fairly sure"), ("sure", "Sure")],
                        max_length=8,
                    ),
                ),
                ("took_ms", models.PositiveIntegerField()),
                ("late", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("utc_offset", models.SmallIntegerField(db_default=0, default=0)),
                (
                    "attempt_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="quizzes.attemptitem"
                    ),
                ),
            ],
            options={
                "ordering": ["attempt_item", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="ItemResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marks", models.PositiveSmallIntegerField()),
                ("left_out", models.BooleanField(default=False)),
                ("first_answer", models.BooleanField(null=True)),
                ("with_account", models.BooleanField(null=True)),
                (
                    "attempt_item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="result", to="quizzes.attemptitem"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.response"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Grade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marks", models.PositiveSmallIntegerField(help_text="Thousandths of the maximum.")),
                (
                    "left_out",
                    models.BooleanField(default=False, help_text="The question no longer counts in this attempt."),
                ),
                ("graded_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grades",
                        to="quizzes.gradingrun",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grades", to="quizzes.response"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RuleMemory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("history", models.JSONField()),
                ("stability", models.FloatField(help_text="Days until recall has fallen to 90 %.")),
                ("difficulty", models.FloatField(help_text="From 1 to 10.")),
                ("last", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("answers", models.PositiveIntegerField()),
                ("missed", models.BooleanField(help_text="The last answer was not right, or a guess.")),
                ("tries", models.PositiveIntegerField(help_text="Answers since it was last secure.")),
                ("in_a_row", models.PositiveIntegerField()),
                (
                    "overnight",
                    models.BooleanField(
                        db_default=False, default=False, help_text="A night lies between two of those in a row."
                    ),
                ),
                ("known", models.BooleanField(help_text="Some answer was right, and no guess.")),
                ("guessed_right", models.BooleanField(help_text="The last answer was right, by whatever means.")),
                ("reviews", models.JSONField(default=list)),
                ("first_right", models.BooleanField()),
                (
                    "rule",
                    models.CharField(
                        help_text="As `matrix.learnable.rules` names it: control/patch-management.", max_length=120
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.learner"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "rule memories",
            },
        ),
        migrations.CreateModel(
            name="SlippedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "again",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="again_after",
                        to="quizzes.attemptitem",
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="quizzes.attempt"
                    ),
                ),
                (
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slip", to="quizzes.response"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="bank.item"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="quizzes.quiz"
                    ),
                ),
            ],
            options={
                "ordering": ["quiz", "position"],
            },
        ),
        migrations.CreateModel(
            name="TimeCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("duration", models.PositiveSmallIntegerField(help_text="Number of the class.")),
                ("answers", models.PositiveBigIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
                    ),
                ),
            ],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
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
        migrations.AddConstraint(
            model_name="assignmentexception",
            constraint=models.UniqueConstraint(
                fields=("assignment", "learner"), name="quizzes_one_exception_per_learner"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentexception",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_assignmentexceptionevent" ("assignment_id", "closes_at", "due_at", "extra_attempts", "extra_minutes", "id", "learner_id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."assignment_id", NEW."closes_at", NEW."due_at", NEW."extra_attempts", NEW."extra_minutes", NEW."id", NEW."learner_id", NEW."opens_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="cbbee6d1d8794474a96faa9e250201c33e0b44d6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5c561",
                    table="quizzes_assignmentexception",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentexception",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quizzes_assignmentexceptionevent" ("assignment_id", "closes_at", "due_at", "extra_attempts", "extra_minutes", "id", "learner_id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."assignment_id", NEW."closes_at", NEW."due_at", NEW."extra_attempts", NEW."extra_minutes", NEW."id", NEW."learner_id", NEW."opens_at", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="67d03ed49c9b77ea82b3650b36462432b0421879",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4fcdb",
                    table="quizzes_assignmentexception",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentexception",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_assignmentexceptionevent" ("assignment_id", "closes_at", "due_at", "extra_attempts", "extra_minutes", "id", "learner_id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."assignment_id", OLD."closes_at", OLD."due_at", OLD."extra_attempts", OLD."extra_minutes", OLD."id", OLD."learner_id", OLD."opens_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="db782b2b35690a961d5df268fda0518512f98ca5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_836bb",
                    table="quizzes_assignmentexception",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentexceptionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8cc5549a7ce7f78290e762169d1621256c1f7428",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2db09",
                    table="quizzes_assignmentexceptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="attemptitem",
            index=models.Index(fields=["attempt", "version"], name="quizzes_served_by_version"),
        ),
        migrations.AddConstraint(
            model_name="attemptitem",
            constraint=models.UniqueConstraint(fields=("attempt", "position"), name="quizzes_one_item_per_position"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attemptitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3cf476a22856ddc0600b8d2bb66ab87ac65b9efd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_eb9ae",
                    table="quizzes_attemptitem",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ServedItem",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("quizzes.explaineditem",),
        ),
        migrations.AddIndex(
            model_name="cellmemory",
            index=models.Index(condition=models.Q(("tries__gte", 8)), fields=["cell"], name="quizzes_stuck_memories"),
        ),
        migrations.AddIndex(
            model_name="cellmemory",
            index=models.Index(fields=["learner", "last"], name="quizzes_memories_by_last"),
        ),
        migrations.AddConstraint(
            model_name="cellmemory",
            constraint=models.UniqueConstraint(
                fields=("learner", "cell"),
                include=("tries", "in_a_row", "overnight"),
                name="quizzes_one_memory_per_learner_and_cell",
            ),
        ),
        migrations.AddIndex(
            model_name="classcount",
            index=models.Index(fields=["version", "cohort", "span", "block"], name="quizzes_classcount_of_version"),
        ),
        migrations.AddConstraint(
            model_name="classcount",
            constraint=models.UniqueConstraint(
                fields=("cohort", "option", "span", "block", "version"),
                include=("answers", "marks"),
                name="quizzes_one_count_per_class_and_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="gradingrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("policy__in", ["new-key", "best", "full", "leave-out"])),
                name="quizzes_policy_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="gradingrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="quizzes_grading_run_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                fields=("run", "attempt"), name="quizzes_one_correction_per_run_and_attempt"
            ),
        ),
        migrations.AddConstraint(
            model_name="gradingrunitem",
            constraint=models.UniqueConstraint(fields=("run", "item"), name="quizzes_item_once_per_grading_run"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gradingrunitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="85e247ef4eca6e78f9b785118419078a246515c7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_1d3e0",
                    table="quizzes_gradingrunitem",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="learnernote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("anchor", ""), ("cell", None), ("item__isnull", False), ("lesson", None)),
                    models.Q(("anchor", ""), ("cell__isnull", False), ("item", None), ("lesson", None)),
                    models.Q(
                        ("cell", None),
                        ("item", None),
                        ("lesson__isnull", False),
                        models.Q(("anchor", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="quizzes_note_is_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="learnernote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="quizzes_note_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="learnernote",
            constraint=models.UniqueConstraint(
                fields=("learner", "item", "cell", "lesson", "anchor"),
                name="quizzes_one_note_per_learner_and_thing",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="optionstatistic",
            constraint=models.UniqueConstraint(
                fields=("version", "band", "option"), name="quizzes_one_count_per_option_and_band"
            ),
        ),
        migrations.AddConstraint(
            model_name="problemreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="quizzes_answered_report_has_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="problemreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("learner", "version"),
                name="quizzes_one_open_report_per_learner_and_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="markcount",
            constraint=models.UniqueConstraint(
                fields=("quiz", "version", "marks", "rest", "rest_maximum"), name="quizzes_one_count_per_marks"
            ),
        ),
        migrations.AddIndex(
            model_name="classmarkcount",
            index=models.Index(fields=["cohort", "span", "block"], name="quizzes_classmarkcount_of_days"),
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
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False), ("counted", False)),
                fields=["id"],
                name="quizzes_attempts_to_count",
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("counted", True), ("with_account", None)),
                fields=["id"],
                name="quizzes_attempts_to_settle",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("assignment__isnull", True), ("closed_at__isnull", True)),
                fields=("learner", "quiz"),
                name="quizzes_one_open_attempt_per_quiz",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("assignment__isnull", True), ("closed_at__isnull", True), ("quiz__isnull", True)),
                fields=("learner", "mode"),
                name="quizzes_one_open_attempt_per_mode",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True), ("handed_in_at__isnull", True)),
                fields=("learner", "assignment"),
                name="quizzes_one_open_attempt_per_assignment",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["check", "drill", "exam", "review", "section"])),
                name="quizzes_attempt_mode_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("ending", "")),
                    models.Q(
                        ("closed_at__isnull", False), ("ending__in", ["finished", "time", "left", "excess", "discard"])
                    ),
                    _connector="OR",
                ),
                name="quizzes_closed_attempt_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deadline__isnull", True), ("mode", "exam"), ("assignment__isnull", False), _connector="OR"
                ),
                name="quizzes_only_exams_have_a_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handed_in_at__isnull", True),
                    models.Q(("assignment__isnull", False), ("mode", "exam")),
                    _connector="OR",
                ),
                name="quizzes_only_assigned_tests_are_handed_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ending", "discard"), _negated=True),
                    models.Q(("assignment__isnull", True), ("mode", "exam"), ("quiz__isnull", True)),
                    _connector="OR",
                ),
                name="quizzes_only_simulations_are_discarded",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mode", "section"), _negated=True),
                    models.Q(
                        ("quiz__isnull", True),
                        ("retry_of__isnull", True),
                        ("selection__has_keys", ["lesson", "place"]),
                    ),
                    _connector="OR",
                ),
                name="quizzes_question_in_a_lesson_says_where",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9ffad1aa1a0da4c7556965fcad0f34808f477390",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b496d",
                    table="quizzes_assignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("lesson__isnull", False), ("quiz", None), ("selection__isnull", True), ("simulation", "")
                    ),
                    models.Q(
                        ("lesson", None), ("quiz__isnull", False), ("selection__isnull", True), ("simulation", "")
                    ),
                    models.Q(("lesson", None), ("quiz", None), ("selection__isnull", False), ("simulation", "")),
                    models.Q(
                        ("lesson", None),
                        ("quiz", None),
                        ("selection__isnull", True),
                        models.Q(("simulation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="quizzes_assignment_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "homework"), ("simulation", "")),
                    models.Q(("kind", "test"), ("lesson", None), ("simulation", "")),
                    models.Q(("kind", "exam"), models.Q(("simulation", ""), _negated=True)),
                    _connector="OR",
                ),
                name="quizzes_assignment_is_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_at__lte", models.F("due_at")),
                    ("due_at__lte", models.F("closes_at")),
                    ("opens_at__lte", models.F("closes_at")),
                ),
                name="quizzes_assignment_opens_is_due_closes",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 1), ("attempts__gte", 1)), name="quizzes_assignment_can_be_done"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lesson", None),
                    models.Q(
                        ("answers", "at-once"),
                        ("attempts", None),
                        ("closes_at", None),
                        ("minutes", None),
                        ("opens_at", None),
                        ("shuffled", False),
                    ),
                    _connector="OR",
                ),
                name="quizzes_assigned_lesson_has_no_limits",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answers__in", ["at-once", "after"]),
                    models.Q(("answers", "closed"), ("closes_at__isnull", False)),
                    models.Q(("answers", "at"), ("answers_at__isnull", False)),
                    _connector="OR",
                ),
                name="quizzes_assignment_says_when_answers_show",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("cohort", "lesson"), name="quizzes_one_assignment_per_lesson"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("answers", "at-once"),
                    ("attempts", None),
                    ("closes_at", None),
                    ("minutes", None),
                    ("opens_at", None),
                    ("shuffled", False),
                ),
                fields=("cohort", "quiz"),
                name="quizzes_one_assignment_without_limits_per_quiz",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_assignmentevent" ("answers", "answers_at", "attempts", "closes_at", "cohort_id", "due_at", "edit_number", "event", "id", "kind", "lesson_id", "minutes", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "selection", "set_at", "set_by", "shuffled", "simulation", "title") VALUES (NEW."answers", NEW."answers_at", NEW."attempts", NEW."closes_at", NEW."cohort_id", NEW."due_at", NEW."edit_number", NEW."event", NEW."id", NEW."kind", NEW."lesson_id", NEW."minutes", NEW."opens_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quiz_id", NEW."selection", NEW."set_at", NEW."set_by", NEW."shuffled", NEW."simulation", NEW."title"); RETURN NULL;',
                    hash="f230a421b08dc7c9423f019b6ed049b96416c971",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5e821",
                    table="quizzes_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quizzes_assignmentevent" ("answers", "answers_at", "attempts", "closes_at", "cohort_id", "due_at", "edit_number", "event", "id", "kind", "lesson_id", "minutes", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "selection", "set_at", "set_by", "shuffled", "simulation", "title") VALUES (NEW."answers", NEW."answers_at", NEW."attempts", NEW."closes_at", NEW."cohort_id", NEW."due_at", NEW."edit_number", NEW."event", NEW."id", NEW."kind", NEW."lesson_id", NEW."minutes", NEW."opens_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quiz_id", NEW."selection", NEW."set_at", NEW."set_by", NEW."shuffled", NEW."simulation", NEW."title"); RETURN NULL;',
                    hash="f47b7780557e9fd3b08a344df3086b8ad67a864f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3ec29",
                    table="quizzes_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_assignmentevent" ("answers", "answers_at", "attempts", "closes_at", "cohort_id", "due_at", "edit_number", "event", "id", "kind", "lesson_id", "minutes", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "selection", "set_at", "set_by", "shuffled", "simulation", "title") VALUES (OLD."answers", OLD."answers_at", OLD."attempts", OLD."closes_at", OLD."cohort_id", OLD."due_at", OLD."edit_number", OLD."event", OLD."id", OLD."kind", OLD."lesson_id", OLD."minutes", OLD."opens_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quiz_id", OLD."selection", OLD."set_at", OLD."set_by", OLD."shuffled", OLD."simulation", OLD."title"); RETURN NULL;',
                    hash="6d7bb3687459780e8638451e7f341c0575912b3f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_073df",
                    table="quizzes_assignment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="accountsmarkcount",
            constraint=models.UniqueConstraint(
                fields=("quiz", "version", "marks", "rest", "rest_maximum"),
                name="quizzes_accounts_one_count_per_marks",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(
                fields=("attempt_item", "event"), name="quizzes_one_response_per_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(
                fields=("attempt_item", "sequence"), name="quizzes_one_response_per_sequence"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__has_key", "flag"), ("kind", "flag")),
                    models.Q(
                        ("kind__in", ["check", "save"]), ("answer__has_any_keys", ["chosen", "sorted", "unsure"])
                    ),
                    _connector="OR",
                ),
                name="quizzes_response_is_of_a_known_shape",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confidence", ""), ("confidence__in", ["guess", "think-so", "sure"]), _connector="OR"
                ),
                name="quizzes_confidence_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="response",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="96e12850de079345298c59ebf0230d7e5096f693",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_96938",
                    table="quizzes_response",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="response",
            trigger=pgtrigger.compiler.Trigger(
                name="received_now",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN\n        NEW.received_at = transaction_timestamp();\n    END IF;\n    RETURN NEW;\n",
                    hash="4ae2f7c9eb7687b5bccd30530ac9c7b94cdc981e",
                    operation="INSERT",
                    pgid="pgtrigger_received_now_03dda",
                    table="quizzes_response",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="itemresult",
            index=models.Index(
                condition=models.Q(("first_answer", None)), fields=["id"], name="quizzes_results_to_count"
            ),
        ),
        migrations.AddIndex(
            model_name="itemresult",
            index=models.Index(
                condition=models.Q(("first_answer__isnull", False), ("with_account", None)),
                fields=["id"],
                name="quizzes_results_to_settle",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.UniqueConstraint(
                fields=("response", "run"), name="quizzes_one_grade_per_run", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(("marks__gte", 0), ("marks__lte", 1000)), name="quizzes_marks_between_0_and_1000"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grade",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c435607813e63fe954da6f1e95b7b69fc4ff9745",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_1c001",
                    table="quizzes_grade",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rulememory",
            constraint=models.UniqueConstraint(
                fields=("learner", "rule"), name="quizzes_one_memory_per_learner_and_rule"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="slippedanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1c5aea24d98bca761cd258f949bcebfe5da1009b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_ec8d6",
                    table="quizzes_slippedanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="slippedanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="received_now",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN\n        NEW.received_at = transaction_timestamp();\n    END IF;\n    RETURN NEW;\n",
                    hash="e750e7a281ea2fb0f57a9fddac40fcfc321ad7fb",
                    operation="INSERT",
                    pgid="pgtrigger_received_now_35d16",
                    table="quizzes_slippedanswer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(fields=("quiz", "item"), name="quizzes_item_once_per_quiz"),
        ),
        migrations.AddConstraint(
            model_name="timecount",
            constraint=models.UniqueConstraint(
                fields=("version", "duration"), name="quizzes_one_count_per_version_and_duration"
            ),
        ),
    ]
