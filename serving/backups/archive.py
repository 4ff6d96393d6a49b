"""The file of a backup: a tar with a dump of the database, the uploads, and a manifest.

The manifest holds size and SHA-256 of each member. It comes last, followed by its own SHA-256, so a truncated or
altered file is refused before it is used.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError

SITE, FORMAT = "whose-layer", 1
DUMP, MEDIA, MANIFEST, SEAL = "database.dump", "media/", "manifest.json", "manifest.sha256"
CHUNK = 1 << 20


class BackupRefused(CommandError):
    pass


class Hashing(io.RawIOBase):
    def __init__(self, source: IO[bytes]):
        self.source, self.hash = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.hash.update(piece)
        return piece


class Writer:
    def __init__(self, tar: tarfile.TarFile):
        self.tar = tar
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            member = tarfile.TarInfo(name)
            member.size = os.fstat(source.fileno()).st_size
            hashing = Hashing(source)
            self.tar.addfile(member, hashing)
        self.members[name] = {"size": member.size, "sha256": hashing.hash.hexdigest()}

    def seal(self, manifest: dict[str, Any]) -> None:
        whole = {"site": SITE, "format": FORMAT, **manifest, "members": self.members}
        content = json.dumps(whole, indent=1).encode()
        for name, data in ((MANIFEST, content), (SEAL, hashlib.sha256(content).hexdigest().encode())):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            self.tar.addfile(member, io.BytesIO(data))


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    if path.exists():
        raise BackupRefused(f"{path} exists. Choose another name: a backup never replaces a file.")
    part = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise BackupRefused(f"{path} could not be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def verified(path: Path) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    small: dict[str, bytes] = {}
    try:
        with tarfile.open(path, mode="r:") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None:
                    raise BackupRefused(
                        f"{path} holds {member.name}, which is no file: it is not a backup of this site."
                    )
                hashing = Hashing(content)
                while piece := hashing.read(CHUNK):
                    if member.name in (MANIFEST, SEAL):
                        small[member.name] = small.get(member.name, b"") + piece
                found[member.name] = {"size": member.size, "sha256": hashing.hash.hexdigest()}
    except FileNotFoundError as error:
        raise BackupRefused(f"{path} does not exist.") from error
    except tarfile.TarError as error:
        raise BackupRefused(f"{path} is damaged, or not a backup of this site: {error}") from error
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error}") from error
    return _manifest_of(path, found, small)


def _manifest_of(path: Path, found: dict[str, dict[str, Any]], small: dict[str, bytes]) -> dict[str, Any]:
    if MANIFEST not in small or SEAL not in small:
        raise BackupRefused(f"{path} is incomplete, or is not a backup of this site.")
    if hashlib.sha256(small[MANIFEST]).hexdigest().encode() != small[SEAL]:
        raise BackupRefused(f"{path} is damaged: its manifest is not the one that was written.")
    manifest = json.loads(small[MANIFEST])
    if (manifest.get("site"), manifest.get("format")) != (SITE, FORMAT):
        raise BackupRefused(f"{path} is a backup of another site, or made by a later version of this one.")
    for name in (MANIFEST, SEAL):
        del found[name]
    told = manifest["members"]
    if differing := [name for name in told.keys() | found if found.get(name) != told.get(name)]:
        raise BackupRefused(f"{path} is damaged: {sorted(differing)[0]} is not what was written.")
    return manifest


def extract(path: Path, members: list[str], folder: Path) -> None:
    with tarfile.open(path, mode="r:") as tar:
        for name in members:
            tar.extract(name, folder, filter="data")
