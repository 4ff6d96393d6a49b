"""Second factors: codes of an app, passkeys, recovery codes. What allauth does not do for us."""

import base64
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.login.sessions import end_sessions
from accounts.mailing.at_once import send_at_once
from accounts.models import User

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def proved_in(request) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def page_that_asks(user: User) -> str:
    ways = get_adapter().get_reauthentication_methods(user)
    return [way["url"] for way in ways if way["id"].startswith("mfa_reauthenticate")][-1]


def was_added(*, request, user: User, authenticator: Authenticator, **_: object) -> None:
    """Setting one up proves it in this session. With the first one, all other sessions end."""
    if authenticator.type not in FACTORS:
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    if Authenticator.objects.filter(user=user, type__in=FACTORS).count() == 1:
        end_sessions(user, but=request.session.session_key)


@transaction.atomic
def remove_second_factors(user: User) -> int:
    """Log the person out everywhere too. Returns how many there were."""
    removed = Authenticator.objects.filter(user=user).delete()[0]
    end_sessions(user)
    return removed


@transaction.atomic
def reset_second_factors(user: User, *, site: str) -> None:
    """Remove them, log the person out everywhere and mail them. Raises MailFailed, and then nothing was changed."""
    remove_second_factors(user)
    send_at_once(
        user.email, "two-step verification was turned off", "second_factors_removed", name=user.name, site=site
    )


def ciphers() -> "MultiFernet":
    """Encrypt secrets, so that a copy of the database cannot create codes. Older keys still decrypt."""
    from cryptography.fernet import Fernet, MultiFernet

    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [
        salted_hmac("accounts.login.second_factors", "", secret=each, algorithm="sha256").digest() for each in secrets
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This isn’t the right code. Enter the one your app shows now.",
    }

    def encrypt(self, text: str) -> str:
        return ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        from cryptography.fernet import InvalidToken

        try:
            return ciphers().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # It was encrypted with another SECRET_KEY: no code is right, and the person needs a new factor.
            return ""

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def generate_authenticator_name(self, user, type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}"

    def build_totp_svg(self, url: str) -> str:
        """The library's own picture has style attributes, which our security policy refuses."""
        import qrcode

        code = qrcode.QRCode(border=0)
        code.add_data(url)
        return drawing(code.get_matrix())


def drawing(matrix: Iterable[Iterable[bool]]) -> SafeString:
    rows = [list(row) for row in matrix]
    steps = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                steps.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return format_html(
        '<svg viewBox="-2 -2 {0} {0}" role="img" aria-label="QR code for your app" class="qr"><path d="{1}"/></svg>',
        len(rows) + 4,
        "".join(steps),
    )
