"""When each command that runs by itself has last come to its end, by the database's clock.

Kept in the cache's table: all machines see it, and a restored backup does not claim runs of the site that was lost.
"""

from django.core.cache import cache
from django.db import connection

COMMANDS = (
    "backup",
    "clean_up_guests",
    "close_overdue_exams",
    "make_films",
    "publish_due",
    "refresh_rosters",
    "regrade",
    "rehearse_restore",
    "replan",
    "roll_statistics",
    "send_invitations",
    "send_mails",
    "send_scores",
)
# A full cache drops the keys that come first in the alphabet.
KEYS = {f"timer:{command}": command for command in COMMANDS}


def note_run(command: str) -> None:
    if command in COMMANDS:
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM now())::float8")
            cache.set(f"timer:{command}", cursor.fetchone()[0], timeout=None)


def last_runs() -> dict[str, float]:
    """Seconds since 1970, 0 for a command that has not run."""
    known = cache.get_many(KEYS)
    return {command: known.get(key, 0.0) for key, command in KEYS.items()}
