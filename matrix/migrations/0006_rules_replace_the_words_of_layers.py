import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("matrix", "0005_rules_and_exam_shares"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="layer",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="layer",
            name="update_update",
        ),
        migrations.RemoveField(
            model_name="layer",
            name="rule",
        ),
        migrations.RemoveField(
            model_name="layerevent",
            name="rule",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="layer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "matrix_layerevent" ("definition", "exam_words", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (NEW."definition", NEW."exam_words", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."short_name", NEW."slug"); RETURN NULL;',
                    hash="a25043631c124d53d34a17600b1556fb75419510",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_83081",
                    table="matrix_layer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="layer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "matrix_layerevent" ("definition", "exam_words", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (NEW."definition", NEW."exam_words", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."short_name", NEW."slug"); RETURN NULL;',
                    hash="07427e24a2791868cdeb74bc384ae5dcd832ece2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d2bb8",
                    table="matrix_layer",
                    when="AFTER",
                ),
            ),
        ),
    ]
