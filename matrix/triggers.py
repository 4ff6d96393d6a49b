"""What the database itself does whenever a fact changes."""

import pghistory
import pgtrigger
from django.db import models

# A new random number instead of a count: a revision that was rolled back never comes again.
RENEW = "UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;"


def renews_revision() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="renew_revision",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=RENEW,
    )


def tracked[Row: type[models.Model]](model: Row) -> Row:
    """Keeps a history that /changes/ is read from, deletions included."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
