from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="time_allowance",
            field=models.CharField(
                choices=[("standard", "Standard"), ("more", "30 minutes more"), ("unlimited", "No limit")],
                db_default="standard",
                default="standard",
                max_length=9,
                verbose_name="time in exam simulations",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("time_allowance__in", ["standard", "more", "unlimited"])),
                name="accounts_time_allowance_is_known",
            ),
        ),
    ]
