"""Database triggers that run when a fact changes."""

import pghistory
import pgtrigger
from django.db import models

# A random number instead of a counter, because a rolled back revision must not return.
RENEW = "UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;"


def renews_revision() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="renew_revision",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=RENEW,
    )


def revokes_confirmation() -> pgtrigger.Trigger:
    """Empties the date if what was confirmed changes, however it is changed; a date saved with the change stays."""
    return pgtrigger.Trigger(
        name="revoke_confirmation",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.reviewed_on = NEW.reviewed_on AND (OLD.owner, OLD.rationale, OLD.source_url)"
            " IS DISTINCT FROM (NEW.owner, NEW.rationale, NEW.source_url)"
        ),
        func="NEW.reviewed_on = NULL; RETURN NEW;",
    )


def tracked[Row: type[models.Model]](model: Row) -> Row:
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
