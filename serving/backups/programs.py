"""PostgreSQL's own programs for dumping and restoring, in a version that suits the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError
from django.db.backends.postgresql.client import DatabaseClient

from serving.embedded.binaries import IN_WHEEL, installed_wheel

DEBIAN = Path("/usr/lib/postgresql")


def program(name: str, server: int) -> Path:
    """Prefer the server's own version, then the next one: pg_dump reads older servers, and its output suits servers as
    new as itself.
    """
    fitting = {version: path for path in candidates(name) if (version := version_of(path)) >= server}
    if not fitting:
        raise CommandError(
            f"No {name} of PostgreSQL {server} or newer was found. Set SRM_PG_BIN to the folder that holds one."
        )
    return fitting[min(fitting)]


def candidates(name: str) -> Iterator[Path]:
    wheel = installed_wheel()
    folders = [*sorted(DEBIAN.glob("*/bin")), *([wheel / IN_WHEEL] if wheel else [])]
    if on_path := shutil.which(name):
        folders.append(Path(on_path).parent)
    if named := os.environ.get("SRM_PG_BIN"):
        folders = [Path(named)]
    yield from (folder / name for folder in folders if (folder / name).exists())


def version_of(path: Path) -> int:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"\) (\d+)", done.stdout)
    return int(found[1]) if found else 0


def run(path: Path, *arguments: str | Path, connection) -> None:
    (_, *place), environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    database = place.pop()
    command = [str(path), *place, "--no-password", f"--dbname={database}", *map(str, arguments)]
    done = subprocess.run(  # noqa: S603
        command, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"{path.name} failed:\n{done.stderr.strip()}")
