"""Which accounts somebody has logged in to from this browser: a signed cookie that outlives the session.

It opens nothing. It only says that tries from here are not those of a stranger (`accounts.login.guess_limit`).
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string

from accounts.login.guess_limit import GuessOrigin, admit
from accounts.models import Guess
from serving.origins import fingerprint, network_of

SALT = "accounts.login.devices"
ACCOUNTS_KEPT = 20  # on the computer of a classroom many log in
DAYS = 365


def known_devices(request) -> dict[str, str]:
    """For each account known here, by fingerprint, the secret that this browser was given for it."""
    try:
        found = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=DAYS * 24 * 60 * 60
        )
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def device_of(request, account: str) -> str:
    """Empty where nobody has logged in to this account from here."""
    return known_devices(request).get(fingerprint("device-account", account.lower()), "")


def remember(request, account: str) -> None:
    """From the response on; DeviceMiddleware sends the cookie."""
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
    """Who is logged in and asked once more is no stranger; somebody who found the device open has the tries of one."""
    device = device_of(request, account)
    if request.user.is_authenticated and request.user.email == account.lower():
        device = device or f"session {account}"
    return admit(account, GuessOrigin(network_of(request), device))
