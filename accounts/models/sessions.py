from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from accounts.models.people import User


class Session(AbstractBaseSession):
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True)

    @classmethod
    def get_session_store_class(cls):
        from accounts.login.sessions import SessionStore  # knows this model

        return SessionStore
