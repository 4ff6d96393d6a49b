"""Sessions in the database. While it is away, storing one fails as everything else does.

Django's own store takes any failure for a session that was ended elsewhere, which would answer 400 and log out.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import InterfaceError, OperationalError


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        return db.SessionStore.get_model_class()

    def save(self, must_create=False):
        try:
            super().save(must_create)
        except UpdateError as failed:
            if isinstance(failed.__context__, (OperationalError, InterfaceError)):
                raise failed.__context__ from None
            raise
