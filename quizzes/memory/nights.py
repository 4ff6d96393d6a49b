"""How many nights lie between two moments, by the clock that the learner had at each."""

from datetime import UTC, datetime, timedelta, timezone
from functools import cache

BEGINS = timedelta(hours=2)  # until then an evening lasts
SLEEP = timedelta(hours=8)
SUMMER_TIME = timedelta(hours=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)


def nights_between(earlier: datetime, later: datetime) -> int:
    """Count each 02:00 in between. Without one, eight hours over midnight are a night.

    Both moments carry their own offset from UTC. If the offsets are more than an hour apart, the learner has traveled,
    and both are read by the later clock: else crossing the date line would lose a night or make one.
    """
    if abs(_offset(later) - _offset(earlier)) > SUMMER_TIME:
        earlier = earlier.astimezone(timezone(_offset(later)))
    nights = (later - BEGINS).toordinal() - (earlier - BEGINS).toordinal()
    if nights > 0 or later.toordinal() <= earlier.toordinal():
        return max(nights, 0)
    return int(later.astimezone(UTC) - earlier.astimezone(UTC) >= SLEEP)


def minutes_ahead(moment: datetime) -> int:
    """Return by how many minutes the moment's clock is ahead of UTC."""
    return _offset(moment) // MINUTE


def on_clock(moment: datetime, minutes: int) -> datetime:
    return moment.astimezone(_clock(minutes))


def since_epoch(microseconds: int, minutes: int = 0) -> datetime:
    return _epoch(minutes) + microseconds * MICROSECOND


@cache
def _clock(minutes: int) -> timezone:
    return timezone(minutes * MINUTE)


@cache
def _epoch(minutes: int) -> datetime:
    return on_clock(EPOCH, minutes)


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs a time zone")
    return offset
