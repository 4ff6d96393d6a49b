from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_learner_is_guest"),
    ]

    operations = [
        # What is left of accounts that were deleted before looks like a guest, and counts as one from now on.
        migrations.RunSQL(
            "UPDATE accounts_learner SET is_guest = true WHERE user_id IS NULL", migrations.RunSQL.noop, elidable=True
        ),
    ]
