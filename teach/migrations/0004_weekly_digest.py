import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_mail_to_a_class"),
        ("teach", "0003_keep_former_learners"),
    ]

    operations = [
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
    ]
