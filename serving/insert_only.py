"""What the database refuses whoever asks."""

import pgtrigger


def insert_only() -> pgtrigger.Protect:
    return pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete)


RECEIVED_NOW = """
    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        NEW.received_at = transaction_timestamp();
    END IF;
    RETURN NEW;
"""


def received_now() -> pgtrigger.Trigger:
    """When a row came is the database's to say. Its owner may say it: a restore, the demo, generators of answers."""
    return pgtrigger.Trigger(name="received_now", when=pgtrigger.Before, operation=pgtrigger.Insert, func=RECEIVED_NOW)
