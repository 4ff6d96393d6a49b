from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0009_remember_nights"),
    ]

    operations = [migrations.RemoveField(model, "run_began") for model in ("cellmemory", "rulememory")]
