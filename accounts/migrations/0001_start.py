import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import accounts.models.cohorts
import accounts.models.people
import serving.uuid7


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cohort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        help_text="Due dates are set and shown in it.",
                        max_length=64,
                        validators=[accounts.models.people.is_time_zone],
                    ),
                ),
                ("exam_on", models.DateField(blank=True, null=True, verbose_name="exam date")),
                (
                    "keeps_former",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (30, "30 days"),
                            (90, "90 days"),
                            (183, "6 months"),
                            (365, "1 year"),
                            (730, "2 years"),
                            (1826, "5 years"),
                        ],
                        db_default=365,
                        default=365,
                        verbose_name="grades of learners who left",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, help_text="Its instructors can see it, and no one can join anymore.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Someone already uses this email address."},
                        max_length=254,
                        unique=True,
                        verbose_name="email address",
                    ),
                ),
                ("name", models.CharField(blank=True, help_text="What the site calls you.", max_length=80)),
                (
                    "theme",
                    models.CharField(
                        choices=[("system", "Same as the device"), ("light", "Light"), ("dark", "Dark")],
                        default="system",
                        max_length=6,
                        verbose_name="appearance",
                    ),
                ),
                ("single_keys", models.BooleanField(default=True, verbose_name="single-key shortcuts")),
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
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="If this is off, the person can’t log in.", verbose_name="active"
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="can open the admin")),
                (
                    "date_joined",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="joined"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClassMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author", models.BigIntegerField(help_text="Id of the user.")),
                ("event", models.UUIDField()),
                ("audience", models.CharField(help_text="In words.", max_length=120)),
                ("subject", models.CharField(max_length=120)),
                ("text", models.TextField(max_length=5000)),
                ("recipients", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="class_mails", to="accounts.cohort"
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AssistantInvite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                (
                    "token",
                    models.CharField(
                        default=accounts.models.cohorts.new_token, editable=False, max_length=43, unique=True
                    ),
                ),
                ("made_by", models.BigIntegerField(help_text="Id of the user.")),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assistant_invites",
                        to="accounts.cohort",
                    ),
                ),
            ],
            options={
                "ordering": ["email"],
            },
        ),
        migrations.CreateModel(
            name="CohortEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        help_text="Due dates are set and shown in it.",
                        max_length=64,
                        validators=[accounts.models.people.is_time_zone],
                    ),
                ),
                ("exam_on", models.DateField(blank=True, null=True, verbose_name="exam date")),
                (
                    "keeps_former",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (30, "30 days"),
                            (90, "90 days"),
                            (183, "6 months"),
                            (365, "1 year"),
                            (730, "2 years"),
                            (1826, "5 years"),
                        ],
                        db_default=365,
                        default=365,
                        verbose_name="grades of learners who left",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, help_text="Its instructors can see it, and no one can join anymore.", null=True
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
                        to="accounts.cohort",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CohortGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="accounts.cohort"
                    ),
                ),
            ],
            options={
                "ordering": ["cohort", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CohortGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40)),
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
                        to="accounts.cohortgroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CohortInvite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=accounts.models.cohorts.new_token, editable=False, max_length=43, unique=True
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        editable=False, help_text="Learners type it.", max_length=8, null=True, unique=True
                    ),
                ),
                ("made_by", models.BigIntegerField(help_text="Id of the user.")),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("expires_at", models.DateTimeField()),
                (
                    "personal",
                    models.BooleanField(
                        db_default=False, default=False, help_text="Created for one entry in a class list."
                    ),
                ),
                ("most_uses", models.PositiveIntegerField(blank=True, null=True, verbose_name="for how many people")),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_by", models.BigIntegerField(blank=True, help_text="Id of the user.", null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invites", to="accounts.cohort"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="CohortInviteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("made_by", models.BigIntegerField(help_text="Id of the user.")),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("expires_at", models.DateTimeField()),
                (
                    "personal",
                    models.BooleanField(
                        db_default=False, default=False, help_text="Created for one entry in a class list."
                    ),
                ),
                ("most_uses", models.PositiveIntegerField(blank=True, null=True, verbose_name="for how many people")),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_by", models.BigIntegerField(blank=True, help_text="Id of the user.", null=True)),
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
                        to="accounts.cohortinvite",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CohortMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("consent", models.CharField(max_length=10)),
                (
                    "id_number",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="In the school’s own system.",
                        max_length=100,
                        verbose_name="ID number",
                    ),
                ),
                ("joined_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "removed_by",
                    models.BigIntegerField(blank=True, help_text="Id of the user; null: the learner left.", null=True),
                ),
                ("kept_name", models.CharField(blank=True, db_default="", max_length=80)),
                ("kept_email", models.EmailField(blank=True, db_default="", max_length=254)),
                ("kept_until", models.DateTimeField(blank=True, null=True)),
                (
                    "time_allowance",
                    models.CharField(
                        blank=True,
                        choices=[("standard", "Standard"), ("more", "30 minutes more"), ("unlimited", "No limit")],
                        max_length=9,
                    ),
                ),
                (
                    "allowance_by",
                    models.BigIntegerField(blank=True, help_text="Id of the user who granted it.", null=True),
                ),
                ("allowance_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mail_stopped_at",
                    models.DateTimeField(blank=True, help_text="The learner wants no mail of teachers.", null=True),
                ),
                (
                    "counted",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Whether the sums of the class hold the learner’s answers; null: the class is to be counted again.",
                        null=True,
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="accounts.cohort"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to="accounts.cohortgroup",
                    ),
                ),
                (
                    "invite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.cohortinvite",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "classes",
                "ordering": ["cohort", "joined_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CohortMembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "removed_by",
                    models.BigIntegerField(blank=True, help_text="Id of the user; null: the learner left.", null=True),
                ),
                (
                    "time_allowance",
                    models.CharField(
                        blank=True,
                        choices=[("standard", "Standard"), ("more", "30 minutes more"), ("unlimited", "No limit")],
                        max_length=9,
                    ),
                ),
                (
                    "allowance_by",
                    models.BigIntegerField(blank=True, help_text="Id of the user who granted it.", null=True),
                ),
                ("allowance_at", models.DateTimeField(blank=True, null=True)),
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
                        related_query_name="events",
                        to="accounts.cohortmembership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CohortMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author", models.BigIntegerField(help_text="Id of the user.")),
                ("text", models.TextField(max_length=600)),
                ("sent_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="accounts.cohort"
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CohortTeacher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("assists", models.BooleanField(db_default=False, default=False)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teaching", to="accounts.cohort"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teaching",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["cohort", "since", "pk"],
            },
        ),
        migrations.AddField(
            model_name="cohort",
            name="teachers",
            field=models.ManyToManyField(
                related_name="cohorts", through="accounts.CohortTeacher", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="CohortTeacherEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("assists", models.BooleanField(db_default=False, default=False)),
                ("until", models.DateTimeField(blank=True, null=True)),
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
                        to="accounts.cohortteacher",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Guess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=32)),
                ("network", models.CharField(max_length=32)),
                ("device", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                "verbose_name_plural": "guesses",
                "indexes": [
                    models.Index(fields=["account", "at"], name="accounts_guesses_of_account"),
                    models.Index(fields=["network", "at"], name="accounts_guesses_of_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("name", models.CharField(blank=True, max_length=80)),
                ("added_by", models.BigIntegerField(help_text="Id of the user.")),
                ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "refused",
                    models.BooleanField(
                        db_default=False, default=False, help_text="The mail server takes no mail for it."
                    ),
                ),
                (
                    "mail_stopped_at",
                    models.DateTimeField(blank=True, help_text="They want no mail of teachers.", null=True),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitees", to="accounts.cohort"
                    ),
                ),
                (
                    "invite",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitee", to="accounts.cohortinvite"
                    ),
                ),
            ],
            options={
                "ordering": ["email"],
            },
        ),
        migrations.CreateModel(
            name="Learner",
            fields=[
                (
                    "id",
                    models.UUIDField(default=serving.uuid7.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "time_zone",
                    models.CharField(default="UTC", max_length=64, validators=[accounts.models.people.is_time_zone]),
                ),
                (
                    "zone_chosen",
                    models.BooleanField(
                        db_default=False, default=False, editable=False, help_text="They chose the time zone."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "is_guest",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Began without an account, and never had one.",
                    ),
                ),
                (
                    "due_count",
                    models.PositiveIntegerField(
                        db_default=0,
                        default=0,
                        editable=False,
                        help_text="Cells planned for the day `due_on`, less those answered.",
                    ),
                ),
                ("due_on", models.DateField(editable=False, help_text="The day in the learner's zone.", null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.learner",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="learner",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="cohortmembership",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="accounts.learner"
            ),
        ),
        migrations.CreateModel(
            name="LogIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
                    ),
                ),
                ("network", models.CharField(help_text="As `serving.origins.network_of` names it.", max_length=43)),
                ("browser", models.CharField(blank=True, max_length=60)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="log_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "log-in",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("claimed", "Being sent"),
                            ("sent", "Sent"),
                            ("refused", "Refused for good"),
                            ("lost", "Cut off, perhaps not sent"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("queued_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("claimed_at", models.DateTimeField(null=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(blank=True, max_length=200)),
                (
                    "class_mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="accounts.classmail",
                    ),
                ),
                (
                    "invitee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="accounts.invitee",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="accounts.learner",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MessageReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="message_readings",
                        to="accounts.cohortmembership",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="accounts.cohortmessage",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "learner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused_address",
                        to="accounts.learner",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "refused addresses",
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="accounts_address_is_lower_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("time_allowance__in", ["standard", "more", "unlimited"])),
                name="accounts_time_allowance_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="classmail",
            index=models.Index(fields=["author", "sent_at"], name="accounts_mails_of_author"),
        ),
        migrations.AddConstraint(
            model_name="classmail",
            constraint=models.UniqueConstraint(
                fields=("cohort", "event"), name="accounts_class_mail_once_per_preview"
            ),
        ),
        migrations.AddConstraint(
            model_name="classmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", ""), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    ("recipients__gt", 0),
                ),
                name="accounts_class_mail_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="assistantinvite",
            constraint=models.UniqueConstraint(
                fields=("cohort", "email"), name="accounts_assistant_invited_once_per_cohort"
            ),
        ),
        migrations.AddConstraint(
            model_name="assistantinvite",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="accounts_assistants_address_is_lower_case",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f4512eadd2a98b036fc05704b81f783e97508935",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_26815",
                    table="accounts_cohortevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortgroup",
            constraint=models.UniqueConstraint(fields=("cohort", "name"), name="accounts_group_once_per_cohort"),
        ),
        migrations.AddConstraint(
            model_name="cohortgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="accounts_group_has_a_name"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_cohortgroupevent" ("cohort_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohort_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="fc05e2959e950e9957923197723a942ed3bd50ad",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6cb4f",
                    table="accounts_cohortgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_cohortgroupevent" ("cohort_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cohort_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="1dbe0e73d6db5470d87eae29408bbf5039f33b9c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_50bc2",
                    table="accounts_cohortgroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortgroupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c5e0bad793d7b289f1059d7dbbe0ba4753b41a9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a0e67",
                    table="accounts_cohortgroupevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortinvite",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                name="accounts_invite_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortinvite",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_uses", 0), _negated=True), name="accounts_invite_is_for_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortinvite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", None)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="accounts_revoked_invite_says_by_whom",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortinvite",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_cohortinviteevent" ("cohort_id", "expires_at", "id", "made_at", "made_by", "most_uses", "personal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by") VALUES (NEW."cohort_id", NEW."expires_at", NEW."id", NEW."made_at", NEW."made_by", NEW."most_uses", NEW."personal", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."revoked_by"); RETURN NULL;',
                    hash="e48dfe9043ec3ca34b583b3e5ac2a2ee679f263e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e16cd",
                    table="accounts_cohortinvite",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortinvite",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cohort_id" IS DISTINCT FROM (NEW."cohort_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by" IS DISTINCT FROM (NEW."made_by") OR OLD."most_uses" IS DISTINCT FROM (NEW."most_uses") OR OLD."personal" IS DISTINCT FROM (NEW."personal") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by" IS DISTINCT FROM (NEW."revoked_by"))',
                    func='INSERT INTO "accounts_cohortinviteevent" ("cohort_id", "expires_at", "id", "made_at", "made_by", "most_uses", "personal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by") VALUES (NEW."cohort_id", NEW."expires_at", NEW."id", NEW."made_at", NEW."made_by", NEW."most_uses", NEW."personal", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."revoked_by"); RETURN NULL;',
                    hash="336deb042c696dfbbd5d7347d972413058933759",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ed0c",
                    table="accounts_cohortinvite",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortinviteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ec3aae04be8af50aacba2e32e1f015960512cae5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88022",
                    table="accounts_cohortinviteevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortmembershipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2ab399aea01814e7c91fd83a66bac950c9e0d8a7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8a2aa",
                    table="accounts_cohortmembershipevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="accounts_message_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortteacher",
            constraint=models.UniqueConstraint(fields=("cohort", "user"), name="accounts_teacher_once_per_cohort"),
        ),
        migrations.AddConstraint(
            model_name="cohortteacher",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("assists", True), _connector="OR"),
                name="accounts_only_assistants_teach_for_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortteacher",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_cohortteacherevent" ("assists", "cohort_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") VALUES (NEW."assists", NEW."cohort_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until", NEW."user_id"); RETURN NULL;',
                    hash="8eed021b0c1fd1fd06c106118aca94d20bdf6c0b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c25ef",
                    table="accounts_cohortteacher",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortteacher",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_cohortteacherevent" ("assists", "cohort_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") VALUES (OLD."assists", OLD."cohort_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until", OLD."user_id"); RETURN NULL;',
                    hash="22f987dae4d5a260357641c388300c3c66710c30",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0b223",
                    table="accounts_cohortteacher",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="accounts_cohort_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(("keeps_former__in", [30, 90, 183, 365, 730, 1826])),
                name="accounts_cohort_keeps_grades_for_a_known_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohort",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_cohortevent" ("archived_at", "exam_on", "id", "keeps_former", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."archived_at", NEW."exam_on", NEW."id", NEW."keeps_former", NEW."made_at", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."time_zone"); RETURN NULL;',
                    hash="e4ffe3ebe5e230c1188d3371001fbb98cb24503f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ef0b0",
                    table="accounts_cohort",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohort",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "accounts_cohortevent" ("archived_at", "exam_on", "id", "keeps_former", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."archived_at", NEW."exam_on", NEW."id", NEW."keeps_former", NEW."made_at", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_zone"); RETURN NULL;',
                    hash="171d9ab8cff68b140a81e1d49d6dbd4d213373c1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a2d1b",
                    table="accounts_cohort",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortteacherevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8d88e78dfd026928bb69d449b84f43f549b5ccb9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_987bb",
                    table="accounts_cohortteacherevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="invitee",
            index=models.Index(
                condition=models.Q(("mailed_at", None), ("refused", False)),
                fields=["id"],
                name="accounts_invitees_to_mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitee",
            constraint=models.UniqueConstraint(fields=("cohort", "email"), name="accounts_address_once_per_roster"),
        ),
        migrations.AddConstraint(
            model_name="invitee",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="accounts_roster_address_is_lower_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="learner",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("user", None), _connector="OR"),
                name="accounts_only_guests_are_merged",
            ),
        ),
        migrations.AddIndex(
            model_name="cohortmembership",
            index=models.Index(
                condition=models.Q(
                    ("counted", None),
                    models.Q(("counted", True), ("left_at__isnull", False)),
                    models.Q(("counted", False), ("left_at", None)),
                    _connector="OR",
                ),
                fields=["id"],
                name="accounts_members_to_count",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)),
                fields=("cohort", "learner"),
                name="accounts_learner_once_per_cohort",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent", ""), _negated=True), name="accounts_member_has_agreed"
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at__isnull", False),
                    models.Q(("kept_email", ""), ("kept_name", ""), ("kept_until", None)),
                    _connector="OR",
                ),
                name="accounts_only_of_who_left_something_is_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(("removed_by", None), ("left_at__isnull", False), _connector="OR"),
                name="accounts_removed_member_has_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("allowance_at", None), ("allowance_by", None), ("time_allowance", "")),
                    models.Q(
                        ("allowance_at__isnull", False),
                        ("allowance_by__isnull", False),
                        ("time_allowance__in", ["more", "unlimited"]),
                    ),
                    _connector="OR",
                ),
                name="accounts_granted_time_says_by_whom",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohortmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."allowance_at" IS DISTINCT FROM (NEW."allowance_at") OR OLD."allowance_by" IS DISTINCT FROM (NEW."allowance_by") OR OLD."cohort_id" IS DISTINCT FROM (NEW."cohort_id") OR OLD."left_at" IS DISTINCT FROM (NEW."left_at") OR OLD."removed_by" IS DISTINCT FROM (NEW."removed_by") OR OLD."time_allowance" IS DISTINCT FROM (NEW."time_allowance"))',
                    func='INSERT INTO "accounts_cohortmembershipevent" ("allowance_at", "allowance_by", "cohort_id", "left_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_by", "time_allowance") VALUES (NEW."allowance_at", NEW."allowance_by", NEW."cohort_id", NEW."left_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_by", NEW."time_allowance"); RETURN NULL;',
                    hash="300564a11844dd851d03a03b183f0aace8df37f9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_03efc",
                    table="accounts_cohortmembership",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="login",
            index=models.Index(fields=["user", "-at"], name="accounts_log_ins_of_user"),
        ),
        migrations.AddIndex(
            model_name="login",
            index=models.Index(fields=["at"], name="accounts_log_ins_by_age"),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["kind", "id"], name="accounts_mails_to_send"
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ["claimed", "lost"])),
                fields=["claimed_at"],
                name="accounts_mails_in_doubt",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(fields=("learner", "kind", "key"), name="accounts_each_mail_once"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(
                fields=("invitee", "kind", "key"), name="accounts_each_mail_once_to_invitee"
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("invitee__isnull", False), ("learner", None)),
                    models.Q(("invitee", None), ("learner__isnull", False)),
                    _connector="OR",
                ),
                name="accounts_mail_is_to_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_at", None), ("email", ""), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        models.Q(("email", ""), _negated=True),
                        ("claimed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="accounts_claimed_mail_says_to_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagereading",
            constraint=models.UniqueConstraint(
                fields=("message", "membership"), name="accounts_one_reading_per_message"
            ),
        ),
    ]
