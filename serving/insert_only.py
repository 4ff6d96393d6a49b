"""Triggers for rows that are only ever inserted."""

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
    """Return a trigger by which the database sets the time of receipt.

    The tables' owner may set it: for a restore, the demo, generated answers.
    """
    return pgtrigger.Trigger(name="received_now", when=pgtrigger.Before, operation=pgtrigger.Insert, func=RECEIVED_NOW)
