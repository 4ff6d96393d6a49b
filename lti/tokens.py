"""Checks the token of a launch and keeps what this site uses of it.

Source: LTI Core 1.3 and the 1EdTech Security Framework 1.0. PyJWT checks the signature; what LTI adds is here. That is
little, so no LTI library is used: those that exist accept a token twice and ask platforms without a time limit.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from lti.keys import ALGORITHM
from lti.models import Deployment, Platform
from lti.platform_keys import UnknownKey, key_of

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINK = "https://purl.imsglobal.org/spec/lti-dl/claim/"
SCORES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
LINE_ITEM_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
ROSTER_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership"
RESOURCE, DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
SKEW = 60  # seconds by which the clocks of a platform and of this site may differ
LONGEST_NAME = 80


class LaunchRefused(Exception):
    """The message is for the person who opened the link, and `why` for the log."""

    def __init__(self, why: str, message: str = ""):
        super().__init__(message or "The link from your school couldn’t be checked. Open it again from your course.")
        self.why = why


@dataclass(frozen=True)
class LaunchClaims:
    """What is stored of a verified token until the launch ends."""

    subject: str
    deployment: int
    deployment_name: str
    message: str
    target: str
    name: str = ""
    teaches: bool = False
    learns: bool = False
    context: str = ""
    title: str = ""
    line_item: str = ""
    line_items: str = ""
    may_add_line_items: bool = False
    roster: str = ""
    custom: dict[str, str] = field(default_factory=dict)
    return_url: str = ""
    return_data: str | None = None
    accepts_line_items: bool = True

    @property
    def stored(self) -> dict[str, Any]:
        return asdict(self)


def verify(token: str, platform: Platform, *, nonce: str) -> LaunchClaims:
    """Raises LaunchRefused, or PlatformFailed if the platform's keys could not be read."""
    import jwt

    try:
        head = jwt.get_unverified_header(token)
        # The list decides, not the token's own word: neither "none" nor HS256 with the public key is among them.
        if head.get("alg") != ALGORITHM:
            raise LaunchRefused("algorithm")
        claims = jwt.decode(
            token,
            key_of(platform, head.get("kid")),
            algorithms=[ALGORITHM],
            audience=platform.client_id,
            issuer=platform.issuer,
            leeway=SKEW,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except UnknownKey:
        raise LaunchRefused("unknown-key") from None
    except jwt.PyJWTError as wrong:
        raise LaunchRefused(type(wrong).__name__, _what_helps(wrong)) from None
    return _launch_of(claims, platform, nonce)


def _what_helps(wrong: Exception) -> str:
    import jwt

    if isinstance(wrong, (jwt.ImmatureSignatureError, jwt.ExpiredSignatureError)):
        return (
            "This link from your school has expired, or the clocks of the two sites differ. Open it again from your "
            "course. If that doesn’t help, tell your instructor."
        )
    return ""


def _launch_of(claims: Mapping[str, Any], platform: Platform, nonce: str) -> LaunchClaims:
    if claims["nonce"] != nonce:
        raise LaunchRefused("nonce")
    if claims.get("azp", platform.client_id) != platform.client_id:
        raise LaunchRefused("authorized-party")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
        raise LaunchRefused("authorized-party")
    if claims.get(f"{CLAIM}version") != "1.3.0":
        raise LaunchRefused("version")
    message = claims.get(f"{CLAIM}message_type")
    if message not in (RESOURCE, DEEP_LINKING):
        raise LaunchRefused("message-type")
    named = _text(claims.get(f"{CLAIM}deployment_id"))
    deployment = Deployment.objects.filter(platform=platform, name=named).first()
    if deployment is None:
        raise LaunchRefused("deployment")
    subject = _text(claims["sub"])
    if not subject:
        raise LaunchRefused("subject", "Your school opened this link without saying who you are. Ask your instructor.")
    roles = _list(claims.get(f"{CLAIM}roles"))
    context, scores = _part(claims, f"{CLAIM}context"), _part(claims, SCORES)
    settings = _part(claims, f"{DEEP_LINK}deep_linking_settings")
    scopes = _list(scores.get("scope"))
    may_score = SCORE_SCOPE in scopes
    return LaunchClaims(
        subject=subject,
        deployment=deployment.pk,
        deployment_name=deployment.name,
        message=message,
        target=_text(claims.get(f"{CLAIM}target_link_uri"), 1000),
        name=_name(claims),
        teaches=has_role(roles, "Instructor"),
        learns=has_role(roles, "Learner"),
        context=_text(context.get("id")),
        title=name_of(context.get("title") or context.get("label")),
        line_item=_text(scores.get("lineitem"), 1000) if may_score else "",
        line_items=_text(scores.get("lineitems"), 1000) if may_score else "",
        may_add_line_items=LINE_ITEM_SCOPE in scopes,
        roster=_text(_part(claims, ROSTER).get("context_memberships_url"), 1000),
        custom={
            name: value[:200]
            for name, value in _part(claims, f"{CLAIM}custom").items()
            if isinstance(value, str) and value.isprintable()
        },
        return_url=_text(settings.get("deep_link_return_url"), 1000),
        return_data=settings["data"] if isinstance(settings.get("data"), str) else None,
        accepts_line_items=settings.get("accept_lineitem", True) is not False,
    )


def has_role(roles: list[Any], role: str) -> bool:
    """Of the course and not of the whole school: also as a sub-role, or in the short form of older platforms."""
    named = [each for each in roles if isinstance(each, str)]
    return any(each in (role, f"{ROLE}#{role}") or each.startswith(f"{ROLE}/{role}#") for each in named)


def _name(claims: Mapping[str, Any]) -> str:
    whole = claims.get("name") or " ".join(_text(claims.get(part)) for part in ("given_name", "family_name"))
    return name_of(whole)


def name_of(text: object) -> str:
    """On one line, and as long as a name here can be."""
    written = text if isinstance(text, str) else ""
    return " ".join("".join(each if each.isprintable() else " " for each in written).split())[:LONGEST_NAME]


def _text(value: object, longest: int = 255) -> str:
    """Nothing is cut: what is too long would be another thing. The database takes no NUL and no half of a pair."""
    fits = isinstance(value, str) and len(value) <= longest and value.isprintable()
    return value if fits else ""  # type: ignore[return-value]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _part(claims: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = claims.get(name)
    return found if isinstance(found, dict) else {}
