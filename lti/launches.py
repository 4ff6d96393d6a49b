"""A launch from the platform's first request to a signed-in person.

State and nonce are rows, each accepted once, within ten minutes, and only in the browser in which the launch began.
"""

from datetime import timedelta
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from lti.models import Launch, Platform
from lti.models.platforms import new_token
from lti.tokens import DEEP_LINKING, LaunchClaims, LaunchRefused, verify
from serving.origins import fingerprint

LASTING = timedelta(minutes=10)
# While an instructor picks what to link to.
LASTING_OPEN = timedelta(hours=1)
COOKIE = "__Host-launch" if settings.PRODUCTION else "launch"


def platform_asking(issuer: str, client_id: str) -> Platform | None:
    """None if nobody is registered, or several are and the request does not say which."""
    found = Platform.objects.filter(issuer=issuer, is_on=True)
    if client_id:
        found = found.filter(client_id=client_id)
    several = list(found[:2])
    return several[0] if len(several) == 1 else None


def is_here(request, target: str) -> bool:
    """Whether an address is one of this site, so that no launch leads elsewhere."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return bool(target.isprintable() and "\\" not in target) and (
        f"{parts.scheme}://{parts.netloc}" == f"{request.scheme}://{request.get_host()}"
    )


def path_of(target: str) -> str:
    """Two leading slashes would name another host."""
    parts = urlsplit(target)
    path = "/" + parts.path.lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def browser_of(request) -> str:
    """The secret in this browser's cookie. All its launches share it, so that several can run at once."""
    kept = request.COOKIES.get(COOKIE, "")
    return kept if len(kept) == 43 else ""


def remember_browser(response, secret: str) -> None:
    """SameSite=None, because the platform's answer is a form that another site sends. The cookie only proves that it
    is the browser in which the launch began, and signs nobody in.
    """
    age = int(LASTING_OPEN.total_seconds())
    response.set_cookie(COOKIE, secret, max_age=age, secure=True, httponly=True, samesite="None")


def begin_launch(platform: Platform, browser: str) -> Launch:
    return Launch.objects.create(
        platform=platform,
        state=new_token(),
        nonce=new_token(),
        browser=fingerprint("launch", browser),
        expires_at=TransactionNow() + LASTING,
    )


def new_browser() -> str:
    return get_random_string(43)


def address_to_ask(launch: Launch, asked: dict[str, str], launch_url: str) -> str:
    query = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": launch.platform.client_id,
        "redirect_uri": launch_url,
        "state": launch.state,
        "nonce": launch.nonce,
        **{name: asked[name] for name in ("login_hint", "lti_message_hint") if asked.get(name)},
    }
    address = launch.platform.login_url
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}"


def take_answer(state: str, token: str, browser: str) -> Launch:
    """Raises LaunchRefused or PlatformFailed. Whatever the token is, its state is used up."""
    launch = _use_up(state, browser)
    claims = verify(token, launch.platform, nonce=launch.nonce)
    lasting = LASTING_OPEN if claims.message == DEEP_LINKING else LASTING
    Launch.objects.filter(pk=launch.pk).update(claims=claims.stored, expires_at=TransactionNow() + lasting)
    launch.refresh_from_db(fields=["claims"])
    return launch


@transaction.atomic
def _use_up(state: str, browser: str) -> Launch:
    """The row lock gives the state to one of two at once; its new name is known to nobody."""
    launch = (
        Launch.objects.select_for_update(of=["self"])
        .select_related("platform")
        .filter(
            state=state.replace("\0", "")[:43],
            platform__is_on=True,
            claims__isnull=True,
            expires_at__gt=TransactionNow(),
        )
        .first()
    )
    if launch is None:
        raise LaunchRefused("state")
    if not browser or launch.browser != fingerprint("launch", browser):
        raise LaunchRefused("browser", OTHER_BROWSER)
    Launch.objects.filter(pk=launch.pk).update(state=new_token())
    return launch


OTHER_BROWSER = (
    "This link was opened in another browser, or your browser doesn’t keep cookies. Allow cookies for this site and "
    "open the link again from your course."
)


def open_launches(browser: str) -> QuerySet[Launch]:
    """Of this browser, with a verified token."""
    return Launch.objects.filter(
        browser=fingerprint("launch", browser), claims__isnull=False, expires_at__gt=TransactionNow()
    ).select_related("platform")


def open_launch(pk: UUID, browser: str) -> Launch | None:
    return open_launches(browser).filter(pk=pk).first() if browser else None


def claims_of(launch: Launch) -> LaunchClaims:
    return LaunchClaims(**launch.claims)


def clean_up() -> None:
    """They hold a name as the platform gave it."""
    Launch.objects.filter(expires_at__lte=TransactionNow()).delete()
