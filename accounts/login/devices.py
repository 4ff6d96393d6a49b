"""A signed cookie that names the accounts used in this browser. It outlives the session.

It grants no access. It only says that password tries from here are not a stranger's (`accounts.login.guess_limit`).
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string

from accounts.login.guess_limit import GuessOrigin, admit
from accounts.models import Guess
from serving.origins import fingerprint, network_of

SALT = "accounts.login.devices"
ACCOUNTS_KEPT = 20  # many people log in on a classroom computer
DAYS = 365


def known_devices(request) -> dict[str, str]:
    try:
        found = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=DAYS * 24 * 60 * 60
        )
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def device_of(request, account: str) -> str:
    return known_devices(request).get(fingerprint("device-account", account.lower()), "")


def remember(request, account: str) -> None:
    """DeviceMiddleware sends the cookie with the response."""
    request.device_known_for = account


def send(request, response) -> None:
    key = fingerprint("device-account", request.device_known_for.lower())
    kept = known_devices(request)
    secret = kept.pop(key, None) or get_random_string(22)
    kept = dict(list(kept.items())[-(ACCOUNTS_KEPT - 1) :]) | {key: secret}
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=SALT, compress=True),
        max_age=DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def admit_from(request, account: str) -> Guess | None:
    """A logged-in person who is asked again is no stranger, but has only the tries of a single device."""
    device = device_of(request, account)
    if request.user.is_authenticated and request.user.email == account.lower():
        device = device or f"session {account}"
    return admit(account, GuessOrigin(network_of(request), device))
