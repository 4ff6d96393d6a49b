import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import bank.models.items
import serving.uuid7


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matrix", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
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
            ],
            options={
                "ordering": ["option", "pk"],
            },
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
            name="Import",
            fields=[
                (
                    "id",
                    models.UUIDField(default=serving.uuid7.uuid7, editable=False, primary_key=True, serialize=False),
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
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-brought_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportedName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external", models.CharField(max_length=100, unique=True)),
            ],
        ),
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
                ("generator", models.CharField(blank=True, editable=False, max_length=60)),
                ("parameters", models.JSONField(blank=True, default=dict, editable=False)),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
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
                    "needs",
                    models.CharField(
                        choices=[
                            ("rule", "The general rule answers it"),
                            ("fact", "The service's own fact"),
                            ("both", "The rule and the service's fact"),
                        ],
                        default="both",
                        max_length=4,
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="The slug of a rule: `matrix.learnable.rules`.",
                        max_length=120,
                    ),
                ),
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
            ],
            options={
                "verbose_name": "version of a question",
                "verbose_name_plural": "versions of questions",
                "ordering": ["item", "number"],
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
                ("token", models.CharField(default=bank.models.items.random_token, max_length=16)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("is_key", models.BooleanField(verbose_name="key (right answer)")),
                (
                    "expected",
                    models.CharField(blank=True, choices=[("aws", "AWS"), ("customer", "Customer")], max_length=8),
                ),
                ("rationale", models.TextField()),
                ("misconception", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["version", "position"],
            },
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TestedCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["version", "position"],
            },
        ),
        migrations.AddField(
            model_name="claim",
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
            model_name="claim",
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
            model_name="claim",
            name="duty",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.duty"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="layer",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.layer"
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at__isnull", True)),
                fields=("editor",),
                name="bank_one_file_waits_per_editor",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at__isnull", True), ("text", ""), _connector="OR"),
                name="bank_import_done_keeps_no_file",
            ),
        ),
        migrations.AddField(
            model_name="importedname",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="imported_names", to="bank.item"
            ),
        ),
        migrations.AddField(
            model_name="contradiction",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="contradictions", to="bank.item"
            ),
        ),
        migrations.AddField(
            model_name="itemdraft",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="bank.item"
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
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
            model_name="itemevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bank.item",
            ),
        ),
        migrations.AddField(
            model_name="itemversion",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="bank.item"
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="published",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bank.itemversion",
            ),
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
                to="bank.itemversion",
            ),
        ),
        migrations.AddField(
            model_name="contradiction",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
            ),
        ),
        migrations.AddField(
            model_name="misconception",
            name="here",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.responsibility"
            ),
        ),
        migrations.AddField(
            model_name="misconception",
            name="there",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.responsibility"
            ),
        ),
        migrations.AddField(
            model_name="misconceptionevent",
            name="here",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.responsibility",
            ),
        ),
        migrations.AddField(
            model_name="misconceptionevent",
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
            model_name="misconceptionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bank.misconception",
            ),
        ),
        migrations.AddField(
            model_name="misconceptionevent",
            name="there",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="matrix.responsibility",
            ),
        ),
        migrations.AddField(
            model_name="option",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="options", to="bank.itemversion"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="option",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="bank.option"
            ),
        ),
        migrations.AddField(
            model_name="retirement",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="retirements", to="bank.item"
            ),
        ),
        migrations.AddField(
            model_name="retirement",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bank.itemversion"
            ),
        ),
        migrations.AddField(
            model_name="retirementevent",
            name="item",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bank.item",
            ),
        ),
        migrations.AddField(
            model_name="retirementevent",
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
            model_name="retirementevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="bank.retirement",
            ),
        ),
        migrations.AddField(
            model_name="retirementevent",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="bank.itemversion",
            ),
        ),
        migrations.AddField(
            model_name="testedcell",
            name="cell",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matrix.responsibility"
            ),
        ),
        migrations.AddField(
            model_name="testedcell",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tested_cells", to="bank.itemversion"
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
                name="bank_versions_by_stem",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="bank_one_version_per_number"),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["choose-one", "choose-n", "owner", "sort", "boundary"])),
                name="bank_version_form_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("change__in", ["new", "cosmetic", "clarify", "key_change", "semantic"])),
                name="bank_version_change_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("needs", "rule"), models.Q(("rule", ""), _negated=True)),
                    models.Q(("needs", "fact"), ("rule", "")),
                    ("needs", "both"),
                    _connector="OR",
                ),
                name="bank_version_names_the_rule_it_needs",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="15e55397c943701323913ac4f0dbec2e68052b94",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_9e369",
                    table="bank_itemversion",
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
                    hash="b6818462caf2d5331d54d1bcfe7e587fa8b9427f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f2850",
                    table="bank_itemevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("skill", ""), ("skill__in", ["components", "customer", "aws", "shared", "shift"]), _connector="OR"
                ),
                name="bank_item_skill_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_itemevent" ("edit_number", "generator", "id", "loaded_hash", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_id", "section", "skill", "slug") VALUES (NEW."edit_number", NEW."generator", NEW."id", NEW."loaded_hash", NEW."parameters", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_id", NEW."section", NEW."skill", NEW."slug"); RETURN NULL;',
                    hash="26bb5dd2e913f5dbf5d37dfe2ac879ed56414117",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ad3d0",
                    table="bank_item",
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
                    func='INSERT INTO "bank_itemevent" ("edit_number", "generator", "id", "loaded_hash", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_id", "section", "skill", "slug") VALUES (NEW."edit_number", NEW."generator", NEW."id", NEW."loaded_hash", NEW."parameters", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_id", NEW."section", NEW."skill", NEW."slug"); RETURN NULL;',
                    hash="0ce4e4e4850dc720549a8dcbfc773b0cc7d98e05",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c7d5c",
                    table="bank_item",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="contradiction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("item",),
                name="bank_one_open_contradiction_per_item",
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
                name="bank_closed_contradiction_says_how",
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
                name="bank_contradiction_is_kept_for_a_reason",
                violation_error_message="Say why the question stays the same.",
            ),
        ),
        migrations.AddConstraint(
            model_name="misconception",
            constraint=models.CheckConstraint(
                condition=models.Q(("here", models.F("there")), _negated=True), name="bank_contrast_is_of_two_cells"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="misconception",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_misconceptionevent" ("cure", "here_id", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "there_id") VALUES (NEW."cure", NEW."here_id", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."there_id"); RETURN NULL;',
                    hash="360dbdce3b879455bbdec30d51420a593573d7f0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1977b",
                    table="bank_misconception",
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
                    func='INSERT INTO "bank_misconceptionevent" ("cure", "here_id", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "there_id") VALUES (NEW."cure", NEW."here_id", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."there_id"); RETURN NULL;',
                    hash="83feb7f413e55ea1770a3ef79049cd83a7edd4b4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6a704",
                    table="bank_misconception",
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
                    hash="b61493877c483648a270c98952ef863788186445",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_454b4",
                    table="bank_misconceptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(fields=("version", "key"), name="bank_option_keys_differ"),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(fields=("version", "token"), name="bank_option_tokens_differ"),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True), name="bank_option_has_a_rationale"
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
                name="bank_row_is_sorted_to_one_owner",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="option",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aee4be650083ed2c078880763b4c5fb1218fc8a5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_7435c",
                    table="bank_option",
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
                name="bank_claim_points_at_one_fact",
                violation_error_message="Point at exactly one: a cell, a duty, a control, or a layer with its services.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="591d8318bbbd2f9d1929d2ef87a255a9ee0b829f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_28a47",
                    table="bank_claim",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="retirement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("item",), name="bank_one_retirement_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="retirement",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="bank_retirement_has_a_reason"
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
                name="bank_ended_retirement_says_how",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retirement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_retirementevent" ("ended_at", "ended_by", "ending", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "retired_at", "retired_by", "version_id") VALUES (NEW."ended_at", NEW."ended_by", NEW."ending", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."retired_at", NEW."retired_by", NEW."version_id"); RETURN NULL;',
                    hash="446b0bd0f12f0de6ead8345bd9baa3b218124f35",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c80bf",
                    table="bank_retirement",
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
                    func='INSERT INTO "bank_retirementevent" ("ended_at", "ended_by", "ending", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "retired_at", "retired_by", "version_id") VALUES (NEW."ended_at", NEW."ended_by", NEW."ending", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."retired_at", NEW."retired_by", NEW."version_id"); RETURN NULL;',
                    hash="3dbf573ce4c161a22a0d4a46dbd34dc8e6b702cc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2d0da",
                    table="bank_retirement",
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
                    hash="af41abcfdda0b3b48759788bc187b08e5abf3433",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_75761",
                    table="bank_retirementevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="testedcell",
            constraint=models.UniqueConstraint(fields=("version", "cell"), name="bank_cell_tested_once_per_version"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="testedcell",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="815b0ee1c5336c0d27083d94052aec23b89c8b6c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_insert_only_27815",
                    table="bank_testedcell",
                    when="BEFORE",
                ),
            ),
        ),
    ]
