"""The time zone of a learner: what the browser says, until they choose one."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.dateformat import format as formatted

from accounts.models import Learner

COOKIE = "zone"  # set by static/js/site.js with whatever is sent, for a minute
UNKNOWN = "UTC"


@cache
def time_zones() -> list[tuple[str, str]]:
    places = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *sorted(places)]]


def zone_of_browser(request) -> str:
    said = request.COOKIES.get(COOKIE, "")
    return said if said in dict(time_zones()) else UNKNOWN


def follow_browser(request, learner: Learner) -> None:
    zone = zone_of_browser(request)
    if zone != UNKNOWN:
        Learner.objects.filter(pk=learner.pk, zone_chosen=False).update(time_zone=zone)


def short_name(moment: datetime) -> str:
    """ "EST" or, where the zone has no letters of its own, "UTC+5:30"."""
    name = moment.tzname() or UNKNOWN
    if name[0] not in "+-":
        return name
    hours, minutes = name[1:3].lstrip("0") or "0", name[3:]
    return f"UTC{name[0]}{hours}{f':{minutes}' if minutes else ''}"


def moment_in_words(at: datetime, zone: str) -> str:
    """ "Fri, Dec 4, 5:00 PM EST" in the zone, with any other year, or "today at 5:00 PM EST"."""
    local, now = at.astimezone(ZoneInfo(zone)), timezone.now().astimezone(ZoneInfo(zone))
    year = "" if local.year == now.year else ", Y"
    day = r"\t\o\d\a\y \a\t" if local.date() == now.date() else f"D, M j{year},"
    return f"{formatted(local, f'{day} g:i A')} {short_name(local)}"
