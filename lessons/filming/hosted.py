"""A video that is stored elsewhere: its address as an editor pasted it, and how a page of ours may show it."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from serving.headers import PERMISSIONS

YOUTUBE = ("youtube.com", "m.youtube.com", "youtube-nocookie.com")
ENDINGS = (".mp4", ".webm")
_youtube_id = re.compile(r"[A-Za-z0-9_-]{11}")
_vimeo_path = re.compile(r"/(?:video/)?(?P<id>[0-9]{1,12})(?:/(?P<hash>[0-9a-f]{1,20}))?/?")


@dataclass(frozen=True)
class HostedVideo:
    """`shown` is the address that a player asks for, and `framed` whether the host's own player comes with it."""

    host: str  # as readers know it: "YouTube", "videos.example.org"
    address: str  # of its page at the host
    shown: str
    framed: bool

    @property
    def origin(self) -> str:
        parts = urlsplit(self.shown)
        return f"{parts.scheme}://{parts.netloc}"


def hosted_at(address: str) -> HostedVideo | None:
    """Return None for an address that no page of ours can show."""
    parts = urlsplit(address)
    # The name goes into a header: no user, no port, nothing but letters, digits, dots and hyphens.
    if parts.scheme != "https" or not re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", parts.netloc.lower()):
        return None
    host = parts.netloc.lower().removeprefix("www.")
    query = parse_qs(parts.query)
    if host == "youtu.be" or host in YOUTUBE:
        name = query.get("v", [parts.path.rstrip("/").rpartition("/")[2]])[0]
        return _youtube(name) if _youtube_id.fullmatch(name) else None
    if host in ("vimeo.com", "player.vimeo.com"):
        found = _vimeo_path.fullmatch(parts.path)
        return _vimeo(found["id"], found["hash"] or query.get("h", [""])[0]) if found else None
    if parts.path.lower().endswith(ENDINGS):
        return HostedVideo(host, address, address, framed=False)
    return None


def _youtube(name: str) -> HostedVideo:
    shown = f"https://www.youtube-nocookie.com/embed/{name}?cc_load_policy=1&rel=0"
    return HostedVideo("YouTube", f"https://www.youtube.com/watch?v={name}", shown, framed=True)


def _vimeo(number: str, key: str) -> HostedVideo:
    key = key if key.isalnum() else ""
    shown = f"https://player.vimeo.com/video/{number}?dnt=1" + (f"&h={key}" if key else "")
    return HostedVideo("Vimeo", f"https://vimeo.com/{number}" + (f"/{key}" if key else ""), shown, framed=True)


def opened_to(video: HostedVideo, response: HttpResponse) -> HttpResponse:
    """Allow this one answer to show the video. The policy is the site's own plus the host."""
    allowed: dict[str, list[Any]] = (
        {"frame-src": [video.origin]} if video.framed else {"media-src": [CSP.SELF, video.origin]}
    )
    if video.framed:
        response["Permissions-Policy"] = PERMISSIONS.replace(
            "fullscreen=(self)", f'fullscreen=(self "{video.origin}")'
        )
    return csp_override({**settings.SECURE_CSP, **allowed})(lambda request: response)(None)
