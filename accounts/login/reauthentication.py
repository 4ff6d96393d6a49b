"""Asking for the password, a code or a passkey again before something weighty.

A log-in, or having been asked, counts for ACCOUNT_REAUTHENTICATION_TIMEOUT. allauth's own pages and its
`reauthentication_required` ask through AccountAdapter; what stands here is for views whose form must not wait in the
session meanwhile, or whose answer is a file.
"""

from functools import wraps
from time import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode


def proved_lately(request) -> bool:
    """Whether the latest proof in this session, its log-in included, is young enough."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def ask_again(*, then: str):
    """The view answers only after a recent proof; a person who is asked for one lands on the page `then`.

    An account without a password and second factor has nothing to be asked for. Guests are not asked.
    """

    def decorate(view):
        @wraps(view)
        def asked(request, *args, **kwargs):
            ways = [] if proved_lately(request) else get_adapter().get_reauthentication_methods(request.user)
            if not ways:
                return view(request, *args, **kwargs)
            return redirect(f"{ways[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: resolve_url(then)})}")

        return asked

    return decorate
