"""Who did something is written once.

The tracker adds to a context of the history in the course of one request; what stands in it (the person, the reason,
the moment) stays, whatever a later statement says.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION srm_keep_history_context() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'history: a context is never deleted';
    END IF;
    NEW.id := OLD.id;
    NEW.created_at := OLD.created_at;
    NEW.metadata := NEW.metadata || jsonb_strip_nulls(OLD.metadata);
    RETURN NEW;
END $$;
CREATE TRIGGER srm_keep_history_context BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION srm_keep_history_context();
CREATE INDEX srm_history_in_time ON pghistory_context (created_at DESC, id DESC);
"""
UNGUARD = """
DROP INDEX srm_history_in_time;
DROP TRIGGER srm_keep_history_context ON pghistory_context;
DROP FUNCTION srm_keep_history_context();
"""

KEEP_CONTEXTS = [migrations.RunSQL(GUARD, UNGUARD)]
