from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_whose_sessions_are"),
    ]

    operations = [
        migrations.AddField(
            model_name="learner",
            name="is_guest",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="Began without an account, and never had one.",
            ),
        ),
    ]
