from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Known cells of a learner are counted in the index alone."""

    atomic = False

    dependencies = [("quizzes", "0012_sums_of_first_attempts")]

    operations = [
        AddIndexConcurrently(
            model_name="cellmemory",
            index=models.Index(
                fields=["learner"],
                condition=models.Q(("in_a_row__gte", 3), ("overnight", True)),
                name="quizzes_secure_memories",
            ),
        ),
        RemoveIndexConcurrently(model_name="cellmemory", name="quizzes_held_memories"),
    ]
