import django.contrib.admin.models
import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from teach.migrations._history import KEEP_CONTEXTS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_start"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("bank", "0001_start"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("lessons", "0001_start"),
        ("matrix", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("quizzes", "0001_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeletedTerm",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("lessons.term",),
        ),
        migrations.CreateModel(
            name="TrackedSlot",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("quizzes.slot",),
        ),
        migrations.CreateModel(
            name="DeletedServiceType",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("matrix.servicetype",),
        ),
        migrations.CreateModel(
            name="DeletedService",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("matrix.service",),
        ),
        migrations.CreateModel(
            name="TrackedUser",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("accounts.user",),
        ),
        migrations.CreateModel(
            name="TrackedReport",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("quizzes.problemreport",),
        ),
        migrations.CreateModel(
            name="TrackedReading",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("lessons.cohortreading",),
        ),
        migrations.CreateModel(
            name="TrackedQuiz",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("quizzes.quiz",),
        ),
        migrations.CreateModel(
            name="TrackedPermission",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("auth.group_permissions",),
        ),
        migrations.CreateModel(
            name="DeletedNovelty",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("lessons.novelty",),
        ),
        migrations.CreateModel(
            name="DeletedMisconception",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("bank.misconception",),
        ),
        migrations.CreateModel(
            name="TrackedMembership",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("accounts.user_groups",),
        ),
        migrations.CreateModel(
            name="TrackedLogEntry",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("admin.logentry",),
            managers=[
                ("objects", django.contrib.admin.models.LogEntryManager()),
            ],
        ),
        migrations.CreateModel(
            name="DeletedLesson",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("lessons.lesson",),
        ),
        migrations.CreateModel(
            name="DeletedLayer",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("matrix.layer",),
        ),
        migrations.CreateModel(
            name="DeletedItem",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("bank.item",),
        ),
        migrations.CreateModel(
            name="DeletedIncident",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("lessons.incident",),
        ),
        migrations.CreateModel(
            name="TrackedHiddenLesson",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("lessons.cohortreading_hidden",),
        ),
        migrations.CreateModel(
            name="TrackedGradingRun",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("quizzes.gradingrun",),
        ),
        migrations.CreateModel(
            name="TrackedDispute",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("matrix.dispute",),
        ),
        migrations.CreateModel(
            name="TrackedCourseOfClass",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("lessons.cohortreading_courses",),
        ),
        migrations.CreateModel(
            name="TrackedCourse",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("lessons.course",),
        ),
        migrations.CreateModel(
            name="TrackedContradiction",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("bank.contradiction",),
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
                            ("bring_back", "Restore"),
                            ("tag", "Set the skill"),
                            ("add", "Add to a quiz"),
                            ("take", "Remove from a quiz"),
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
                        to="teach.bulkchange",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="teach.bulkchange"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.item"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ContradictionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bank.item",
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
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bank.itemversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CourseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("summary", models.TextField()),
                ("position", models.PositiveSmallIntegerField(default=100)),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CourseOfClassEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "cohortreading",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="lessons.cohortreading",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="lessons.course",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisputeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed: the fact has been changed"),
                            ("not-agreed", "Not agreed: the fact stays as it is"),
                            ("withdrawn", "Withdrawn by the learner"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000)),
                (
                    "cell",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Excusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("column", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=160, verbose_name="excused from")),
                ("excused_by", models.BigIntegerField(help_text="Id of the user.")),
                ("excused_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="excusals",
                        to="accounts.cohort",
                        verbose_name="class",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="excusals", to="accounts.learner"
                    ),
                ),
            ],
            options={
                "verbose_name": "excused grade",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ExcusalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("column", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=160, verbose_name="excused from")),
                ("excused_by", models.BigIntegerField(help_text="Id of the user.")),
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
                        to="teach.excusal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormerLearner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField()),
                ("deleted_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("kept_until", models.DateTimeField()),
                ("grades", models.JSONField(default=dict)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_learners",
                        to="accounts.cohort",
                    ),
                ),
            ],
            options={
                "ordering": ["cohort", "number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GradebookSettings",
            fields=[
                (
                    "cohort",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="gradebook",
                        serialize=False,
                        to="accounts.cohort",
                    ),
                ),
                (
                    "attempt",
                    models.CharField(
                        choices=[("best", "Best attempt"), ("latest", "Latest attempt"), ("first", "First attempt")],
                        default="best",
                        max_length=6,
                        verbose_name="attempt that counts",
                    ),
                ),
                ("weights", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("attempt__in", ["best", "latest", "first"])),
                        name="teach_counted_attempt_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GradingRunEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quizzes.gradingrun",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HiddenLessonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "cohortreading",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="lessons.cohortreading",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IncidentDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of its address.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                (
                    "story",
                    models.TextField(
                        help_text="What happened, without saying which layer failed. Claims may stand in it."
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        help_text="Shown with the answer: why this layer, and how the duty would have stopped it."
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ItemDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                        blank=True,
                        choices=[
                            ("components", "The components of the model"),
                            ("customer", "The customer's part"),
                            ("aws", "AWS's part"),
                            ("shared", "What both share"),
                            ("shift", "How it shifts with the service"),
                        ],
                        help_text="What it tests in task 2.1. A question of a course that is not about the matrix has none.",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LayerDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("definition", models.TextField(help_text="What belongs to this layer, in one sentence.")),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LessonDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of its address.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("label", models.CharField(help_text="Its place, as learners say it: L3.", max_length=8)),
                ("title", models.CharField(max_length=120)),
                (
                    "summary",
                    models.CharField(help_text="One or two sentences, also for search engines.", max_length=200),
                ),
                (
                    "body",
                    models.TextField(
                        help_text="Markdown with directives on lines of their own, as [[stack ec2 rds lambda]]."
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LoggedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("object_id", models.TextField(blank=True, null=True, verbose_name="object id")),
                ("object_repr", models.CharField(max_length=200, verbose_name="object repr")),
                (
                    "action_flag",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Addition"), (2, "Change"), (3, "Deletion")], verbose_name="action flag"
                    ),
                ),
                ("change_message", models.TextField(blank=True, verbose_name="change message")),
                (
                    "content_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="content type",
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="auth.group",
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MisconceptionDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoveltyDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "slug",
                    models.CharField(
                        help_text="Its anchor.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("before", models.TextField(help_text="What older material says.")),
                ("now", models.TextField(help_text="What is so now. Claims may stand in it.")),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PermissionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="auth.group",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="auth.permission",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="QuizEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReadingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("only", models.BooleanField(db_default=False, default=False, verbose_name="show only these courses")),
                ("edit_number", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
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
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("answer", models.TextField(blank=True)),
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
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bank.itemversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RightsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="If this is off, the person can’t log in.", verbose_name="active"
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="can open the admin")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "time_allowance",
                    models.CharField(
                        choices=[("standard", "Standard"), ("more", "30 minutes more"), ("unlimited", "No limit")],
                        db_default="standard",
                        default="standard",
                        max_length=9,
                        verbose_name="time in exam simulations",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("short_name", models.CharField(help_text="As a column head: EC2, Lambda.", max_length=24)),
                (
                    "noun",
                    models.CharField(help_text="What it offers, in one or two words: virtual servers.", max_length=24),
                ),
                ("summary", models.TextField(help_text="One sentence that says what the service is.")),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceTypeDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("definition", models.TextField(help_text="One sentence that a learner reads.")),
                (
                    "boundary",
                    models.TextField(help_text="Where the line between AWS and the customer runs for this type."),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SlotEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bank.item",
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
                    "quiz",
                    models.ForeignKey(
                        db_constraint=False,
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
        migrations.CreateModel(
            name="WeeklyDigest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wanted", models.BooleanField(default=True)),
                ("settled_on", models.DateField(editable=False, null=True)),
                (
                    "learner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weekly_digest",
                        to="accounts.learner",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "weekly digests",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TermDeletion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "slug",
                    models.CharField(
                        help_text="Its anchor.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("definition", models.TextField(help_text="What it means, in our words. Claims may stand in it.")),
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
                        related_name="slug_name_definition_events",
                        to="teach.deletedterm",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedterm",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_termdeletion" ("definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."definition", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="2b9df3539e3b6339408e386131429532335e65a4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7d235",
                    table="lessons_term",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="slotevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="quiz_item_position_events",
                to="teach.trackedslot",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedslot",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."quiz_id"); RETURN NULL;',
                    hash="e8fe6db8488427a8cee6b1b07bb8335a0ee89132",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a45b7",
                    table="quizzes_slot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedslot",
            trigger=pgtrigger.compiler.Trigger(
                name="before_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."quiz_id" IS DISTINCT FROM (NEW."quiz_id"))',
                    func='INSERT INTO "teach_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (OLD."item_id", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."position", OLD."quiz_id"); RETURN NULL;',
                    hash="b310a5b1a85b4aa7ba7aa0214b8c62a1531ca08d",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_00732",
                    table="quizzes_slot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedslot",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."quiz_id" IS DISTINCT FROM (NEW."quiz_id"))',
                    func='INSERT INTO "teach_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."quiz_id"); RETURN NULL;',
                    hash="abaf3561e7e3c25336ae26cd94b956c1016a4570",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3464c",
                    table="quizzes_slot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedslot",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."quiz_id"); RETURN NULL;',
                    hash="9feb1e831259e1d434d98b4febae28aa9a4916ea",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9e790",
                    table="quizzes_slot",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="servicetypedeletion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_name_definition_boundary_events",
                to="teach.deletedservicetype",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedservicetype",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_servicetypedeletion" ("boundary", "definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."boundary", OLD."definition", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="977dd5fd3eaf34a7ba36873347d055a770dc5738",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eb08a",
                    table="matrix_servicetype",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="servicedeletion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_name_short_name_noun_summary_events",
                to="teach.deletedservice",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedservice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_servicedeletion" ("name", "noun", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "summary") VALUES (OLD."name", OLD."noun", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."short_name", OLD."slug", OLD."summary"); RETURN NULL;',
                    hash="a79c734acb30418c6b550605ba8c2f1ebf94c985",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_85263",
                    table="matrix_service",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="rightsevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="is_active_is_staff_is_superuser_time_allowance_events",
                to="teach.trackeduser",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackeduser",
            trigger=pgtrigger.compiler.Trigger(
                name="before_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."time_allowance" IS DISTINCT FROM (NEW."time_allowance"))',
                    func='INSERT INTO "teach_rightsevent" ("is_active", "is_staff", "is_superuser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_allowance") VALUES (OLD."is_active", OLD."is_staff", OLD."is_superuser", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."time_allowance"); RETURN NULL;',
                    hash="6407d387cd40a2e7ceeaad3370bf694d3e6b0598",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_db83a",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackeduser",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."time_allowance" IS DISTINCT FROM (NEW."time_allowance"))',
                    func='INSERT INTO "teach_rightsevent" ("is_active", "is_staff", "is_superuser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_allowance") VALUES (NEW."is_active", NEW."is_staff", NEW."is_superuser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_allowance"); RETURN NULL;',
                    hash="da43d00d4bc01651a0b477278d7a19964b0aa7c0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cdfe9",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="version_answer_events",
                to="teach.trackedreport",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedreport",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at"))',
                    func='INSERT INTO "teach_reportevent" ("answer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."answer", _pgh_attach_context(), NOW(), \'answered\', NEW."id", NEW."version_id"); RETURN NULL;',
                    hash="5a7e9f195ef21878e808fa2ecfe9036020c09b3f",
                    operation="UPDATE",
                    pgid="pgtrigger_answered_update_1529a",
                    table="quizzes_problemreport",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="readingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="cohort_only_edit_number_events",
                to="teach.trackedreading",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedreading",
            trigger=pgtrigger.compiler.Trigger(
                name="chosen_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_readingevent" ("cohort_id", "edit_number", "only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohort_id", NEW."edit_number", NEW."only", _pgh_attach_context(), NOW(), \'chosen\', NEW."id"); RETURN NULL;',
                    hash="6d0d424344c8d201538154d21009e36379157388",
                    operation="INSERT",
                    pgid="pgtrigger_chosen_insert_e3c17",
                    table="lessons_cohortreading",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedreading",
            trigger=pgtrigger.compiler.Trigger(
                name="before_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cohort_id" IS DISTINCT FROM (NEW."cohort_id") OR OLD."edit_number" IS DISTINCT FROM (NEW."edit_number") OR OLD."only" IS DISTINCT FROM (NEW."only"))',
                    func='INSERT INTO "teach_readingevent" ("cohort_id", "edit_number", "only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cohort_id", OLD."edit_number", OLD."only", _pgh_attach_context(), NOW(), \'before\', OLD."id"); RETURN NULL;',
                    hash="35248f5c34f178bd7ac3a25ea8b66618787f45b9",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_98860",
                    table="lessons_cohortreading",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedreading",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cohort_id" IS DISTINCT FROM (NEW."cohort_id") OR OLD."edit_number" IS DISTINCT FROM (NEW."edit_number") OR OLD."only" IS DISTINCT FROM (NEW."only"))',
                    func='INSERT INTO "teach_readingevent" ("cohort_id", "edit_number", "only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohort_id", NEW."edit_number", NEW."only", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="8f7a1e6dcc6420aaecf5601dd74ee3730e097bb4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0e9b",
                    table="lessons_cohortreading",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="quizevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_title_lesson_mode_attempts_allowed_events",
                to="teach.trackedquiz",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedquiz",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (NEW."attempts_allowed", NEW."lesson_id", NEW."mode", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."title"); RETURN NULL;',
                    hash="fe773d4ad0f9194688906a9ee1e2d0d68855d8e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81f9e",
                    table="quizzes_quiz",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedquiz",
            trigger=pgtrigger.compiler.Trigger(
                name="before_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."attempts_allowed" IS DISTINCT FROM (NEW."attempts_allowed") OR OLD."lesson_id" IS DISTINCT FROM (NEW."lesson_id") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "teach_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."attempts_allowed", OLD."lesson_id", OLD."mode", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."slug", OLD."title"); RETURN NULL;',
                    hash="457131a410e9824ccc354f6c5f6589d6470d104d",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_4525b",
                    table="quizzes_quiz",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedquiz",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."attempts_allowed" IS DISTINCT FROM (NEW."attempts_allowed") OR OLD."lesson_id" IS DISTINCT FROM (NEW."lesson_id") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "teach_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (NEW."attempts_allowed", NEW."lesson_id", NEW."mode", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."title"); RETURN NULL;',
                    hash="17de5cf3cce218a9fd4956c96a7a991a79cd80a3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_207e6",
                    table="quizzes_quiz",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedquiz",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."attempts_allowed", OLD."lesson_id", OLD."mode", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."title"); RETURN NULL;',
                    hash="2c6a4102c3df0f0631f016aa57e40ca50d2cf2d5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c978b",
                    table="quizzes_quiz",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="permissionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="group_permission_events",
                to="teach.trackedpermission",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedpermission",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_permissionevent" ("group_id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."group_id", NEW."permission_id", _pgh_attach_context(), NOW(), \'added\', NEW."id"); RETURN NULL;',
                    hash="230b6743c1166486717fb2d5db2679651e8974e4",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_7a820",
                    table="auth_group_permissions",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedpermission",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_permissionevent" ("group_id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."group_id", OLD."permission_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id"); RETURN NULL;',
                    hash="afbe636545d15730bc95a4a1fc41e398b4844948",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_6d95c",
                    table="auth_group_permissions",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="noveltydeletion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_title_before_now_events",
                to="teach.deletednovelty",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletednovelty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_noveltydeletion" ("before", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."before", OLD."now", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."title"); RETURN NULL;',
                    hash="1c425b9687308ff6bc9757dc5792503980a7949a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fc1c8",
                    table="lessons_novelty",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="misconceptiondeletion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_name_cure_events",
                to="teach.deletedmisconception",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedmisconception",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_misconceptiondeletion" ("cure", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."cure", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="92203d85ac4b20e117b7318e793ef2298a1d9b1d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ce7a9",
                    table="bank_misconception",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="membershipevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="user_group_events",
                to="teach.trackedmembership",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_membershipevent" ("group_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."group_id", _pgh_attach_context(), NOW(), \'added\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="12b2e8f300be4097769f3a86156cb0aa8eedc10a",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_8aeb8",
                    table="accounts_user_groups",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_membershipevent" ("group_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."group_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."user_id"); RETURN NULL;',
                    hash="9236cc43f2cbbaad1170dd6d01fe364b01fda18e",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_0331e",
                    table="accounts_user_groups",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="loggedevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="user_content_type_object_id_object_repr_action_flag_change_message_events",
                to="teach.trackedlogentry",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedlogentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_loggedevent" ("action_flag", "change_message", "content_type_id", "object_id", "object_repr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."action_flag", NEW."change_message", NEW."content_type_id", NEW."object_id", NEW."object_repr", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="72baffe03aa3469ff57f7f7e0268c3bf4c28526c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4dee2",
                    table="django_admin_log",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="lessondeletion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_label_title_summary_body_events",
                to="teach.deletedlesson",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedlesson",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_lessondeletion" ("body", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (OLD."body", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;',
                    hash="a127257805122e1669f0faccf48e52d1f059af40",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2b987",
                    table="lessons_lesson",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="layerdeletion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_name_definition_events",
                to="teach.deletedlayer",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedlayer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_layerdeletion" ("definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."definition", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="32b81bd97342a8ea86acbb7cb79dff67910af216",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_998cb",
                    table="matrix_layer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="itemdeletion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_skill_section_events",
                to="teach.deleteditem",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deleteditem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_itemdeletion" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "skill", "slug") VALUES (_pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."section", OLD."skill", OLD."slug"); RETURN NULL;',
                    hash="da4d84e91622a0954d69a73b58e16410d1ddfdeb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8bd88",
                    table="bank_item",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="incidentdeletion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_title_story_why_events",
                to="teach.deletedincident",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedincident",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_incidentdeletion" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "story", "title", "why") VALUES (_pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."story", OLD."title", OLD."why"); RETURN NULL;',
                    hash="232cfc0d44dc4233694fa5cc53e7492d8d089607",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e74dd",
                    table="lessons_incident",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="hiddenlessonevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="cohortreading_lesson_events",
                to="teach.trackedhiddenlesson",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedhiddenlesson",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_hiddenlessonevent" ("cohortreading_id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohortreading_id", NEW."lesson_id", _pgh_attach_context(), NOW(), \'added\', NEW."id"); RETURN NULL;',
                    hash="8fbe6727660e176496a4099c7a2de2fdca2715d5",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_51e9a",
                    table="lessons_cohortreading_hidden",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedhiddenlesson",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_hiddenlessonevent" ("cohortreading_id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cohortreading_id", OLD."lesson_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id"); RETURN NULL;',
                    hash="0113641dd0a431c8fbc64a6690b0b3ae6bd612f6",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_94a11",
                    table="lessons_cohortreading_hidden",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="gradingrunevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="policy_reason_undoes_events",
                to="teach.trackedgradingrun",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedgradingrun",
            trigger=pgtrigger.compiler.Trigger(
                name="ordered_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_gradingrunevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "reason", "undoes_id") VALUES (_pgh_attach_context(), NOW(), \'ordered\', NEW."id", NEW."policy", NEW."reason", NEW."undoes_id"); RETURN NULL;',
                    hash="911ba30208dd132ff57eb16ec9a4321951398319",
                    operation="INSERT",
                    pgid="pgtrigger_ordered_insert_44697",
                    table="quizzes_gradingrun",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="disputeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="cell_outcome_answer_events",
                to="teach.trackeddispute",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackeddispute",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at"))',
                    func='INSERT INTO "teach_disputeevent" ("answer", "cell_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."cell_id", NEW."outcome", _pgh_attach_context(), NOW(), \'answered\', NEW."id"); RETURN NULL;',
                    hash="f1926e0a29b1e1f2c00ea8372e222f942b2060d2",
                    operation="UPDATE",
                    pgid="pgtrigger_answered_update_79fb2",
                    table="matrix_dispute",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="courseofclassevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="cohortreading_course_events",
                to="teach.trackedcourseofclass",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcourseofclass",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_courseofclassevent" ("cohortreading_id", "course_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohortreading_id", NEW."course_id", _pgh_attach_context(), NOW(), \'added\', NEW."id"); RETURN NULL;',
                    hash="c044e70024b7a5cb8ce2d9153c22a9658b373927",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_a94a5",
                    table="lessons_cohortreading_courses",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcourseofclass",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_courseofclassevent" ("cohortreading_id", "course_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cohortreading_id", OLD."course_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id"); RETURN NULL;',
                    hash="2e46a5ef24d02f9a9fb83f62549baba3c724caac",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_632f0",
                    table="lessons_cohortreading_courses",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="courseevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="slug_name_summary_position_events",
                to="teach.trackedcourse",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcourse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."summary"); RETURN NULL;',
                    hash="aa41e61fd5307d4f38152532dfde055a5e89169d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3e5b5",
                    table="lessons_course",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcourse",
            trigger=pgtrigger.compiler.Trigger(
                name="before_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."summary" IS DISTINCT FROM (NEW."summary"))',
                    func='INSERT INTO "teach_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (OLD."name", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."position", OLD."slug", OLD."summary"); RETURN NULL;',
                    hash="989fe290f56d8321ece1173ea78a4d3bfc6f203c",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_6cdc6",
                    table="lessons_course",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcourse",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."summary" IS DISTINCT FROM (NEW."summary"))',
                    func='INSERT INTO "teach_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."summary"); RETURN NULL;',
                    hash="316bb78dde41ffb365ed6eb82d76bd798c56f500",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56e73",
                    table="lessons_course",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcourse",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."summary"); RETURN NULL;',
                    hash="33c0fd0145fce9a1b0a0fa24f48c0faf188bb839",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8d4a6",
                    table="lessons_course",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="contradictionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="item_version_closing_reason_events",
                to="teach.trackedcontradiction",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcontradiction",
            trigger=pgtrigger.compiler.Trigger(
                name="settled_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at"))',
                    func='INSERT INTO "teach_contradictionevent" ("closing", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version_id") VALUES (NEW."closing", NEW."item_id", _pgh_attach_context(), NOW(), \'settled\', NEW."id", NEW."reason", NEW."version_id"); RETURN NULL;',
                    hash="bbc80dcf052a7a67281ffb3b6f8e6aad7594c7a9",
                    operation="UPDATE",
                    pgid="pgtrigger_settled_update_82cd6",
                    table="bank_contradiction",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["retire", "bring_back", "tag", "add", "take", "publish"])),
                name="teach_bulk_act_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("undoes", models.F("pk")), _negated=True), name="teach_bulk_change_undoes_another"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkchange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6b1dc1c0ae4cc4de5183cf6e77c8b25601f29b65",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_41090",
                    table="teach_bulkchange",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkchangeitem",
            constraint=models.UniqueConstraint(fields=("change", "item"), name="teach_item_once_per_bulk_change"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkchangeitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dc9e21c766383fd3812213b470f123d70680dbc5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_1a8b4",
                    table="teach_bulkchangeitem",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="excusal",
            constraint=models.UniqueConstraint(
                fields=("cohort", "learner", "column"), name="teach_excused_once_per_column"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excusal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_excusalevent" ("cohort_id", "column", "excused_by", "id", "learner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."cohort_id", NEW."column", NEW."excused_by", NEW."id", NEW."learner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="2ff6c18f691cb4428624bc862b3db2dea54e3aef",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22533",
                    table="teach_excusal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excusal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "teach_excusalevent" ("cohort_id", "column", "excused_by", "id", "learner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."cohort_id", OLD."column", OLD."excused_by", OLD."id", OLD."learner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;',
                    hash="bebee0e613756f3d202ac08621e6444fd431cb58",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fe103",
                    table="teach_excusal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excusalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ad2a7d1b38c0601420631862830346e650d0bdd1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d42c9",
                    table="teach_excusalevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="formerlearner",
            constraint=models.UniqueConstraint(
                fields=("cohort", "number"), name="teach_former_learners_have_own_numbers"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="termdeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="771fd88ee2382b2a43ee5605346a17a861629dfe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f4ff7",
                    table="teach_termdeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="slotevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5dc02e85712e3c12e0d3cfa74f9e518ee766874b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0b15e",
                    table="teach_slotevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicetypedeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="55efb654f8face8cfbd9dcb6ade5a8b62e6d5be9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_43d49",
                    table="teach_servicetypedeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicedeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8bb534d42289d35eee3cc5493f03e60cd112309a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aa882",
                    table="teach_servicedeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bd98ff9b349e155466bc6c49cf6100352a11c13d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bd7e3",
                    table="teach_rightsevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2dcd4d6f476bd33a09fa368257f3fec10d4433c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_25324",
                    table="teach_reportevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4a366bc311b1b9431e54863d8552ca2c4b933a43",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8045f",
                    table="teach_readingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quizevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a96770acde0a735f10e40163535a1b748a64ab71",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_45375",
                    table="teach_quizevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permissionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c0d4733bac490b03cf9bcd3a687cb2a5be9e4a0a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f6cd2",
                    table="teach_permissionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noveltydeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d553f2ab4bf70a35beeff75a1ed6aac5158adfdc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_343e0",
                    table="teach_noveltydeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="misconceptiondeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="20f96b7daa1d1239088ebdd41702bed4378b85c3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4ca27",
                    table="teach_misconceptiondeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a151e196197928a67a383166504ba6ff7923bb84",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_19119",
                    table="teach_membershipevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="loggedevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4bc3390a623e6a07c140d7b8e0d401bfc486d668",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0f6e7",
                    table="teach_loggedevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lessondeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="848fae9a2497d839360d1f85bc259e3bccdacde1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2b8f7",
                    table="teach_lessondeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="layerdeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0030d6bc0dd73221568f661a58c7d38ac71ed92a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_101ff",
                    table="teach_layerdeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemdeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="85697654d69f5e2986a8a7d900ae8ccd6f4e4adb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bbf45",
                    table="teach_itemdeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentdeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8ac505fe47582b00adf09fdbe6e69a894dd497f9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_08568",
                    table="teach_incidentdeletion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hiddenlessonevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b2af21cc001ce2c606f3cb488c0921e22b9b2209",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_05e67",
                    table="teach_hiddenlessonevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gradingrunevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="78404d458c963140ecf39f34d032b025eb53379e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f6771",
                    table="teach_gradingrunevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disputeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="079966d7ed5ddd4d9b6ab788e563e1a60ed0e8a5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_15349",
                    table="teach_disputeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="courseofclassevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f9e29aafa309adc8393087b15aaec7f42e7cdb6f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_188b8",
                    table="teach_courseofclassevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="courseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="86ee6d46c0433b4c5b0724f95ec3cf57f5e22fba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d195",
                    table="teach_courseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contradictionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0995e6b964ff75eb2161ff94e2f93b0daf89086d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_028fe",
                    table="teach_contradictionevent",
                    when="BEFORE",
                ),
            ),
        ),
        *KEEP_CONTEXTS,
    ]
