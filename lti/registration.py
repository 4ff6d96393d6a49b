"""Dynamic registration: the platform describes itself, and this site answers what it is.

Source: LTI Dynamic Registration 1.0. A superuser's link is good for one platform, which is off until they turn it on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from lti.keys import signing_key
from lti.models import Deployment, Platform, RegistrationLink
from lti.platform_requests import PlatformFailed, ask, is_allowed
from lti.tokens import DEEP_LINKING, LINE_ITEM_SCOPE, RESOURCE, ROSTER_SCOPE, SCORE_SCOPE

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
FIELDS = {
    "login_url": "authorization_endpoint",
    "token_url": "token_endpoint",
    "keys_url": "jwks_uri",
}


@dataclass(frozen=True)
class PlatformDescription:
    issuer: str
    registration_url: str
    urls: Mapping[str, str]


def make_link(name: str, *, by: User, lasting: timedelta) -> RegistrationLink:
    return RegistrationLink.objects.create(name=name, made_by=by.pk, expires_at=TransactionNow() + lasting)


def open_links():
    return RegistrationLink.objects.filter(expires_at__gt=TransactionNow())


def describe(url: str) -> PlatformDescription:
    """Read the platform's own description. Raises PlatformFailed."""
    body = ask(url).body
    if not isinstance(body, dict):
        raise PlatformFailed("The platform’s description isn’t readable.")
    found = {name: body.get(key) for name, key in FIELDS.items()}
    issuer, registration = body.get("issuer"), body.get("registration_endpoint")
    addresses = [issuer, registration, *found.values()]
    if not all(isinstance(each, str) and is_allowed(each) and len(each) <= 500 for each in addresses):
        raise PlatformFailed("The platform’s description lacks an address, or one of them isn’t HTTPS.")
    # Else whoever has the link could register as another school's platform.
    if urlsplit(url).netloc != urlsplit(issuer).netloc:
        raise PlatformFailed("The platform’s description is on another host than the platform.")
    return PlatformDescription(issuer, registration, found)  # type: ignore[arg-type]


def register(link: RegistrationLink, url: str, token: str, site: str) -> Platform:
    """Raises PlatformFailed, and then nothing is stored and the link still works."""
    described = describe(url)
    signing_key()  # the platform may read the keys at once
    body = ask(described.registration_url, document=about_us(site), token=token).body
    client_id = body.get("client_id") if isinstance(body, dict) else None
    if not isinstance(client_id, str) or not 0 < len(client_id) <= 255 or not client_id.isprintable():
        raise PlatformFailed("The platform gave no client ID.")
    tool = body.get(TOOL)
    deployment = tool.get("deployment_id") if isinstance(tool, dict) else None
    try:
        return _store(link, described, client_id, str(deployment)[:255] if deployment else "")
    except IntegrityError:
        raise PlatformFailed("This platform is registered already, or the link was used just now.") from None


@transaction.atomic
def _store(link: RegistrationLink, described: PlatformDescription, client_id: str, deployment: str) -> Platform:
    used, _ = RegistrationLink.objects.filter(pk=link.pk).delete()
    if not used:
        raise IntegrityError
    platform = Platform.objects.create(
        name=link.name, issuer=described.issuer, client_id=client_id, is_on=False, **described.urls
    )
    if deployment:
        Deployment.objects.create(platform=platform, name=deployment)
    return platform


def about_us(site: str) -> dict[str, Any]:
    launch, host = site + reverse("lti-start"), urlsplit(site).netloc
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": site + reverse("lti-login"),
        "redirect_uris": [launch],
        "client_name": settings.SITE_NAME,
        "jwks_uri": site + reverse("lti-keys"),
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join([LINE_ITEM_SCOPE, SCORE_SCOPE, ROSTER_SCOPE]),
        TOOL: {
            "domain": host,
            "target_link_uri": launch,
            # No address of anybody: this site does not ask for one.
            "claims": ["iss", "sub", "name"],
            "messages": [
                {"type": RESOURCE, "target_link_uri": launch, "label": settings.SITE_NAME},
                {"type": DEEP_LINKING, "target_link_uri": launch, "label": f"Choose from {settings.SITE_NAME}"},
            ],
        },
    }


def clean_up() -> None:
    RegistrationLink.objects.filter(expires_at__lte=TransactionNow()).delete()
