"""The public keys of a platform, read from it and stored, so that a launch rarely waits for them."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.utils import timezone

from lti.keys import ALGORITHM
from lti.models import Platform
from lti.platform_requests import PlatformFailed, ask

# Tokens with made-up key ids must not make this site ask the platform again and again.
NOT_AGAIN_WITHIN = timedelta(minutes=1)
KEPT = timedelta(hours=12)


class UnknownKey(Exception):
    pass


def key_of(platform: Platform, kid: object) -> Any:
    """Raises UnknownKey, or PlatformFailed if the key is not stored and the platform does not answer."""
    age = timezone.now() - platform.keys_read_at if platform.keys_read_at else None
    found = _find(platform.keys, kid)
    if (found is None and (age is None or age > NOT_AGAIN_WITHIN)) or (age and age > KEPT):
        try:
            read_keys(platform)
        except PlatformFailed:
            if found is None:
                raise
        else:
            found = _find(platform.keys, kid)
    if found is None:
        raise UnknownKey
    return found


def read_keys(platform: Platform) -> None:
    body = ask(platform.keys_url).body
    if not isinstance(body, dict) or not isinstance(body.get("keys"), list):
        raise PlatformFailed("The public keyset isn’t a list of keys.")
    Platform.objects.filter(pk=platform.pk).update(keys=body, keys_read_at=TransactionNow())
    platform.refresh_from_db(fields=["keys", "keys_read_at"])


def _find(keys: dict[str, Any], kid: object) -> Any:
    """Only RSA keys for signatures: no other key can be taken for one by its name."""
    import jwt

    for each in keys.get("keys", []):
        if not isinstance(each, dict) or not kid or each.get("kid") != kid or each.get("kty") != "RSA":
            continue
        if each.get("use", "sig") == "sig" and each.get("alg", ALGORITHM) == ALGORITHM:
            try:
                return jwt.PyJWK(each, ALGORITHM).key
            except jwt.PyJWTError:
                return None
    return None
