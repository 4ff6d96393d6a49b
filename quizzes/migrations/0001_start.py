import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import accounts.uuid7
import quizzes.models.items


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("quizzes", "0001_initial"),
        ("quizzes", "0002_list_contradictions"),
        ("quizzes", "0003_practice_exams_and_regrading"),
        ("quizzes", "0004_results_name_their_version"),
        ("quizzes", "0005_memories"),
        ("quizzes", "0006_study_plans"),
        ("quizzes", "0007_item_statistics"),
        ("quizzes", "0008_stuck_cells"),
        ("quizzes", "0009_retirement_and_bulk_changes"),
        ("quizzes", "0010_drafts_say_who_saved"),
        ("quizzes", "0011_due_dates"),
        ("quizzes", "0015_imports"),
        ("quizzes", "0016_words_of_the_admin"),
    ]

    dependencies = [
        ("accounts", "0001_start"),
        ("lessons", "0001_start"),
        ("matrix", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
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
                (
                    "skill",
                    models.CharField(
                        choices=[
                            ("components", "The components of the model"),
                            ("customer", "The customer's part"),
                            ("aws", "AWS's part"),
                            ("shared", "What both share"),
                            ("shift", "How it shifts with the service"),
                        ],
                        help_text="What it tests in task 2.1.",
                        max_length=10,
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        blank=True,
                        help_text="The section that teaches it, as the lesson's slug and the section's anchor: identity#root-user.",
                        max_length=120,
                    ),
                ),
                ("generator", models.CharField(blank=True, editable=False, max_length=60)),
                ("parameters", models.JSONField(blank=True, default=dict, editable=False)),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "question",
                "ordering": ["slug"],
            },
        ),
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
            name="Attempt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=accounts.uuid7.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("check", "Check"),
                            ("drill", "Practice"),
                            ("exam", "Exam simulation"),
                            ("review", "Review"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("selection", models.JSONField(blank=True, default=dict)),
                ("started_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("finished", "Every question answered, or handed in"),
                            ("time", "The time was up"),
                            ("left", "Left for another attempt"),
                        ],
                        max_length=8,
                    ),
                ),
                ("counted", models.BooleanField(db_default=False, default=False, help_text="The statistics hold it.")),
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
            name="BulkChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("retire", "Retire"),
                            ("bring_back", "Bring back"),
                            ("tag", "Set the skill"),
                            ("add", "Add to a quiz"),
                            ("take", "Take from a quiz"),
                            ("publish", "Publish drafts"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "asked",
                    models.JSONField(
                        default=dict, help_text="What the act needs besides: a reason, a skill, a quiz, a kind."
                    ),
                ),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("made_by", models.BigIntegerField(help_text="Id of the user.")),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="quizzes.bulkchange",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
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
                ("run_began", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memories",
                        to="accounts.learner",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cell memories",
            },
        ),
        migrations.CreateModel(
            name="DueDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("set_by", models.BigIntegerField(help_text="Id of the user.")),
                ("set_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="due_dates", to="accounts.cohort"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="due_dates",
                        to="lessons.lesson",
                    ),
                ),
            ],
            options={
                "ordering": ["due_at", "pk"],
            },
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
            },
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
                            ("full", "Full marks for everybody"),
                            ("leave-out", "Leave the question out of the score"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(help_text="Every learner it touches reads this.")),
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
            name="Import",
            fields=[
                (
                    "id",
                    models.UUIDField(default=accounts.uuid7.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200)),
                ("format", models.CharField(max_length=12)),
                ("text", models.TextField(blank=True)),
                (
                    "editor",
                    models.BigIntegerField(help_text="Id of the user who brought it; null: a command.", null=True),
                ),
                ("brought_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("done_at", models.DateTimeField(null=True)),
                ("outcome", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "ordering": ["-brought_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("editor",),
                        name="quizzes_one_file_waits_per_editor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at__isnull", True), ("text", ""), _connector="OR"),
                        name="quizzes_import_done_keeps_no_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external", models.CharField(max_length=100, unique=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="imported_names", to="quizzes.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkChangeItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="quizzes.bulkchange"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.item"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ItemDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("based_on", models.PositiveIntegerField()),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "saved_by",
                    models.BigIntegerField(blank=True, help_text="Id of the user who saved it last.", null=True),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="quizzes.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("choose-one", "Choose one"),
                            ("choose-n", "Choose a stated number"),
                            ("owner", "Whose is it: AWS's, yours, or shared"),
                            ("sort", "Sort each row: AWS's or yours"),
                            ("boundary", "Place the boundary in a stack of layers"),
                        ],
                        max_length=12,
                    ),
                ),
                ("stem", models.TextField()),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("new", "First version"),
                            ("cosmetic", "Cosmetic: spelling or layout"),
                            ("clarify", "Clearer words, same question and key"),
                            ("key_change", "The key was wrong"),
                            ("semantic", "Another question"),
                        ],
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "editor",
                    models.BigIntegerField(help_text="Id of the user who published it; null: from a file.", null=True),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="quizzes.item"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a question",
                "verbose_name_plural": "versions of questions",
                "ordering": ["item", "number"],
            },
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="statistic", to="quizzes.itemversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                (
                    "skill",
                    models.CharField(
                        choices=[
                            ("components", "The components of the model"),
                            ("customer", "The customer's part"),
                            ("aws", "AWS's part"),
                            ("shared", "What both share"),
                            ("shift", "How it shifts with the service"),
                        ],
                        help_text="What it tests in task 2.1.",
                        max_length=10,
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        blank=True,
                        help_text="The section that teaches it, as the lesson's slug and the section's anchor: identity#root-user.",
                        max_length=120,
                    ),
                ),
                ("generator", models.CharField(blank=True, editable=False, max_length=60)),
                ("parameters", models.JSONField(blank=True, default=dict, editable=False)),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
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
                        to="quizzes.item",
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quizzes.itemversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="item",
            name="published",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="quizzes.itemversion",
            ),
        ),
        migrations.CreateModel(
            name="GradingRunItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="run_items", to="quizzes.gradingrun"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.item"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contradiction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("proof", models.TextField()),
                (
                    "opened_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), verbose_name="opened"
                    ),
                ),
                (
                    "opened_by",
                    models.BigIntegerField(help_text="Id of the user who changed the fact; null: a file.", null=True),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "closed_by",
                    models.BigIntegerField(blank=True, help_text="Id of the user; null: a file.", null=True),
                ),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("republished", "A version was published that agrees with the facts"),
                            ("withdrawn", "The question was withdrawn"),
                            ("kept", "The question is kept as it is"),
                            ("agrees", "The facts agree again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contradictions", to="quizzes.item"
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
                "verbose_name": "question that contradicts the facts",
                "verbose_name_plural": "questions that contradict the facts",
                "ordering": [
                    models.OrderBy(models.F("closed_at"), descending=True, nulls_first=True),
                    "-opened_at",
                    "-pk",
                ],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="quizzes.attempt"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion"
                    ),
                ),
            ],
            options={
                "ordering": ["attempt", "position"],
            },
        ),
        migrations.CreateModel(
            name="Misconception",
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
                (
                    "name",
                    models.CharField(
                        help_text="A short statement of the idea: Managed means AWS does it all.", max_length=120
                    ),
                ),
                ("cure", models.TextField(help_text="Two or three sentences that put it right.")),
                (
                    "here",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.responsibility"
                    ),
                ),
                (
                    "there",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.responsibility"
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="MisconceptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="A short statement of the idea: Managed means AWS does it all.", max_length=120
                    ),
                ),
                ("cure", models.TextField(help_text="Two or three sentences that put it right.")),
                (
                    "here",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="matrix.responsibility",
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
                        to="quizzes.misconception",
                    ),
                ),
                (
                    "there",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="matrix.responsibility",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("token", models.CharField(default=quizzes.models.items.random_token, max_length=16)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("is_key", models.BooleanField(verbose_name="key (right answer)")),
                (
                    "expected",
                    models.CharField(blank=True, choices=[("aws", "AWS"), ("customer", "Customer")], max_length=8),
                ),
                ("rationale", models.TextField()),
                ("misconception", models.CharField(blank=True, max_length=60)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="options", to="quizzes.itemversion"
                    ),
                ),
            ],
            options={
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "half",
                    models.CharField(
                        blank=True,
                        choices=[("aws", "AWS"), ("customer", "Customer")],
                        help_text="Empty: the control as a whole.",
                        max_length=8,
                    ),
                ),
                (
                    "services",
                    models.CharField(blank=True, help_text="Over which services the layer is meant.", max_length=60),
                ),
                (
                    "owner",
                    models.CharField(
                        choices=[("aws", "AWS"), ("customer", "Customer"), ("shared", "Shared")], max_length=8
                    ),
                ),
                (
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.responsibility",
                    ),
                ),
                (
                    "control",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.control",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.duty",
                    ),
                ),
                (
                    "layer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.layer",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="quizzes.option"
                    ),
                ),
            ],
            options={
                "ordering": ["option", "pk"],
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
                        to="quizzes.itemversion",
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
                        to="quizzes.itemversion",
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
                        help_text="How often a learner may begin it, retries of what was missed aside. Empty: any.",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mark_counts",
                        to="quizzes.itemversion",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="quizzes.item"
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="quizzes.itemversion",
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
            name="DueDateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("due_at", models.DateTimeField(verbose_name="due")),
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
                        to="quizzes.duedate",
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
            model_name="duedate",
            name="quiz",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="due_dates",
                to="quizzes.quiz",
            ),
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
                            ("flag", "Flagged, or the flag taken away"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answer", models.JSONField()),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("guess", "Guess"), ("think-so", "Think so"), ("sure", "Sure")],
                        max_length=8,
                    ),
                ),
                ("took_ms", models.PositiveIntegerField()),
                ("late", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
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
                (
                    "attempt_item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="result", to="quizzes.attemptitem"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion"
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion"
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
            name="Retirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("retired_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("retired_by", models.BigIntegerField(help_text="Id of the user.")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.BigIntegerField(blank=True, help_text="Id of the user; null: a file.", null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("back", "The same version was brought back"),
                            ("republished", "A new version was published"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="retirements", to="quizzes.item"
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
                "ordering": ["-retired_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RetirementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("retired_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("retired_by", models.BigIntegerField(help_text="Id of the user.")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.BigIntegerField(blank=True, help_text="Id of the user; null: a file.", null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("back", "The same version was brought back"),
                            ("republished", "A new version was published"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quizzes.item",
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
                        to="quizzes.retirement",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quizzes.itemversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="quizzes.item"
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
        ),
        migrations.CreateModel(
            name="TestedCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "cell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.responsibility"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tested_cells",
                        to="quizzes.itemversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "position"],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quizzes.itemversion"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="bulkchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["retire", "bring_back", "tag", "add", "take", "publish"])),
                name="quizzes_bulk_act_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("undoes", models.F("pk")), _negated=True),
                name="quizzes_bulk_change_undoes_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkchange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d7879fdd5a7b4110934cc7f1a6e295a02d600f1d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_cd282",
                    table="quizzes_bulkchange",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="cellmemory",
            index=models.Index(condition=models.Q(("tries__gte", 8)), fields=["cell"], name="quizzes_stuck_memories"),
        ),
        migrations.AddIndex(
            model_name="cellmemory",
            index=models.Index(
                condition=models.Q(("in_a_row__gte", 3)), fields=["learner"], name="quizzes_held_memories"
            ),
        ),
        migrations.AddConstraint(
            model_name="cellmemory",
            constraint=models.UniqueConstraint(
                fields=("learner", "cell"), name="quizzes_one_memory_per_learner_and_cell"
            ),
        ),
        migrations.AddConstraint(
            model_name="forecast",
            constraint=models.UniqueConstraint(
                fields=("learner", "day"), name="quizzes_one_forecast_per_learner_and_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="forecast",
            constraint=models.CheckConstraint(
                condition=models.Q(("expected__lte", models.F("high")), ("low__lte", models.F("expected"))),
                name="quizzes_forecast_is_within_bounds",
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
            model_name="bulkchangeitem",
            constraint=models.UniqueConstraint(fields=("change", "item"), name="quizzes_item_once_per_bulk_change"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkchangeitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="98d5e1ceba6f194d525936173b652022e42b3fde",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_f2955",
                    table="quizzes_bulkchangeitem",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="itemversion",
            index=models.Index(
                django.db.models.functions.text.MD5(
                    models.Func(
                        django.db.models.functions.text.Lower(
                            models.Func(
                                models.F("stem"),
                                models.Value("\\s+"),
                                models.Value(" "),
                                models.Value("g"),
                                function="regexp_replace",
                            )
                        ),
                        models.Value(" .?!"),
                        function="btrim",
                        output_field=models.TextField(),
                    )
                ),
                name="quizzes_versions_by_stem",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="quizzes_one_version_per_number"),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["choose-one", "choose-n", "owner", "sort", "boundary"])),
                name="quizzes_version_form_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("change__in", ["new", "cosmetic", "clarify", "key_change", "semantic"])),
                name="quizzes_version_change_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b97c936b17e59f6f93997e7f0666d2c259773f70",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_36285",
                    table="quizzes_itemversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="392ca9360a5bc85ef1e12669b3a57d419e87d83f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ba403",
                    table="quizzes_itemevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("skill__in", ["components", "customer", "aws", "shared", "shift"])),
                name="quizzes_item_skill_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_itemevent" ("edit_number", "generator", "id", "loaded_hash", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_id", "section", "skill", "slug") VALUES (NEW."edit_number", NEW."generator", NEW."id", NEW."loaded_hash", NEW."parameters", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_id", NEW."section", NEW."skill", NEW."slug"); RETURN NULL;',
                    hash="2fb190d1a4c7cf0ccf9fbb73e25e83ab7082f242",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3a0a8",
                    table="quizzes_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quizzes_itemevent" ("edit_number", "generator", "id", "loaded_hash", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_id", "section", "skill", "slug") VALUES (NEW."edit_number", NEW."generator", NEW."id", NEW."loaded_hash", NEW."parameters", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_id", NEW."section", NEW."skill", NEW."slug"); RETURN NULL;',
                    hash="5b5546b0e5ca85aafc8dfcb0c92a8f0e3e67edc4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_50b0c",
                    table="quizzes_item",
                    when="AFTER",
                ),
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
            model_name="contradiction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("item",),
                name="quizzes_one_open_contradiction_per_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="contradiction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closing", "")),
                    models.Q(
                        ("closed_at__isnull", False), ("closing__in", ["republished", "withdrawn", "kept", "agrees"])
                    ),
                    _connector="OR",
                ),
                name="quizzes_closed_contradiction_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="contradiction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closing", "kept"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="quizzes_contradiction_is_kept_for_a_reason",
                violation_error_message="Say why the question stays as it is.",
            ),
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
        migrations.AddConstraint(
            model_name="misconception",
            constraint=models.CheckConstraint(
                condition=models.Q(("here", models.F("there")), _negated=True), name="quizzes_contrast_is_of_two_cells"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="misconception",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_misconceptionevent" ("cure", "here_id", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "there_id") VALUES (NEW."cure", NEW."here_id", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."there_id"); RETURN NULL;',
                    hash="c17f6dba0fbdc4026bb91ef9547f0a31d65734c3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_988af",
                    table="quizzes_misconception",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="misconception",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quizzes_misconceptionevent" ("cure", "here_id", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "there_id") VALUES (NEW."cure", NEW."here_id", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."there_id"); RETURN NULL;',
                    hash="ec1c794a4722cbd56b9d41ae40c777d4b2bafb4c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09e40",
                    table="quizzes_misconception",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="misconceptionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="69d8e068722ff4de35c8c65001cf3f345e4db2d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_523ef",
                    table="quizzes_misconceptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(fields=("version", "key"), name="quizzes_option_keys_differ"),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(fields=("version", "token"), name="quizzes_option_tokens_differ"),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True), name="quizzes_option_has_a_rationale"
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expected", ""),
                    models.Q(("expected__in", ["aws", "customer"]), ("is_key", False)),
                    _connector="OR",
                ),
                name="quizzes_row_is_sorted_to_one_owner",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="option",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a50dafa9f1123bb31dd66b693a0781b1d261f7b7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_c5ee9",
                    table="quizzes_option",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cell__isnull", False),
                        ("control__isnull", True),
                        ("duty__isnull", True),
                        ("layer__isnull", True),
                        ("half", ""),
                        ("services", ""),
                    ),
                    models.Q(
                        ("cell__isnull", True),
                        ("control__isnull", True),
                        ("duty__isnull", False),
                        ("layer__isnull", True),
                        ("half", ""),
                        ("services", ""),
                    ),
                    models.Q(
                        ("cell__isnull", True),
                        ("control__isnull", False),
                        ("duty__isnull", True),
                        ("layer__isnull", True),
                        ("services", ""),
                    ),
                    models.Q(
                        ("cell__isnull", True),
                        ("control__isnull", True),
                        ("duty__isnull", True),
                        ("layer__isnull", False),
                        ("half", ""),
                        models.Q(("services", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="quizzes_claim_points_at_one_fact",
                violation_error_message="Point at exactly one: a cell, a duty, a control, or a layer with its services.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5346dcba94936018b2a8f74e64ce7d68f3722555",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_1d923",
                    table="quizzes_claim",
                    when="BEFORE",
                ),
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
        pgtrigger.migrations.AddTrigger(
            model_name="duedateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="465b9ee7337e97adc4f3180ecb129e470a620393",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2985c",
                    table="quizzes_duedateevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="duedate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lesson", None), ("quiz__isnull", False)),
                    models.Q(("lesson__isnull", False), ("quiz", None)),
                    _connector="OR",
                ),
                name="quizzes_due_date_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="duedate",
            constraint=models.UniqueConstraint(fields=("cohort", "lesson"), name="quizzes_one_due_date_per_lesson"),
        ),
        migrations.AddConstraint(
            model_name="duedate",
            constraint=models.UniqueConstraint(fields=("cohort", "quiz"), name="quizzes_one_due_date_per_quiz"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_duedateevent" ("cohort_id", "due_at", "id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "set_at", "set_by") VALUES (NEW."cohort_id", NEW."due_at", NEW."id", NEW."lesson_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quiz_id", NEW."set_at", NEW."set_by"); RETURN NULL;',
                    hash="7c46d1a1e74ab944f4a37337fa749c7dba22540b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f7798",
                    table="quizzes_duedate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quizzes_duedateevent" ("cohort_id", "due_at", "id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "set_at", "set_by") VALUES (NEW."cohort_id", NEW."due_at", NEW."id", NEW."lesson_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quiz_id", NEW."set_at", NEW."set_by"); RETURN NULL;',
                    hash="70b7ebd2b54743ae8e74409bdced0b193b17952f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5bdf1",
                    table="quizzes_duedate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_duedateevent" ("cohort_id", "due_at", "id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "set_at", "set_by") VALUES (OLD."cohort_id", OLD."due_at", OLD."id", OLD."lesson_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quiz_id", OLD."set_at", OLD."set_by"); RETURN NULL;',
                    hash="0ba59fbcf9fac54ce7a947c81751a1e435047529",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_66d2b",
                    table="quizzes_duedate",
                    when="AFTER",
                ),
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
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("learner", "quiz"),
                name="quizzes_one_open_attempt_per_quiz",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True), ("quiz__isnull", True)),
                fields=("learner", "mode"),
                name="quizzes_one_open_attempt_per_mode",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["check", "drill", "exam", "review"])),
                name="quizzes_attempt_mode_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("ending", "")),
                    models.Q(("closed_at__isnull", False), ("ending__in", ["finished", "time", "left"])),
                    _connector="OR",
                ),
                name="quizzes_closed_attempt_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("deadline__isnull", True), ("mode", "exam"), _connector="OR"),
                name="quizzes_only_exams_have_a_deadline",
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
        migrations.AddIndex(
            model_name="itemresult",
            index=models.Index(
                condition=models.Q(("first_answer", None)), fields=["id"], name="quizzes_results_to_count"
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
            model_name="retirement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("item",), name="quizzes_one_retirement_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="retirement",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="quizzes_retirement_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="retirement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ending", "")),
                    models.Q(("ended_at__isnull", False), ("ending__in", ["back", "republished"])),
                    _connector="OR",
                ),
                name="quizzes_ended_retirement_says_how",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retirement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quizzes_retirementevent" ("ended_at", "ended_by", "ending", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "retired_at", "retired_by", "version_id") VALUES (NEW."ended_at", NEW."ended_by", NEW."ending", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."retired_at", NEW."retired_by", NEW."version_id"); RETURN NULL;',
                    hash="fa57326741c4770e892ebbc36fdca9f554547703",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e548c",
                    table="quizzes_retirement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retirement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quizzes_retirementevent" ("ended_at", "ended_by", "ending", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "retired_at", "retired_by", "version_id") VALUES (NEW."ended_at", NEW."ended_by", NEW."ending", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."retired_at", NEW."retired_by", NEW."version_id"); RETURN NULL;',
                    hash="48057e88845b599982c7de91c6fa301f7d3bd267",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_41362",
                    table="quizzes_retirement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retirementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f3fc0d8a2ec744fa2d29e90e2b8da72871b5a600",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0560b",
                    table="quizzes_retirementevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(fields=("quiz", "item"), name="quizzes_item_once_per_quiz"),
        ),
        migrations.AddConstraint(
            model_name="studyplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__lte", 1440)), name="quizzes_a_day_has_1440_minutes"
            ),
        ),
        migrations.AddConstraint(
            model_name="testedcell",
            constraint=models.UniqueConstraint(
                fields=("version", "cell"), name="quizzes_cell_tested_once_per_version"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="testedcell",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="73ccb1faaf4c71eea28d41c508d4a7d53886f8b1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_21143",
                    table="quizzes_testedcell",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="timecount",
            constraint=models.UniqueConstraint(
                fields=("version", "duration"), name="quizzes_one_count_per_version_and_duration"
            ),
        ),
    ]
