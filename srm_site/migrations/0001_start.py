"""Who did something is written once. The tracker adds to a context of the history in the course of one request; what
stands in it (the person, the reason, the moment) stays, whatever a later statement says."""

import django.contrib.admin.models
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION srm_keep_history_context() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'history: a context is never deleted';
    END IF;
    NEW.id := OLD.id;
    NEW.created_at := OLD.created_at;
    NEW.metadata := NEW.metadata || jsonb_strip_nulls(OLD.metadata);
    RETURN NEW;
END $$;
CREATE TRIGGER srm_keep_history_context BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION srm_keep_history_context();
CREATE INDEX srm_history_in_time ON pghistory_context (created_at DESC, id DESC);
"""
UNGUARD = """
DROP INDEX srm_history_in_time;
DROP TRIGGER srm_keep_history_context ON pghistory_context;
DROP FUNCTION srm_keep_history_context();
"""


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("srm_site", "0001_track_what_staff_do"),
        ("srm_site", "0002_guard_who_did_it"),
    ]

    dependencies = [
        ("accounts", "0001_start"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
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
            bases=("quizzes.misconception",),
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
            bases=("quizzes.item",),
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
            bases=("quizzes.contradiction",),
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
                            ("full", "Full marks for everybody"),
                            ("leave-out", "Leave the question out of the score"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(help_text="Every learner it touches reads this.")),
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
                        help_text="How often a learner may begin it, retries of what was missed aside. Empty: any.",
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
                        to="quizzes.itemversion",
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
                        default=True, help_text="Off: this person cannot log in.", verbose_name="active"
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="may open the admin")),
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
                        to="srm_site.deletedterm",
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
                    func='INSERT INTO "srm_site_termdeletion" ("definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."definition", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="f3b974bbbc91942ccc3515415cb6536e05ea7fe6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c589a",
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
                to="srm_site.trackedslot",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedslot",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."quiz_id"); RETURN NULL;',
                    hash="bea7533060d91d93666b125ca07f66b8cc81ff81",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_93f03",
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
                    func='INSERT INTO "srm_site_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (OLD."item_id", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."position", OLD."quiz_id"); RETURN NULL;',
                    hash="74d84fad2ebef492053e65a9fbaeda3dc285ad2e",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_3843d",
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
                    func='INSERT INTO "srm_site_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."quiz_id"); RETURN NULL;',
                    hash="cd7673443a14fad5b24a04cead22b4fc53668174",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_19304",
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
                    func='INSERT INTO "srm_site_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."quiz_id"); RETURN NULL;',
                    hash="6d81a7bcd62cde28579ddd58f2a3109f2fbce0a6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_55d16",
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
                to="srm_site.deletedservicetype",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedservicetype",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_servicetypedeletion" ("boundary", "definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."boundary", OLD."definition", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="9820fe9fc0427572e1d4265208948f0466d67e8c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f0578",
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
                to="srm_site.deletedservice",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedservice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_servicedeletion" ("name", "noun", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "summary") VALUES (OLD."name", OLD."noun", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."short_name", OLD."slug", OLD."summary"); RETURN NULL;',
                    hash="610bcb79d3f7821b9297c58870da1f6f5597a757",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_22ae4",
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
                to="srm_site.trackeduser",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackeduser",
            trigger=pgtrigger.compiler.Trigger(
                name="before_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."time_allowance" IS DISTINCT FROM (NEW."time_allowance"))',
                    func='INSERT INTO "srm_site_rightsevent" ("is_active", "is_staff", "is_superuser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_allowance") VALUES (OLD."is_active", OLD."is_staff", OLD."is_superuser", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."time_allowance"); RETURN NULL;',
                    hash="6c13b7f5af96ec5bdbade113ef906cf80312f70d",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_a48c4",
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
                    func='INSERT INTO "srm_site_rightsevent" ("is_active", "is_staff", "is_superuser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_allowance") VALUES (NEW."is_active", NEW."is_staff", NEW."is_superuser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_allowance"); RETURN NULL;',
                    hash="92502877693375f105aa51a775d4dd8de83910a6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_62399",
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
                to="srm_site.trackedreport",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedreport",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at"))',
                    func='INSERT INTO "srm_site_reportevent" ("answer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."answer", _pgh_attach_context(), NOW(), \'answered\', NEW."id", NEW."version_id"); RETURN NULL;',
                    hash="f7a9980844557be655ad965ca357202103e16a92",
                    operation="UPDATE",
                    pgid="pgtrigger_answered_update_ce721",
                    table="quizzes_problemreport",
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
                to="srm_site.trackedquiz",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedquiz",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (NEW."attempts_allowed", NEW."lesson_id", NEW."mode", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."title"); RETURN NULL;',
                    hash="5c04869600275cd878772f3c1176423a8e613794",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_986c0",
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
                    func='INSERT INTO "srm_site_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."attempts_allowed", OLD."lesson_id", OLD."mode", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."slug", OLD."title"); RETURN NULL;',
                    hash="af1365a635ed6b476f6b3432608bdd98aef7695a",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_8935c",
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
                    func='INSERT INTO "srm_site_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (NEW."attempts_allowed", NEW."lesson_id", NEW."mode", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."title"); RETURN NULL;',
                    hash="6e7d415012391c5eca0f2ea49820be54bb3a9b96",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dcc41",
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
                    func='INSERT INTO "srm_site_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."attempts_allowed", OLD."lesson_id", OLD."mode", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."title"); RETURN NULL;',
                    hash="fde31750fc98c68cfb09f301d71b4afd089d4b77",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_93626",
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
                to="srm_site.trackedpermission",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedpermission",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_permissionevent" ("group_id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."group_id", NEW."permission_id", _pgh_attach_context(), NOW(), \'added\', NEW."id"); RETURN NULL;',
                    hash="9898cbd2f680bc7ce5045c33daa34c30f5c91a5b",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_066cf",
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
                    func='INSERT INTO "srm_site_permissionevent" ("group_id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."group_id", OLD."permission_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id"); RETURN NULL;',
                    hash="87b4e93e5a4d47f835aa356ce01dff3f300ac74e",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_1b499",
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
                to="srm_site.deletednovelty",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletednovelty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_noveltydeletion" ("before", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."before", OLD."now", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."title"); RETURN NULL;',
                    hash="b1108600ec951786112d5a3fa982c87fca46f1a1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6b774",
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
                to="srm_site.deletedmisconception",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedmisconception",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_misconceptiondeletion" ("cure", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."cure", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="a9e6c732cb183ba3d0555ab5afb3d09c52cdffc6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fb1ec",
                    table="quizzes_misconception",
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
                to="srm_site.trackedmembership",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="added_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_membershipevent" ("group_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."group_id", _pgh_attach_context(), NOW(), \'added\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="d6a01bdce7493944c660336eae45121f762f5ed5",
                    operation="INSERT",
                    pgid="pgtrigger_added_insert_efb1b",
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
                    func='INSERT INTO "srm_site_membershipevent" ("group_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."group_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."user_id"); RETURN NULL;',
                    hash="602642279b2b23ee9c56bbfa637a8f04da080fb2",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_f5ab2",
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
                to="srm_site.trackedlogentry",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedlogentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_loggedevent" ("action_flag", "change_message", "content_type_id", "object_id", "object_repr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."action_flag", NEW."change_message", NEW."content_type_id", NEW."object_id", NEW."object_repr", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="734b955d108077ec281077153b6fd7e9b04dfdff",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6297c",
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
                to="srm_site.deletedlesson",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedlesson",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_lessondeletion" ("body", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (OLD."body", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;',
                    hash="705d25cb28408bcc064ab30b6840b2d653a99555",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6709a",
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
                to="srm_site.deletedlayer",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedlayer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_layerdeletion" ("definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."definition", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="0c791f807d4a3ac8f125b9413530772296be92f7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e9ff",
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
                to="srm_site.deleteditem",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deleteditem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_itemdeletion" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "skill", "slug") VALUES (_pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."section", OLD."skill", OLD."slug"); RETURN NULL;',
                    hash="49951c81da6cd3de2f08bc081aabe72ba3a5f2bb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_34e86",
                    table="quizzes_item",
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
                to="srm_site.deletedincident",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletedincident",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_incidentdeletion" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "story", "title", "why") VALUES (_pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."story", OLD."title", OLD."why"); RETURN NULL;',
                    hash="c2ab798d9857c1254765c5f076a56ce8612bb5f4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d5c60",
                    table="lessons_incident",
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
                to="srm_site.trackedgradingrun",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedgradingrun",
            trigger=pgtrigger.compiler.Trigger(
                name="ordered_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_gradingrunevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "reason", "undoes_id") VALUES (_pgh_attach_context(), NOW(), \'ordered\', NEW."id", NEW."policy", NEW."reason", NEW."undoes_id"); RETURN NULL;',
                    hash="c6fdb390469b3cd77afdf22ef70191044abff350",
                    operation="INSERT",
                    pgid="pgtrigger_ordered_insert_37dcc",
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
                to="srm_site.trackeddispute",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackeddispute",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at"))',
                    func='INSERT INTO "srm_site_disputeevent" ("answer", "cell_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."cell_id", NEW."outcome", _pgh_attach_context(), NOW(), \'answered\', NEW."id"); RETURN NULL;',
                    hash="337cdfff01d5b85c052300062ae29f8727ec35a2",
                    operation="UPDATE",
                    pgid="pgtrigger_answered_update_3c3be",
                    table="matrix_dispute",
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
                to="srm_site.trackedcourse",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcourse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "srm_site_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."summary"); RETURN NULL;',
                    hash="14e75d9ce9ee79c385b1e5cde4ff39ab98dd1bb4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_842d7",
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
                    func='INSERT INTO "srm_site_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (OLD."name", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."position", OLD."slug", OLD."summary"); RETURN NULL;',
                    hash="6357b9b8d5d6a735d43f63b2b7157de52355cbd3",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_004fc",
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
                    func='INSERT INTO "srm_site_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."summary"); RETURN NULL;',
                    hash="88946b616e64562b67844acf3b181aa70ca5efb4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_60ad1",
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
                    func='INSERT INTO "srm_site_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."summary"); RETURN NULL;',
                    hash="e1b411c4ef4750a500b39eafdce6f878064b1301",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e89a6",
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
                to="srm_site.trackedcontradiction",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trackedcontradiction",
            trigger=pgtrigger.compiler.Trigger(
                name="settled_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at"))',
                    func='INSERT INTO "srm_site_contradictionevent" ("closing", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version_id") VALUES (NEW."closing", NEW."item_id", _pgh_attach_context(), NOW(), \'settled\', NEW."id", NEW."reason", NEW."version_id"); RETURN NULL;',
                    hash="b9f2802867d6711faf56466d666647ed66eb9455",
                    operation="UPDATE",
                    pgid="pgtrigger_settled_update_4a013",
                    table="quizzes_contradiction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="termdeletion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aa2bd99e3923b35da1da00291c747381d9801f2a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d5e7f",
                    table="srm_site_termdeletion",
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
                    hash="bc0e55c94cd8a0aa565261a6dad0a0d0b2d61070",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9e4bb",
                    table="srm_site_slotevent",
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
                    hash="77cbc80b3f04a0265d61dc20994fba5a1361cc7b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9af21",
                    table="srm_site_servicetypedeletion",
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
                    hash="58dcae99c64124ca15f67be3d9ccb1baf11152f3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e59a3",
                    table="srm_site_servicedeletion",
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
                    hash="0d9b6ee1113b1b8a46449d548473fa1e2c5c14dc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7db24",
                    table="srm_site_rightsevent",
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
                    hash="228184aa1c5d0a76e1d67927f846186aa35d866e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ebc64",
                    table="srm_site_reportevent",
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
                    hash="3f624be4c3a96c57ff66c089f1857e7b5cc77f2a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_02372",
                    table="srm_site_quizevent",
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
                    hash="a703888b1fbcee56b3916ab5316cdd017b257d5c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_64ec2",
                    table="srm_site_permissionevent",
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
                    hash="20f25fb918b9f3af70588f06d100c2a921bba47a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e4188",
                    table="srm_site_noveltydeletion",
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
                    hash="64f6a421d8f385fa072328db6e8428accb35957d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6c5ac",
                    table="srm_site_misconceptiondeletion",
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
                    hash="3974af0747ec18644881838a8381a36bad96a79c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ec4f4",
                    table="srm_site_membershipevent",
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
                    hash="61358cb48b97421d3b0d94caae3ffcd4c8d6bb37",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ebb1e",
                    table="srm_site_loggedevent",
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
                    hash="b5c01cf4b0f8ff2793dd16872831b8c665f01294",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1508d",
                    table="srm_site_lessondeletion",
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
                    hash="c6d2425e23abc28d0e8089e5e750ed7e3e2e6364",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1850f",
                    table="srm_site_layerdeletion",
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
                    hash="f360419b2b082eb3542a8a24dad6ca61867bdabf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3ead9",
                    table="srm_site_itemdeletion",
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
                    hash="5b4eda44288da1393ce2cbf006559395c9c6f56e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1bd72",
                    table="srm_site_incidentdeletion",
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
                    hash="f0cb3b20699bcac922f0e1b08df29b80d75ba19a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_af914",
                    table="srm_site_gradingrunevent",
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
                    hash="ecc39a559926e3334ccc2fb1499e3e6d5e22e713",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4a525",
                    table="srm_site_disputeevent",
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
                    hash="85b573e43ccdf0feab690885dcb95a334b707796",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fd314",
                    table="srm_site_courseevent",
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
                    hash="5ae2348fb0afdb69194242b6ef02e45dd0018f16",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dbb87",
                    table="srm_site_contradictionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
