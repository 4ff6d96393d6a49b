"""What is kept of each log-in, for 90 days: when, from which network, with which browser."""

from datetime import timedelta

from django.db.models.functions import Now

from accounts.models import LogIn, User
from serving.origins import network_of

KEPT = timedelta(days=90)
# In this order, because most browsers also name the ones after them.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "ChromeOS",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def keep_log_in(request, user: User) -> None:
    LogIn.objects.create(user=user, network=network_of(request), browser=browser_in(request.headers))


def browser_in(headers) -> str:
    """ "Firefox on Windows"; "" if neither is known. The header itself, which tells more, is not kept."""
    said = headers.get("User-Agent", "")
    found = (next((name for mark, name in names.items() if mark in said), "") for names in (BROWSERS, SYSTEMS))
    return " on ".join(filter(None, found))


def clean_up() -> None:
    LogIn.objects.filter(at__lt=Now() - KEPT).delete()
