"""Read settings from the environment. A value that cannot be read is refused with the name of its variable.

django-environ is not used: its errors do not name the variable, and it reads a value that begins with `$` as the name
of another one.

Nothing of Django is imported, because gunicorn's master reads its own settings here (serving/monitoring/log_lines.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

PREFIX = "SRM_"
# Read before or outside the settings: by serving/web_server.py, serving/embedded/binaries.py, the browser tests.
READ_ELSEWHERE = {"SRM_WORKERS", "SRM_PG_BIN", "SRM_CHROMIUM"}
FLAGS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
ADDRESS_OF_A_DATABASE = "postgres://user:password@host:5432/name or postgres:///name?host=/folder"
PARTS_OF_AN_ADDRESS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


class Environment:
    def __init__(self, variables: Mapping[str, str]):
        self.variables = variables
        self.known = set(READ_ELSEWHERE)
        self.refused: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        self.known.add(name)
        return self.variables.get(name) or default

    def words(self, name: str, default: Iterable[str] = ()) -> list[str]:
        return [word for each in self.text(name).split(",") if (word := each.strip())] or list(default)

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        value = self.text(name, default).strip()
        if value not in choices:
            self._refuse(name, f"one of {', '.join(choices)}", value)
            return default
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.text(name, str(default)).strip()
        if value.lower() not in FLAGS:
            self._refuse(name, "true or false", value)
        return FLAGS.get(value.lower(), default)

    def whole(self, name: str, default: int, *, least: int = 0) -> int:
        value = self.text(name, str(default)).strip()
        if not (value.isascii() and value.isdecimal() and len(value) < 10 and int(value) >= least):
            self._refuse(name, f"a whole number, {least} or more", value)
            return default
        return int(value)

    def seconds(self, name: str, default: float) -> float:
        value = self.text(name, str(default))
        try:
            seconds = float(value)
        except ValueError:
            seconds = -1.0
        if not 0 <= seconds < float("inf"):
            self._refuse(name, "a number of seconds, such as 0.5", value)
            return default
        return seconds

    def database(self, name: str) -> dict[str, Any] | None:
        """Return the DATABASES entry of an address as PostgreSQL's own library reads it, or None if it is not set."""
        address = self.text(name).strip()
        if not address:
            return None
        entry = _entry_of(address)
        if entry is None:  # without the value, which may hold a password
            self.refused.append(f"{name} must look like {ADDRESS_OF_A_DATABASE}.")
        return entry

    def unknown(self) -> list[str]:
        return [
            f"{name} is not a setting." + "".join(f" Did you mean {near}?" for near in self._near(name))
            for name in sorted(self.variables)
            if name.startswith(PREFIX) and name not in self.known
        ]

    def _near(self, name: str) -> list[str]:
        return get_close_matches(name, sorted(self.known), n=1, cutoff=0.75)

    def _refuse(self, name: str, wanted: str, value: str) -> None:
        self.refused.append(f"{name} must be {wanted}, not {value!r}.")


SHORTEST_KEY, FEWEST_CHARACTERS = 50, 5  # as Django's own check of SECRET_KEY has them


def faults_of_key(key: str) -> list[str]:
    faults = []
    if len(key) < SHORTEST_KEY:
        faults.append(f"SECRET_KEY is too short: it has {len(key)} characters and needs {SHORTEST_KEY}.")
    if len(set(key)) < FEWEST_CHARACTERS:
        faults.append(f"SECRET_KEY is not random: it has {len(set(key))} different characters.")
    return faults


def _entry_of(address: str) -> dict[str, Any] | None:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    if not address.startswith(("postgres://", "postgresql://")):
        return None
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        return None
    entry = {key: str(parts.pop(part, "")) for key, part in PARTS_OF_AN_ADDRESS.items()}
    ports = entry["PORT"].split(",")
    if not entry["NAME"] or not all(port.isdecimal() for port in ports if port):
        return None
    return {"ENGINE": "django.db.backends.postgresql", **entry, "OPTIONS": parts}
