"""What `benchmarks.killing` does to a site: kills its processes, cuts or stops its database, fills its disk.

The database is the site's own, so the site starts it again with its next connection.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.database_server import Server
from benchmarks.processes import children_of

SECONDS_FULL = 8
DISK = 600  # megabytes: the content and what some ten thousand answers need


class Faults:
    """Of one site; each returns whether there was anything to break."""

    def __init__(self, folder: Path, master: Callable[[], int], chance: random.Random, *, has_own_disk: bool):
        self.server, self.master, self.chance = Server(folder), master, chance
        self.disk = folder / "postgres"
        self.refused = 0  # writes that found no room
        self.kinds: dict[str, Callable[[], bool]] = {
            "worker killed": lambda: self.kill(children_of(self.master())),
            "backend killed": lambda: self.kill(self.server.backends),
            "master killed": lambda: self.kill([self.master()]),
            "postmaster killed": lambda: self.kill(self.server.processes[:1]),
            "connections cut": self.cut,
            "database stopped": self.stop,
        }
        if has_own_disk:
            self.kinds["disk full"] = self.fill

    def cause(self, kind: str) -> bool:
        try:
            return self.kinds[kind]()
        except (OSError, IndexError, psycopg.OperationalError):  # it has just gone, or is not back yet
            return False

    def kill(self, victims: list[int]) -> bool:
        os.kill(self.chance.choice(victims), signal.SIGKILL)
        return True

    def cut(self) -> bool:
        self.server.cut()
        return True

    def stop(self) -> bool:
        running = bool(self.server.backends)
        if running:
            self.server.stop(self.chance.choice(["fast", "immediate"]))
        return running

    def fill(self) -> bool:
        """Leaves no room on the database's disk for some seconds, and then room again."""
        if not self.server.backends:
            return False
        before = self.complaints()
        filler = self.disk / "filler"
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                write_until_full(file, bytes(size))
        end = time.monotonic() + SECONDS_FULL
        while time.monotonic() < end:
            time.sleep(0.1)
        filler.unlink()
        self.refused += self.complaints() - before
        return True

    def complaints(self) -> int:
        return self.server.embedded.log.read_text(errors="replace").count("No space left on device")


def write_until_full(file, block: bytes) -> None:
    try:
        while file.write(block):
            pass
    except OSError:  # no space is left
        return


@contextmanager
def own_disk(folder: Path) -> Iterator[None]:
    """Puts the database of the folder on a file system of its own in memory, which may be filled. Needs root."""
    place = folder / "postgres"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m,mode=0700", "whose-layer", str(place)]
    subprocess.run(mount, check=True)  # noqa: S603
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S603, S607
