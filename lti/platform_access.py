"""Requests to the services of a platform, with an access token for them."""

from collections.abc import Iterator
from time import time
from typing import Any

from lti.keys import sign
from lti.models import Platform
from lti.platform_requests import PlatformAnswer, PlatformFailed, ask
from serving.uuid7 import uuid7

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SECONDS_AN_ASSERTION_LASTS = 300
MOST_PAGES = 100


class PlatformAccess:
    """One run's access to one platform. Asks for a token with the first request, and again if it is refused."""

    def __init__(self, platform: Platform, *scopes: str) -> None:
        self.platform, self.scopes, self.token = platform, scopes, ""

    def ask(self, url: str, **how: Any) -> PlatformAnswer:
        if not self.platform.owns(url):
            raise PlatformFailed(f"“{url[:100]}” isn’t an address of this school’s platform.")
        if not self.token:
            self.token = self._new_token()
            return ask(url, token=self.token, **how)
        try:
            return ask(url, token=self.token, **how)
        except PlatformFailed as failed:
            if failed.status != 401:
                raise
        self.token = self._new_token()
        return ask(url, token=self.token, **how)

    def pages(self, url: str, accept: str) -> Iterator[Any]:
        """The bodies of all pages. Raises PlatformFailed unless every page came."""
        seen = set[str]()
        while url:
            if url in seen or len(seen) == MOST_PAGES:
                raise PlatformFailed("The list from the platform doesn’t end.")
            seen.add(url)
            answer = self.ask(url, accept=accept)
            yield answer.body
            url = next_page(answer.headers.get("link", ""))

    def _new_token(self) -> str:
        now, client = int(time()), self.platform.client_id
        assertion = sign(
            {
                "iss": client,
                "sub": client,
                "aud": self.platform.token_url,
                "iat": now,
                "exp": now + SECONDS_AN_ASSERTION_LASTS,
                "jti": uuid7().hex,
            }
        )
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": JWT_BEARER,
            "client_assertion": assertion,
            "scope": " ".join(self.scopes),
        }
        body = ask(self.platform.token_url, form=form).body
        token = body.get("access_token") if isinstance(body, dict) else None
        if not isinstance(token, str) or not token.isprintable() or not token.isascii():
            raise PlatformFailed("The platform gave no access token.")
        return token


def next_page(header: str) -> str:
    """From a header such as: <https://school.example/members?page=2>; rel="next" """
    for part in header.split(","):
        address, _, parameters = part.strip().partition(">")
        if address.startswith("<") and 'rel="next"' in parameters.replace(" ", "").replace("rel=next", 'rel="next"'):
            return address[1:]
    return ""
