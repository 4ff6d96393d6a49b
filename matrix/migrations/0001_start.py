import uuid

import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import matrix.models.disputes
from matrix.migrations._search import SEARCH


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommonTask",
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
                    "phrase",
                    models.CharField(
                        help_text="An imperative that names no owner: Turn on encryption at rest.", max_length=80
                    ),
                ),
                (
                    "situation",
                    models.CharField(
                        blank=True,
                        help_text="A sentence on what calls for it, without service or owner: An auditor asks …",
                        max_length=160,
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        blank=True,
                        help_text="Asks who does it in that situation: Who turns on the encryption?",
                        max_length=80,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "ordering": ["position", "slug"],
            },
        ),
        migrations.CreateModel(
            name="ControlEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
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
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inherited", "Inherited"),
                            ("shared", "Shared"),
                            ("customer-specific", "Customer-specific"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "official_example",
                    models.BooleanField(default=False, help_text="AWS names it as an example of its kind."),
                ),
                ("aws_part", models.TextField(verbose_name="AWS's part")),
                ("customer_part", models.TextField(verbose_name="the customer's part")),
                ("note", models.TextField(blank=True)),
                ("source_title", models.CharField(max_length=200)),
                ("source_url", models.URLField(max_length=300, verbose_name="source address")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    models.TextField(
                        max_length=2000,
                        validators=[django.core.validators.MinLengthValidator(15)],
                        verbose_name="this is wrong because",
                    ),
                ),
                (
                    "link",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[matrix.models.disputes.is_public_page],
                        verbose_name="page that says so",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), verbose_name="opened"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
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
                    "answered_by",
                    models.BigIntegerField(blank=True, help_text="Id of the user who answered.", null=True),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("closed_at"), descending=True, nulls_first=True),
                    "opened_at",
                    "pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("owner", models.CharField(choices=[("aws", "AWS"), ("customer", "Customer")], max_length=8)),
                ("task", models.CharField(help_text="An imperative: Turn on EBS encryption.", max_length=140)),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Why this owner, in one or two sentences; empty: the reason of the cell says it.",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("retired", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "verbose_name_plural": "duties",
                "ordering": ["cell", "position"],
                "base_manager_name": "with_retired",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("with_retired", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DutyEvent",
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
                ("owner", models.CharField(choices=[("aws", "AWS"), ("customer", "Customer")], max_length=8)),
                ("task", models.CharField(help_text="An imperative: Turn on EBS encryption.", max_length=140)),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Why this owner, in one or two sentences; empty: the reason of the cell says it.",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("retired", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExamShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
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
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1000)]),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Where the number comes from, or whose judgment it is.", max_length=200
                    ),
                ),
            ],
            options={
                "verbose_name": "exam share",
                "ordering": ["skill", "service__position", "layer__position", "control__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ExamShareEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
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
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1000)]),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Where the number comes from, or whose judgment it is.", max_length=200
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FactProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("typed", models.JSONField()),
                ("title", models.CharField(help_text="The cells that it changes.", max_length=200)),
                ("reason", models.CharField(max_length=200)),
                ("proposed_by", models.BigIntegerField(help_text="Id of the user who proposed it.")),
                ("opened_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.BigIntegerField(
                        help_text="Id of the user who accepted, declined or withdrew it.", null=True
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Accepted"), ("declined", "Declined"), ("withdrawn", "Withdrawn")],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000)),
                (
                    "change",
                    models.CharField(blank=True, help_text="The key of the change that it became.", max_length=80),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        help_text="When the proposer dismissed the note about the decision.", null=True
                    ),
                ),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("closed_at"), descending=True, nulls_first=True),
                    "-opened_at",
                    "-pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="FactsRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.CreateModel(
            name="Layer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("short_name", models.CharField(max_length=32)),
                ("definition", models.TextField(help_text="What belongs to this layer, in one sentence.")),
                (
                    "exam_words",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="The box of AWS's own figure that holds this layer, in AWS's words. Empty: the figure lacks it.",
                        max_length=100,
                        verbose_name="words of the exam",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="LayerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
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
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("short_name", models.CharField(max_length=32)),
                ("definition", models.TextField(help_text="What belongs to this layer, in one sentence.")),
                (
                    "exam_words",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="The box of AWS's own figure that holds this layer, in AWS's words. Empty: the figure lacks it.",
                        max_length=100,
                        verbose_name="words of the exam",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=64)),
                ("evidence", models.CharField(blank=True, max_length=64)),
                (
                    "weight",
                    models.PositiveBigIntegerField(default=0, help_text="How much evidence there was: answers."),
                ),
                ("note", models.TextField(max_length=1000)),
                ("looked_by", models.BigIntegerField(help_text="Id of the user.")),
                (
                    "looked_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), verbose_name="looked at"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LookEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=64)),
                ("evidence", models.CharField(blank=True, max_length=64)),
                (
                    "weight",
                    models.PositiveBigIntegerField(default=0, help_text="How much evidence there was: answers."),
                ),
                ("note", models.TextField(max_length=1000)),
                ("looked_by", models.BigIntegerField(help_text="Id of the user.")),
                (
                    "looked_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), verbose_name="looked at"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("customer", "Customer"),
                            ("aws", "AWS"),
                            ("shared", "Shared"),
                            ("inherited", "AWS (inherited)"),
                            ("not_applicable", "Does not apply"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "local_name",
                    models.CharField(
                        blank=True,
                        help_text="What the layer is called in this service: Database engine.",
                        max_length=80,
                    ),
                ),
                (
                    "rationale",
                    models.TextField(help_text="Why this owner: one to three sentences to the learner, as “you”."),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("high", "High: an AWS document says so"),
                            ("medium", "Medium: summarized, or dependent on defaults"),
                            ("low", "Low: documents are silent or disagree; never asked"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "source_title",
                    models.CharField(help_text="Title of the AWS page that this is based on.", max_length=200),
                ),
                ("source_url", models.URLField(max_length=300, verbose_name="source address")),
                (
                    "reviewed_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which you read the source and it said so. Another owner, reason or address empties it.",
                        null=True,
                        verbose_name="confirmed on",
                    ),
                ),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "responsibility (cell)",
                "verbose_name_plural": "responsibilities (cells)",
                "ordering": ["service__position", "layer__position"],
            },
        ),
        migrations.CreateModel(
            name="ResponsibilityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("customer", "Customer"),
                            ("aws", "AWS"),
                            ("shared", "Shared"),
                            ("inherited", "AWS (inherited)"),
                            ("not_applicable", "Does not apply"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "local_name",
                    models.CharField(
                        blank=True,
                        help_text="What the layer is called in this service: Database engine.",
                        max_length=80,
                    ),
                ),
                (
                    "rationale",
                    models.TextField(help_text="Why this owner: one to three sentences to the learner, as “you”."),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("high", "High: an AWS document says so"),
                            ("medium", "Medium: summarized, or dependent on defaults"),
                            ("low", "Low: documents are silent or disagree; never asked"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "source_title",
                    models.CharField(help_text="Title of the AWS page that this is based on.", max_length=200),
                ),
                ("source_url", models.URLField(max_length=300, verbose_name="source address")),
                (
                    "reviewed_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which you read the source and it said so. Another owner, reason or address empties it.",
                        null=True,
                        verbose_name="confirmed on",
                    ),
                ),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "owner",
                    models.CharField(
                        choices=[("customer", "Customer"), ("aws", "AWS"), ("shared", "Shared")], max_length=14
                    ),
                ),
                (
                    "sentence",
                    models.TextField(
                        help_text="The rule and its reason for a learner, in one or two short sentences that name the owner."
                    ),
                ),
                (
                    "source_title",
                    models.CharField(help_text="Title of the AWS page that this is based on.", max_length=200),
                ),
                ("source_url", models.URLField(max_length=300, verbose_name="source address")),
            ],
            options={
                "ordering": [
                    "layer__position",
                    models.OrderBy(models.F("service_type__position"), nulls_first=True),
                    "pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "owner",
                    models.CharField(
                        choices=[("customer", "Customer"), ("aws", "AWS"), ("shared", "Shared")], max_length=14
                    ),
                ),
                (
                    "sentence",
                    models.TextField(
                        help_text="The rule and its reason for a learner, in one or two short sentences that name the owner."
                    ),
                ),
                (
                    "source_title",
                    models.CharField(help_text="Title of the AWS page that this is based on.", max_length=200),
                ),
                ("source_url", models.URLField(max_length=300, verbose_name="source address")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
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
                    "text",
                    models.TextField(help_text="What happened, in one sentence that does not give the answer away."),
                ),
                ("why", models.TextField(help_text="The reason, shown with the answer.")),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "ordering": ["position", "slug"],
            },
        ),
        migrations.CreateModel(
            name="ScenarioEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
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
                    "text",
                    models.TextField(help_text="What happened, in one sentence that does not give the answer away."),
                ),
                ("why", models.TextField(help_text="The reason, shown with the answer.")),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("short_name", models.CharField(help_text="As a column head: EC2, Lambda.", max_length=24)),
                (
                    "noun",
                    models.CharField(help_text="What it offers, in one or two words: virtual servers.", max_length=24),
                ),
                ("category", models.CharField(max_length=40)),
                (
                    "exam_weight",
                    models.CharField(
                        choices=[
                            ("core", "Core: practice begins with it"),
                            ("further", "Further: the exam may ask about it"),
                            ("beyond", "Beyond the exam: on request, or once the core is known"),
                        ],
                        help_text="How much the exam asks about it. A new learner meets core services first, and those beyond the exam only when they choose them or know the core.",
                        max_length=8,
                    ),
                ),
                ("summary", models.TextField(help_text="One sentence that says what the service is.")),
                (
                    "opening",
                    models.BooleanField(
                        default=False,
                        help_text="Shown when the matrix is opened without a filter.",
                        verbose_name="in the opening view",
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="Shown under the service where it needs a caveat.")),
            ],
            options={
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="ServiceDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.JSONField()),
                ("near", models.CharField(help_text="Slug of the service that it was copied from.", max_length=60)),
                ("cells", models.JSONField(default=dict)),
                ("begun_by", models.BigIntegerField(help_text="Id of the user.")),
                ("updated_at", models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
            ],
            options={
                "ordering": ["-updated_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ServiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
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
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("short_name", models.CharField(help_text="As a column head: EC2, Lambda.", max_length=24)),
                (
                    "noun",
                    models.CharField(help_text="What it offers, in one or two words: virtual servers.", max_length=24),
                ),
                ("category", models.CharField(max_length=40)),
                (
                    "exam_weight",
                    models.CharField(
                        choices=[
                            ("core", "Core: practice begins with it"),
                            ("further", "Further: the exam may ask about it"),
                            ("beyond", "Beyond the exam: on request, or once the core is known"),
                        ],
                        help_text="How much the exam asks about it. A new learner meets core services first, and those beyond the exam only when they choose them or know the core.",
                        max_length=8,
                    ),
                ),
                ("summary", models.TextField(help_text="One sentence that says what the service is.")),
                (
                    "opening",
                    models.BooleanField(
                        default=False,
                        help_text="Shown when the matrix is opened without a filter.",
                        verbose_name="in the opening view",
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="Shown under the service where it needs a caveat.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("definition", models.TextField(help_text="One sentence that a learner reads.")),
                (
                    "boundary",
                    models.TextField(help_text="Where the line between AWS and the customer runs for this type."),
                ),
                ("aws_term", models.TextField(blank=True, verbose_name="AWS's own term")),
            ],
            options={
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="ServiceTypeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
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
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("definition", models.TextField(help_text="One sentence that a learner reads.")),
                (
                    "boundary",
                    models.TextField(help_text="Where the line between AWS and the customer runs for this type."),
                ),
                ("aws_term", models.TextField(blank=True, verbose_name="AWS's own term")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CommonTaskEvent",
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
                    "phrase",
                    models.CharField(
                        help_text="An imperative that names no owner: Turn on encryption at rest.", max_length=80
                    ),
                ),
                (
                    "situation",
                    models.CharField(
                        blank=True,
                        help_text="A sentence on what calls for it, without service or owner: An auditor asks …",
                        max_length=160,
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        blank=True,
                        help_text="Asks who does it in that situation: Who turns on the encryption?",
                        max_length=80,
                    ),
                ),
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="matrix.commontask",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Control",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inherited", "Inherited"),
                            ("shared", "Shared"),
                            ("customer-specific", "Customer-specific"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "official_example",
                    models.BooleanField(default=False, help_text="AWS names it as an example of its kind."),
                ),
                ("aws_part", models.TextField(verbose_name="AWS's part")),
                ("customer_part", models.TextField(verbose_name="the customer's part")),
                ("note", models.TextField(blank=True)),
                ("source_title", models.CharField(max_length=200)),
                ("source_url", models.URLField(max_length=300, verbose_name="source address")),
            ],
            options={
                "ordering": ["position", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["inherited", "shared", "customer-specific"])),
                        name="matrix_control_kind_is_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="control",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="b49320146f253238ce6c3baafa41411c65b0412d",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_24fba",
                    table="matrix_control",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="control",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_controlevent" ("aws_part", "customer_part", "id", "kind", "loaded_hash", "name", "note", "official_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_title", "source_url") VALUES (NEW."aws_part", NEW."customer_part", NEW."id", NEW."kind", NEW."loaded_hash", NEW."name", NEW."note", NEW."official_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."source_title", NEW."source_url"); RETURN NULL;',
                    hash="ef782e8ac3fa017ea936ed136711f8045e7b9b29",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1fdf3",
                    table="matrix_control",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="control",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_controlevent" ("aws_part", "customer_part", "id", "kind", "loaded_hash", "name", "note", "official_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_title", "source_url") VALUES (NEW."aws_part", NEW."customer_part", NEW."id", NEW."kind", NEW."loaded_hash", NEW."name", NEW."note", NEW."official_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."source_title", NEW."source_url"); RETURN NULL;',
                    hash="1a3cd74a0c2bb33bb5f01cc65555b2b9ca329f51",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dcd7b",
                    table="matrix_control",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="control",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_controlevent" ("aws_part", "customer_part", "id", "kind", "loaded_hash", "name", "note", "official_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_title", "source_url") VALUES (OLD."aws_part", OLD."customer_part", OLD."id", OLD."kind", OLD."loaded_hash", OLD."name", OLD."note", OLD."official_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."source_title", OLD."source_url"); RETURN NULL;',
                    hash="874e9459ee6316cc20c1a6d17de8bfb27717c852",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ff803",
                    table="matrix_control",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="controlevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="controlevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.control",
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="accounts.learner"
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="common_task",
            field=models.ForeignKey(
                blank=True,
                help_text="Where many services need this task: which one. Questions compare its owner over services.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="matrix.commontask",
            ),
        ),
        migrations.AddField(
            model_name="dutyevent",
            name="common_task",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Where many services need this task: which one. Questions compare its owner over services.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.commontask",
            ),
        ),
        migrations.AddField(
            model_name="dutyevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="dutyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.duty",
            ),
        ),
        migrations.AddField(
            model_name="examshare",
            name="control",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="matrix.control",
            ),
        ),
        migrations.AddField(
            model_name="examshareevent",
            name="control",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.control",
            ),
        ),
        migrations.AddField(
            model_name="examshareevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="examshareevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.examshare",
            ),
        ),
        migrations.AddIndex(
            model_name="factproposal",
            index=models.Index(fields=["proposed_by"], name="matrix_proposals_by_proposer"),
        ),
        migrations.AddConstraint(
            model_name="factproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("outcome", "")),
                    models.Q(("closed_at__isnull", False), ("outcome__in", ["accepted", "declined", "withdrawn"])),
                    _connector="OR",
                ),
                name="matrix_closed_proposal_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="factproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "declined"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="matrix_declined_proposal_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="factproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "accepted"), _negated=True),
                    models.Q(("closed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="matrix_nobody_accepts_their_own_proposal",
            ),
        ),
        migrations.AddField(
            model_name="examshareevent",
            name="layer",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.layer",
            ),
        ),
        migrations.AddField(
            model_name="examshare",
            name="layer",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="matrix.layer"
            ),
        ),
        migrations.AddField(
            model_name="commontaskevent",
            name="layer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.layer",
            ),
        ),
        migrations.AddField(
            model_name="commontask",
            name="layer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="common_tasks", to="matrix.layer"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="layer",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="8b6f679ab86498c6e4320ceea8639f9cfb369af5",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_5c89d",
                    table="matrix_layer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="layer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_layerevent" ("definition", "exam_words", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (NEW."definition", NEW."exam_words", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."short_name", NEW."slug"); RETURN NULL;',
                    hash="a25043631c124d53d34a17600b1556fb75419510",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_83081",
                    table="matrix_layer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="layer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_layerevent" ("definition", "exam_words", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (NEW."definition", NEW."exam_words", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."short_name", NEW."slug"); RETURN NULL;',
                    hash="07427e24a2791868cdeb74bc384ae5dcd832ece2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d2bb8",
                    table="matrix_layer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="layerevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="layerevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.layer",
            ),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["kind", "subject"], name="matrix_look_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="look",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="matrix_look_says_why_it_stands"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="look",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5bdaafb99340a289e1bff3771db113504ea10a43",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_e6462",
                    table="matrix_look",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="look",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_lookevent" ("evidence", "id", "kind", "looked_at", "looked_by", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "weight") VALUES (NEW."evidence", NEW."id", NEW."kind", NEW."looked_at", NEW."looked_by", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."subject", NEW."weight"); RETURN NULL;',
                    hash="28d55ceb1ad2e14abbf12b4fe083427991f03fd3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_17028",
                    table="matrix_look",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="lookevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="lookevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.look",
            ),
        ),
        migrations.AddField(
            model_name="responsibility",
            name="layer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="matrix.layer"
            ),
        ),
        migrations.AddField(
            model_name="dutyevent",
            name="cell",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.responsibility",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="cell",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="matrix.responsibility"
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="cell",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="matrix.responsibility"
            ),
        ),
        migrations.AddField(
            model_name="responsibilityevent",
            name="layer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.layer",
            ),
        ),
        migrations.AddField(
            model_name="responsibilityevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="responsibilityevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.responsibility",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="layer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rules", to="matrix.layer"
            ),
        ),
        migrations.AddField(
            model_name="ruleevent",
            name="layer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.layer",
            ),
        ),
        migrations.AddField(
            model_name="ruleevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="ruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.rule",
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="cell",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="matrix.responsibility",
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="control",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="matrix.control",
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="duty",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.duty"
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="layer",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.layer"
            ),
        ),
        migrations.AddField(
            model_name="scenarioevent",
            name="cell",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.responsibility",
            ),
        ),
        migrations.AddField(
            model_name="scenarioevent",
            name="control",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.control",
            ),
        ),
        migrations.AddField(
            model_name="scenarioevent",
            name="duty",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.duty",
            ),
        ),
        migrations.AddField(
            model_name="scenarioevent",
            name="layer",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.layer",
            ),
        ),
        migrations.AddField(
            model_name="scenarioevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="scenarioevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.scenario",
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="variant_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="variants",
                to="matrix.service",
            ),
        ),
        migrations.AddField(
            model_name="responsibilityevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.service",
            ),
        ),
        migrations.AddField(
            model_name="responsibility",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="matrix.service"
            ),
        ),
        migrations.AddField(
            model_name="examshareevent",
            name="service",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.service",
            ),
        ),
        migrations.AddField(
            model_name="examshare",
            name="service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="matrix.service",
            ),
        ),
        migrations.AddField(
            model_name="servicedraft",
            name="service",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="matrix.service",
            ),
        ),
        migrations.AddField(
            model_name="serviceevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="serviceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.service",
            ),
        ),
        migrations.AddField(
            model_name="serviceevent",
            name="variant_of",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.service",
            ),
        ),
        migrations.AddField(
            model_name="serviceevent",
            name="service_type",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.servicetype",
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="service_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="services", to="matrix.servicetype"
            ),
        ),
        migrations.AddField(
            model_name="ruleevent",
            name="service_type",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: the rule is about all services.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.servicetype",
                verbose_name="kind of service",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="service_type",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: the rule is about all services.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="matrix.servicetype",
                verbose_name="kind of service",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicetype",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="7bfc4dbbd2a32f0d437f14fb355a889d7b632327",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_aded0",
                    table="matrix_servicetype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicetype",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_servicetypeevent" ("aws_term", "boundary", "definition", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."aws_term", NEW."boundary", NEW."definition", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug"); RETURN NULL;',
                    hash="f64d9002955af9d01d0f8073297437f9ca5dc550",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8bde6",
                    table="matrix_servicetype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicetype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_servicetypeevent" ("aws_term", "boundary", "definition", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."aws_term", NEW."boundary", NEW."definition", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug"); RETURN NULL;',
                    hash="2b6fbe71152f6dbc832ef67f945ec50315e6ecbc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bea67",
                    table="matrix_servicetype",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="servicetypeevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="servicetypeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="matrix.servicetype",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="controlevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c6885a3bcf0d8f404658e3d8b4ed0f107fb20e0d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_305a6",
                    table="matrix_controlevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commontaskevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f07b4e828e554ab80e4b25471a7b0b879576f1ef",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_283e6",
                    table="matrix_commontaskevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commontask",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="55ceab77063592b7b47fda42ac6edf379317c4ba",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_83e73",
                    table="matrix_commontask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commontask",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_commontaskevent" ("id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "position", "question", "situation", "slug") VALUES (NEW."id", NEW."layer_id", NEW."loaded_hash", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phrase", NEW."position", NEW."question", NEW."situation", NEW."slug"); RETURN NULL;',
                    hash="f3c25dacc807d30b2a20f365f73116e81e1f563d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_308e7",
                    table="matrix_commontask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commontask",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_commontaskevent" ("id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "position", "question", "situation", "slug") VALUES (NEW."id", NEW."layer_id", NEW."loaded_hash", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phrase", NEW."position", NEW."question", NEW."situation", NEW."slug"); RETURN NULL;',
                    hash="8a7987f049458c6b161c47f522de86ff67b161a5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_957d5",
                    table="matrix_commontask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="layerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1f2e735f489e3b1365bc5d2b4ab67dfadb974100",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_76480",
                    table="matrix_layerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lookevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fa8b84d6ca496b33c0f4db0f9b157d349e3ab3da",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1e25",
                    table="matrix_lookevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7ad6d0466b7a81d24b8e17410505d39e9df9d764",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_63855",
                    table="matrix_dutyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(fields=("cell", "slug"), name="matrix_one_duty_per_cell_and_slug"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner__in", ["aws", "customer"])), name="matrix_duty_has_one_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired", False)),
                fields=("cell", "common_task"),
                name="matrix_common_task_once_per_cell",
                violation_error_message="Another task of this cell is that common task already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duty",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="19168810ed1204181a136a137be96bf7d1ef90de",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_8ccae",
                    table="matrix_duty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_dutyevent" ("cell_id", "common_task_id", "id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "retired", "slug", "task") VALUES (NEW."cell_id", NEW."common_task_id", NEW."id", NEW."loaded_hash", NEW."owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reason", NEW."retired", NEW."slug", NEW."task"); RETURN NULL;',
                    hash="a381dbcb3d25c33e732ad39d4bf7333e25a0ae27",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5e75c",
                    table="matrix_duty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_dutyevent" ("cell_id", "common_task_id", "id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "retired", "slug", "task") VALUES (NEW."cell_id", NEW."common_task_id", NEW."id", NEW."loaded_hash", NEW."owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."retired", NEW."slug", NEW."task"); RETURN NULL;',
                    hash="087a5eeb9eb90b46a5c210df87f44b4f7cc64e9e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8bb43",
                    table="matrix_duty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_dutyevent" ("cell_id", "common_task_id", "id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "retired", "slug", "task") VALUES (OLD."cell_id", OLD."common_task_id", OLD."id", OLD."loaded_hash", OLD."owner", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."reason", OLD."retired", OLD."slug", OLD."task"); RETURN NULL;',
                    hash="1776421b4e803b1b4ce4e12edd24ac3339dbe7fb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fdfeb",
                    table="matrix_duty",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("learner", "cell"),
                name="matrix_one_open_dispute_per_learner_and_cell",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("outcome", "")),
                    models.Q(("closed_at__isnull", False), ("outcome__in", ["agreed", "not-agreed", "withdrawn"])),
                    _connector="OR",
                ),
                name="matrix_closed_dispute_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ["agreed", "not-agreed"]), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="matrix_answered_dispute_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
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
                name="matrix_scenario_points_at_one_fact",
                violation_error_message="Point at exactly one: a cell, a duty, a control, or a layer with its services.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenario",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="9f50a017ef34606ba85236e5dee379e86c06abc7",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_e926b",
                    table="matrix_scenario",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenario",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_scenarioevent" ("cell_id", "control_id", "duty_id", "half", "id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "services", "slug", "text", "why") VALUES (NEW."cell_id", NEW."control_id", NEW."duty_id", NEW."half", NEW."id", NEW."layer_id", NEW."loaded_hash", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."services", NEW."slug", NEW."text", NEW."why"); RETURN NULL;',
                    hash="f2960acbd6f4259a67d37203083a198c06db41b9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_832ac",
                    table="matrix_scenario",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenario",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_scenarioevent" ("cell_id", "control_id", "duty_id", "half", "id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "services", "slug", "text", "why") VALUES (NEW."cell_id", NEW."control_id", NEW."duty_id", NEW."half", NEW."id", NEW."layer_id", NEW."loaded_hash", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."services", NEW."slug", NEW."text", NEW."why"); RETURN NULL;',
                    hash="26744b00bddd0b7ef268412eba0ff973231053f8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d447c",
                    table="matrix_scenario",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenario",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_scenarioevent" ("cell_id", "control_id", "duty_id", "half", "id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "services", "slug", "text", "why") VALUES (OLD."cell_id", OLD."control_id", OLD."duty_id", OLD."half", OLD."id", OLD."layer_id", OLD."loaded_hash", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."services", OLD."slug", OLD."text", OLD."why"); RETURN NULL;',
                    hash="ea6fd55297a891bc2e7d20b4f102b0fecf1b8537",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6b339",
                    table="matrix_scenario",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenarioevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8c639648c227a86a891c51b37b5565c07fab5004",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_de192",
                    table="matrix_scenarioevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="responsibilityevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cab4f04178e03ec95056c9d85f0996681e297e31",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a856c",
                    table="matrix_responsibilityevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.UniqueConstraint(
                fields=("service", "layer"), name="matrix_one_cell_per_service_and_layer"
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner__in", ["customer", "aws", "shared", "inherited", "not_applicable"])),
                name="matrix_cell_owner_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low"])),
                name="matrix_cell_confidence_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True), name="matrix_cell_says_why"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="responsibility",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="d8b796b3f50d7fb940499c50b999bcb5bd4e634f",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_0e6a9",
                    table="matrix_responsibility",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="responsibility",
            trigger=pgtrigger.compiler.Trigger(
                name="revoke_confirmation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.reviewed_on = NEW.reviewed_on AND (OLD.owner, OLD.rationale, OLD.source_url) IS DISTINCT FROM (NEW.owner, NEW.rationale, NEW.source_url))",
                    func="NEW.reviewed_on = NULL; RETURN NEW;",
                    hash="89bd1113ee38d38adb25bee176829770176525c7",
                    operation="UPDATE",
                    pgid="pgtrigger_revoke_confirmation_c5081",
                    table="matrix_responsibility",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="responsibility",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_responsibilityevent" ("confidence", "edit_number", "id", "layer_id", "loaded_hash", "local_name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "reviewed_on", "service_id", "source_title", "source_url") VALUES (NEW."confidence", NEW."edit_number", NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."local_name", NEW."owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rationale", NEW."reviewed_on", NEW."service_id", NEW."source_title", NEW."source_url"); RETURN NULL;',
                    hash="ce4e2409b4fc1a18e941cb4fe53f57dc87905bd6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_de400",
                    table="matrix_responsibility",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="responsibility",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_responsibilityevent" ("confidence", "edit_number", "id", "layer_id", "loaded_hash", "local_name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "reviewed_on", "service_id", "source_title", "source_url") VALUES (NEW."confidence", NEW."edit_number", NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."local_name", NEW."owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rationale", NEW."reviewed_on", NEW."service_id", NEW."source_title", NEW."source_url"); RETURN NULL;',
                    hash="b769ffe32d68f2e6629e8539c7b58e8509194036",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_047fc",
                    table="matrix_responsibility",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="responsibility",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_responsibilityevent" ("confidence", "edit_number", "id", "layer_id", "loaded_hash", "local_name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "reviewed_on", "service_id", "source_title", "source_url") VALUES (OLD."confidence", OLD."edit_number", OLD."id", OLD."layer_id", OLD."loaded_hash", OLD."local_name", OLD."owner", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rationale", OLD."reviewed_on", OLD."service_id", OLD."source_title", OLD."source_url"); RETURN NULL;',
                    hash="0e32795f555ea1d529ce483ba67533681d6cbc30",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_de445",
                    table="matrix_responsibility",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examshareevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="44a96a6863366dc087f33b74a9177869bbc13edd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7f89f",
                    table="matrix_examshareevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="examshare",
            constraint=models.UniqueConstraint(
                fields=("service", "layer", "control", "skill"),
                name="matrix_one_exam_share_per_subject",
                nulls_distinct=False,
                violation_error_message="There is a number for this already. Edit that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="examshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("control", None), ("layer", None), ("service", None)),
                    models.Q(("control", None), ("layer", None), ("skill", "")),
                    models.Q(("control", None), ("service", None), ("skill", "")),
                    models.Q(("layer", None), ("service", None), ("skill", "")),
                    _connector="OR",
                ),
                name="matrix_exam_share_has_one_subject",
                violation_error_message="Choose one subject: a service, a layer, a control or a skill.",
            ),
        ),
        migrations.AddConstraint(
            model_name="examshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__lte", 1000)), name="matrix_exam_share_is_small"
            ),
        ),
        migrations.AddConstraint(
            model_name="examshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="matrix_exam_share_has_a_source"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examshare",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="3f7437784206eeac563ab2251693b8ddb4acc817",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_5524f",
                    table="matrix_examshare",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examshare",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_examshareevent" ("control_id", "id", "layer_id", "loaded_hash", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "skill", "source") VALUES (NEW."control_id", NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."service_id", NEW."skill", NEW."source"); RETURN NULL;',
                    hash="34c80966f396bbd45831f67e5f56bf63384b6502",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_24aa8",
                    table="matrix_examshare",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examshare",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_examshareevent" ("control_id", "id", "layer_id", "loaded_hash", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "skill", "source") VALUES (NEW."control_id", NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."service_id", NEW."skill", NEW."source"); RETURN NULL;',
                    hash="ae48e5812f3751d02b929112737098560b711dc5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a33be",
                    table="matrix_examshare",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="examshare",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_examshareevent" ("control_id", "id", "layer_id", "loaded_hash", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "skill", "source") VALUES (OLD."control_id", OLD."id", OLD."layer_id", OLD."loaded_hash", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."service_id", OLD."skill", OLD."source"); RETURN NULL;',
                    hash="4edc7076ed0561bbcebab3e649e8e82137090bd1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3ef5e",
                    table="matrix_examshare",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serviceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0af1daee94aa57c3987fc46129ee5c75d90ad3b6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7e246",
                    table="matrix_serviceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("exam_weight__in", ["core", "further", "beyond"])),
                name="matrix_service_weight_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="917d67b9fa4a60f61bc19a19c05f83974241487e",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_4a51a",
                    table="matrix_service",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_serviceevent" ("category", "exam_weight", "id", "loaded_hash", "name", "note", "noun", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_type_id", "short_name", "slug", "summary", "variant_of_id") VALUES (NEW."category", NEW."exam_weight", NEW."id", NEW."loaded_hash", NEW."name", NEW."note", NEW."noun", NEW."opening", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."service_type_id", NEW."short_name", NEW."slug", NEW."summary", NEW."variant_of_id"); RETURN NULL;',
                    hash="fdd7590cfffca57d9bc4ae42c6f4f55b04fae7fe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d1d22",
                    table="matrix_service",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_serviceevent" ("category", "exam_weight", "id", "loaded_hash", "name", "note", "noun", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_type_id", "short_name", "slug", "summary", "variant_of_id") VALUES (NEW."category", NEW."exam_weight", NEW."id", NEW."loaded_hash", NEW."name", NEW."note", NEW."noun", NEW."opening", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."service_type_id", NEW."short_name", NEW."slug", NEW."summary", NEW."variant_of_id"); RETURN NULL;',
                    hash="ca3e0c170a043e6cf8d0aa5e27bc1722e6caade4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4ae18",
                    table="matrix_service",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="83e4580ad7f734f96eb79c186b2b3a5deaf36276",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_50a2d",
                    table="matrix_ruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(
                fields=("layer", "service_type"),
                name="matrix_one_rule_per_layer_and_kind",
                nulls_distinct=False,
                violation_error_message="There is a rule for this layer and kind of service already. Edit that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner__in", ["customer", "aws", "shared"])), name="matrix_rule_owner_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("sentence", ""), _negated=True), name="matrix_rule_says_why"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rule",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="b98cb6aa2c55960353322eafee44fc537a7a97da",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_4bc18",
                    table="matrix_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_ruleevent" ("id", "layer_id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "service_type_id", "source_title", "source_url") VALUES (NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sentence", NEW."service_type_id", NEW."source_title", NEW."source_url"); RETURN NULL;',
                    hash="a8bb8e897f3067325d52694ad439f20304a9d5c5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d9d67",
                    table="matrix_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_ruleevent" ("id", "layer_id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "service_type_id", "source_title", "source_url") VALUES (NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sentence", NEW."service_type_id", NEW."source_title", NEW."source_url"); RETURN NULL;',
                    hash="9b5170c1121b1d6eb0625073eb68692f6ab57129",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_905e5",
                    table="matrix_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_ruleevent" ("id", "layer_id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "service_type_id", "source_title", "source_url") VALUES (OLD."id", OLD."layer_id", OLD."loaded_hash", OLD."owner", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sentence", OLD."service_type_id", OLD."source_title", OLD."source_url"); RETURN NULL;',
                    hash="4210f5395f55ea444ef0d3b0fe9bd904c4d8a860",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7bea1",
                    table="matrix_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicetypeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2f1ff413c3f2a54c864595ed341f41c355bf54ea",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b799b",
                    table="matrix_servicetypeevent",
                    when="BEFORE",
                ),
            ),
        ),
        *SEARCH,
    ]
