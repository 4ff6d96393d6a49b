import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_keep_grades_after_leaving"),
    ]

    operations = [
        migrations.AddField(
            model_name="cohortmembership",
            name="mail_stopped_at",
            field=models.DateTimeField(blank=True, help_text="The learner wants no mail of teachers.", null=True),
        ),
        migrations.AddField(
            model_name="invitee",
            name="mail_stopped_at",
            field=models.DateTimeField(blank=True, help_text="They want no mail of teachers.", null=True),
        ),
        migrations.AddField(
            model_name="mail",
            name="invitee",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="accounts.invitee"
            ),
        ),
        migrations.AlterField(
            model_name="mail",
            name="learner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="mails", to="accounts.learner"
            ),
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
        migrations.AddField(
            model_name="mail",
            name="class_mail",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="accounts.classmail"
            ),
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
    ]
