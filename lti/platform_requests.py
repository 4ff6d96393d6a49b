"""Requests of this site to a platform: never redirected, never without a time limit, never a long answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.conf import settings

SECONDS = 10
MOST_BYTES = 2_000_000


class PlatformFailed(Exception):
    """The message is for instructors and superusers. `status` is 0 if there was no answer."""

    def __init__(self, message: str, status: int = 0):
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class PlatformAnswer:
    status: int
    headers: Mapping[str, str]
    body: Any


class _NoRedirects(HTTPRedirectHandler):
    """One would send the access token to wherever it points."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener: OpenerDirector = build_opener(_NoRedirects)


def is_allowed(url: str) -> bool:
    """Only HTTPS goes over a network. Development and tests also ask a platform without it."""
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and not parts.username and not parts.password and parts.port != 0
    except ValueError:
        return False
    return known and (parts.scheme == "https" or (parts.scheme == "http" and not settings.PRODUCTION))


def ask(
    url: str,
    *,
    accept: str = "application/json",
    token: str = "",
    form: Mapping[str, str] | None = None,
    document: object = None,
    content_type: str = "application/json",
) -> PlatformAnswer:
    """GET, or POST of a form or a JSON document. Raises PlatformFailed unless the answer is 2xx and JSON or empty."""
    if not is_allowed(url):
        raise PlatformFailed(f"“{url[:100]}” isn’t an HTTPS address.")
    data, headers = None, {"Accept": accept, "User-Agent": settings.SITE_NAME}
    if form is not None:
        data, headers["Content-Type"] = urlencode(form).encode(), "application/x-www-form-urlencoded"
    elif document is not None:
        data, headers["Content-Type"] = json.dumps(document).encode(), content_type
    if token:
        headers["Authorization"] = f"Bearer {token}"
    host = urlsplit(url).hostname
    try:
        with _opener.open(Request(url, data, headers), timeout=SECONDS) as answer:  # noqa: S310
            text = answer.read(MOST_BYTES + 1)
            status, given = answer.status, dict(answer.headers.items())
    except HTTPError as refused:
        refused.close()
        raise PlatformFailed(f"{host} answered {refused.code}.", refused.code) from None
    except (OSError, HTTPException, ValueError) as failed:
        raise PlatformFailed(f"{host} didn’t answer: {type(failed).__name__}.") from None
    if len(text) > MOST_BYTES:
        raise PlatformFailed(f"{host} sent more than 2 MB.", status)
    try:
        body = json.loads(text) if text.strip() else None
    except ValueError:
        raise PlatformFailed(f"{host} sent something that isn’t JSON.", status) from None
    return PlatformAnswer(status, {name.lower(): value for name, value in given.items()}, body)
