import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models

import lti.models.platforms
import serving.uuid7


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_start"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deployment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="deployment ID")),
            ],
            options={
                "ordering": ["platform", "name"],
            },
        ),
        migrations.CreateModel(
            name="RegistrationLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=lti.models.platforms.new_token, editable=False, max_length=43, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("made_by", models.BigIntegerField(help_text="Id of the user.")),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LinkedClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("context", models.CharField(max_length=255)),
                ("title", models.CharField(blank=True, help_text="As the platform calls the course.", max_length=120)),
                ("line_items_url", models.URLField(blank=True, max_length=1000)),
                ("may_add_line_items", models.BooleanField(default=False)),
                ("roster_url", models.URLField(blank=True, max_length=1000)),
                ("roster_read_at", models.DateTimeField(null=True)),
                ("roster_tried_at", models.DateTimeField(null=True)),
                ("roster_failure", models.CharField(blank=True, max_length=300)),
                ("made_by", models.BigIntegerField(help_text="Id of the user.")),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "cohort",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="linked", to="accounts.cohort"
                    ),
                ),
                (
                    "deployment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="classes", to="lti.deployment"
                    ),
                ),
                (
                    "invite",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="linked", to="accounts.cohortinvite"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "linked classes",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LineItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("column", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=120)),
                ("url", models.URLField(blank=True, max_length=1000)),
                ("made_by_platform", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "linked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="line_items", to="lti.linkedclass"
                    ),
                ),
            ],
            options={
                "ordering": ["linked", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Platform",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(help_text="Its people read it, for example: Springfield College.", max_length=80),
                ),
                ("issuer", models.URLField(max_length=255)),
                ("client_id", models.CharField(max_length=255, verbose_name="client ID")),
                ("login_url", models.URLField(max_length=500, verbose_name="authentication request URL")),
                ("token_url", models.URLField(max_length=500, verbose_name="access token URL")),
                ("keys_url", models.URLField(max_length=500, verbose_name="public keyset URL")),
                (
                    "other_hosts",
                    models.CharField(
                        blank=True,
                        help_text="Names of more hosts of this platform, with spaces between them. Needed only if grades or courses are on another host than the addresses above, as with Canvas: school.instructure.com",
                        max_length=500,
                        verbose_name="other hosts",
                    ),
                ),
                ("keys", models.JSONField(default=dict, editable=False)),
                ("keys_read_at", models.DateTimeField(editable=False, null=True)),
                (
                    "is_on",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="If this is off, nothing comes or goes.",
                        verbose_name="accept launches",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "client_id"),
                        name="lti_one_platform_per_client",
                        violation_error_message="This issuer and client ID are registered already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issuer", ""), _negated=True), models.Q(("client_id", ""), _negated=True)
                        ),
                        name="lti_platform_has_a_name_for_us",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Launch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=serving.uuid7.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=43, unique=True)),
                ("nonce", models.CharField(max_length=43, unique=True)),
                ("browser", models.CharField(help_text="A keyed hash of the cookie.", max_length=32)),
                ("began_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("expires_at", models.DateTimeField()),
                ("claims", models.JSONField(null=True)),
                (
                    "learner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="launches",
                        to="accounts.learner",
                    ),
                ),
                (
                    "platform",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="launches", to="lti.platform"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "launches",
                "ordering": ["-began_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="deployment",
            name="platform",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="deployments", to="lti.platform"
            ),
        ),
        migrations.CreateModel(
            name="RosterEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=255)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("seen_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "learner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roster_entries",
                        to="accounts.learner",
                    ),
                ),
                (
                    "linked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roster", to="lti.linkedclass"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "school rosters",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("share", models.DecimalField(decimal_places=2, help_text="In percent.", max_digits=5, null=True)),
                ("stamp", models.DateTimeField()),
                ("delivered", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("failure", models.CharField(blank=True, max_length=300)),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sent_scores", to="accounts.learner"
                    ),
                ),
                (
                    "line_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="lti.lineitem"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "scores for schools",
                "ordering": ["line_item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ToolKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kid", models.CharField(max_length=43, unique=True)),
                ("private", models.TextField()),
                ("public", models.JSONField(help_text="As a JWK.")),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("retired_at",),
                        name="lti_one_key_signs",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer", models.URLField(max_length=255)),
                ("subject", models.CharField(max_length=255)),
                ("made_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("launched_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identities", to="accounts.learner"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "school sign-ins",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "subject"), name="lti_one_person_per_subject"),
                    models.UniqueConstraint(fields=("issuer", "learner"), name="lti_one_subject_per_learner"),
                    models.CheckConstraint(
                        condition=models.Q(("subject", ""), _negated=True), name="lti_identity_names_somebody"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="linkedclass",
            constraint=models.UniqueConstraint(fields=("deployment", "context"), name="lti_one_class_per_course"),
        ),
        migrations.AddConstraint(
            model_name="lineitem",
            constraint=models.UniqueConstraint(fields=("linked", "column"), name="lti_one_line_item_per_column"),
        ),
        migrations.AddIndex(
            model_name="launch",
            index=models.Index(fields=["expires_at"], name="lti_launches_by_end"),
        ),
        migrations.AddConstraint(
            model_name="launch",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("began_at"))), name="lti_launch_ends_after_its_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="deployment",
            constraint=models.UniqueConstraint(fields=("platform", "name"), name="lti_deployment_once_per_platform"),
        ),
        migrations.AddConstraint(
            model_name="rosterentry",
            constraint=models.UniqueConstraint(fields=("linked", "subject"), name="lti_one_roster_entry_per_subject"),
        ),
        migrations.AddIndex(
            model_name="score",
            index=models.Index(
                condition=models.Q(("delivered", None), ("delivered__lt", models.F("stamp")), _connector="OR"),
                fields=["next_at"],
                name="lti_scores_to_send",
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(
                fields=("line_item", "learner"), name="lti_one_score_per_learner_and_line_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share__isnull", True), models.Q(("share__gte", 0), ("share__lte", 100)), _connector="OR"
                ),
                name="lti_score_is_in_percent",
            ),
        ),
    ]
