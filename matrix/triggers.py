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


def tracked[Row: type[models.Model]](model: Row) -> Row:
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
