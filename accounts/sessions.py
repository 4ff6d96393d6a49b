"""Sessions in the database, as Django's own; only looking one up is quicker.

While the database is away, storing one fails as everything else does. Django's own store takes any failure for a
session that was ended elsewhere, which would answer 400 and log out.
"""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from accounts.prepared import Prepared

alive: Prepared[Session] = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), str, datetime
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        found = alive.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    def save(self, must_create=False):
        try:
            super().save(must_create)
        except UpdateError as failed:
            if isinstance(failed.__context__, (OperationalError, InterfaceError)):
                raise failed.__context__ from None
            raise
