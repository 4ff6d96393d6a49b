from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("matrix", "FactsRevision").objects.get_or_create()


def end(apps, schema_editor):
    apps.get_model("matrix", "FactsRevision").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("matrix", "0001_initial")]

    operations = [migrations.RunPython(begin, end)]
