"""Opens the zip archive of a QTI package. Nothing of it is written to the disk, and names lead nowhere."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from exchange.decoding import decoded
from exchange.parsed_file import CannotImport
from exchange.qti.manifest import MANIFEST, MOST_ENTRIES, PackedFile, in_file, joined, resources

MEGABYTE = 1_000_000
MOST_UNPACKED = 20 * MEGABYTE
START, ENTRY = b"PK\x03\x04", b"PK\x01\x02"  # of an archive, and of each line in its list of files
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError, RuntimeError, ValueError)


def is_package(data: bytes) -> bool:
    # An archive stores the names of its files uncompressed.
    return data.startswith(START) and MANIFEST.encode() in data


def unpacked(data: bytes) -> str:
    """Return the manifest and the files of questions that it names as one text. Raises CannotImport."""
    # Opening an archive reads its whole list.
    if data.count(ENTRY) > MOST_ENTRIES:
        raise CannotImport(f"The package contains more than {MOST_ENTRIES:,} files. Split it.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return joined(_files(_Archive(archive)))
    except DAMAGED:
        raise CannotImport("The zip archive is damaged. Export the package again.") from None


class _Archive:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.left = MOST_UNPACKED
        self.entries: dict[str, zipfile.ZipInfo] = {}
        for entry in archive.infolist():
            name = entry.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/"):
                raise CannotImport(f"The package contains “{name[:80]}”, a path outside the package.")
            if any(ord(character) < 32 for character in name):
                raise CannotImport("The package contains a file whose name has control characters. Rename it.")
            if name in self.entries:
                raise CannotImport(f"The package contains “{name[:80]}” twice.")
            self.entries[name] = entry

    def text(self, name: str) -> str:
        entry = self.entries[name]
        if entry.flag_bits & 1:
            raise CannotImport(f"The file {name} is locked with a password. Export the package without one.")
        if entry.compress_type not in READABLE:
            raise CannotImport(f"The file {name} is compressed in an unusual way. Pack it as a plain zip archive.")
        with self.archive.open(entry) as file:
            data = file.read(self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise CannotImport(
                f"The questions of the package take more than {MOST_UNPACKED // MEGABYTE} MB unpacked. Split it."
            )
        try:
            return decoded(data)
        except CannotImport as reason:
            raise in_file(name, reason) from None


def _files(archive: _Archive) -> Iterator[tuple[str, str]]:
    named = [name for name in archive.entries if PurePosixPath(name).name == MANIFEST]
    if not named:
        raise CannotImport(
            f"This is a zip archive without an {MANIFEST}. Choose a QTI package, or the file of questions."
        )
    path = min(named, key=lambda name: name.count("/"))
    manifest = archive.text(path)
    yield path, manifest
    wanted = [each.path for each in resources(PackedFile(path, manifest, 0)) if each.holds_questions]
    for name in dict.fromkeys(wanted):
        if name in archive.entries and name != path:
            yield name, archive.text(name)
