from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bank", "0002_questions_without_a_skill")]

    operations = [
        migrations.AddField("import", "undone_at", models.DateTimeField(null=True)),
    ]
