"""Asks for the password, a code or a passkey again before a sensitive act.

A log-in, or a proof since then, counts for ACCOUNT_REAUTHENTICATION_TIMEOUT. allauth's `reauthentication_required`
asks through AccountAdapter; this module is for views whose form must not be stored in the session until then, or whose
response is a file.
"""

from functools import wraps
from time import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

LAUNCH = "launch"  # in allauth's records: the person opened this site from their school's platform


def launched_in(request) -> bool:
    """Whether this session was begun, or confirmed, by a launch."""
    return any(record["method"] == LAUNCH for record in get_authentication_records(request, request.user))


def proved_lately(request) -> bool:
    """A launch is a proof only for accounts that have no other."""
    records = get_authentication_records(request, request.user)
    if any(record["method"] == LAUNCH for record in records) and get_reauthentication_flows(request.user):
        records = [record for record in records if record["method"] != LAUNCH]
    return bool(records) and time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def ask_again(*, then: str):
    """Run the view only after a recent proof; a person who is asked for one lands on the page `then`.

    Guests, and accounts without a password and two-step verification, are not asked.
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
