import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0018_attempts_beyond_a_limit"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="response",
            trigger=pgtrigger.compiler.Trigger(
                name="received_now",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN\n        NEW.received_at = transaction_timestamp();\n    END IF;\n    RETURN NEW;\n",
                    hash="4ae2f7c9eb7687b5bccd30530ac9c7b94cdc981e",
                    operation="INSERT",
                    pgid="pgtrigger_received_now_03dda",
                    table="quizzes_response",
                    when="BEFORE",
                ),
            ),
        ),
    ]
