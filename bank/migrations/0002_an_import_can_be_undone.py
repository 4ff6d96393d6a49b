from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bank", "0001_start")]

    operations = [
        migrations.AddField("import", "undone_at", models.DateTimeField(null=True)),
    ]
