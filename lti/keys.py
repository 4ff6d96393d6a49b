"""This site's own keys, with which platforms check what it signs; superusers rotate them.

What signs and checks is imported where it is used: it takes 8 MB, and many workers never see a school.
"""

import json
from datetime import timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Q

from accounts.login.guess_limit import lock
from accounts.login.second_factors import ciphers
from lti.models import ToolKey
from lti.models.platforms import new_token

ALGORITHM = "RS256"
STILL_PUBLISHED = timedelta(days=30)


@transaction.atomic
def signing_key() -> ToolKey:
    """The first use, or the first school, creates it."""
    found = ToolKey.objects.filter(retired_at=None).first()
    return found or rotate_if(None)


def rotate() -> ToolKey:
    return rotate_if(ToolKey.objects.filter(retired_at=None).first())


@transaction.atomic
def rotate_if(current: ToolKey | None) -> ToolKey:
    """Replace this key; of two calls at once the second gets the first one's key."""
    import jwt
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    lock("lti.keys")
    signing = ToolKey.objects.filter(retired_at=None).first()
    if signing and signing != current:
        return signing
    ToolKey.objects.filter(retired_at=None).update(retired_at=TransactionNow())
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    kid = new_token()
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key()))
    return ToolKey.objects.create(
        kid=kid,
        private=ciphers().encrypt(pem).decode(),
        public={"kty": "RSA", "n": public["n"], "e": public["e"], "kid": kid, "alg": ALGORITHM, "use": "sig"},
    )


def published_keys() -> dict[str, list[dict[str, Any]]]:
    fresh = Q(retired_at=None) | Q(retired_at__gt=TransactionNow() - STILL_PUBLISHED)
    return {"keys": list(ToolKey.objects.filter(fresh).values_list("public", flat=True))}


def sign(claims: dict[str, Any]) -> str:
    import jwt

    key = signing_key()
    pem = ciphers().decrypt(key.private.encode())
    return jwt.encode(claims, pem, algorithm=ALGORITHM, headers={"kid": key.kid})


def clean_up() -> None:
    ToolKey.objects.filter(retired_at__lte=TransactionNow() - STILL_PUBLISHED).delete()
