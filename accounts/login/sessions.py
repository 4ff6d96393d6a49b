"""Database sessions with their user, so that looking one up finds the user too.

While the database is away, storing a session raises that error. Django's own store would take it for a session that
was ended elsewhere, answer 400 and log the person out.
"""

import json
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import InterfaceError, OperationalError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import CohortTeacher, Session, User
from serving.prepared import Prepared

alive: Prepared[Session] = Prepared(
    # A refused address is rare, but home tells of it without a query of its own.
    lambda key, now: (
        Session.objects.filter(session_key=key, expire_date__gt=now)
        .select_related("user__learner__refused_address")
        # The navigation of every page asks for it.
        .annotate(assists=Exists(CohortTeacher.objects.in_force().filter(user=OuterRef("user"), assists=True)))
    ),
    str,
    datetime,
)
# The user of the session that was looked up last, until accounts/login/backends.py takes it.
found_with_session: ContextVar[User | None] = ContextVar("found_with_session", default=None)


def end_sessions(user: User, *, but: str | None = None) -> None:
    """Log the person out everywhere, or everywhere except the session with this key.

    Sessions contain addresses, so none may outlive the account.
    """
    Session.objects.filter(user=user).exclude(pk=but or "").delete()


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        return Session

    def decode(self, session_data):
        return json.loads(_verified(session_data, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))

    def create_model_instance(self, data):
        session: Any = super().create_model_instance(data)  # an instance of the class above
        session.user_id = data.get(SESSION_KEY)
        return session

    def _get_session_from_db(self):
        found = alive.first(self.session_key, timezone.now()) if self.session_key else None
        if found and found.user:
            found.user.assists = found.assists  # type: ignore[attr-defined]
        found_with_session.set(found.user if found else None)
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


@lru_cache(maxsize=500)
def _verified(session_data: str, *keys: str) -> str:
    """The content as JSON, since a request may change what it gets. Each request reads the stored text again, so only
    its signature need not be checked again.
    """
    return json.dumps(super(SessionStore, SessionStore()).decode(session_data))
