"""Whether answers survive faults: `python -m benchmarks.faults.killing [--answers N] [--clients N] [--kills N]`.

Clients answer checks, each answer with the event of its form, and send again whatever was not acknowledged, sometimes
with another choice. In the meantime workers, the master, database backends and the postmaster are killed, connections
are cut, and the database is stopped; with `--full-disk` its disk is filled, too, for which root is needed. In the end
everything that was acknowledged is looked up. Exits 1 if an answer is lost, doubled or changed. `--hasty` serves a
site that acknowledges before it commits, to show that this would notice.
"""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import psycopg

from benchmarks.faults.clients import Client, ClientTally, answering, lost_of
from benchmarks.harness import SETTINGS, DatabaseServer, OwnSite, WebServer, children_of, command, own_folder

SECONDS_FULL = 8
DISK = 600  # megabytes: the content and what some ten thousand answers need


class Faults:
    """Ways to break one site. Each returns whether there was anything to break."""

    def __init__(self, database: DatabaseServer, web: WebServer, chance: random.Random, *, has_own_disk: bool):
        self.database, self.web, self.chance = database, web, chance
        self.refused = 0  # writes that found no room
        self.kinds: dict[str, Callable[[], bool]] = {
            "worker killed": lambda: self.kill(children_of(web.master.pid)),
            "backend killed": lambda: self.kill(database.backends),
            "master killed": lambda: self.kill([web.master.pid]),
            "postmaster killed": lambda: self.kill(database.processes[:1]),
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
        self.database.cut()
        return True

    def stop(self) -> bool:
        running = bool(self.database.backends)
        if running:
            self.database.stop(self.chance.choice(["fast", "immediate"]))
        return running

    def fill(self) -> bool:
        """Leaves no room on the database's disk for some seconds, and then room again."""
        if not self.database.backends:
            return False
        before = self.complaints()
        filler = self.database.embedded.folder / "filler"
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                write_until_full(file, bytes(size))
        time.sleep(SECONDS_FULL)
        filler.unlink()
        self.refused += self.complaints() - before
        return True

    def complaints(self) -> int:
        return self.database.embedded.log.read_text(errors="replace").count("No space left on device")


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


def break_along(faults: Faults, tally: ClientTally, count: int, chance: random.Random) -> Counter:
    """Faults spread over the answers: each kind in turn, each at its own moment."""
    caused: Counter = Counter()
    kinds = list(faults.kinds)
    for number in range(count):
        tally.wait_for(int(tally.wanted * (number + chance.uniform(0.3, 0.9)) / count))
        kind = kinds[number % len(kinds)]
        while not tally.is_done and not faults.cause(kind):
            time.sleep(0.05)
        if not tally.is_done:
            caused[kind] += 1
            print(f"  {len(tally.acknowledged)} acknowledged: {kind}", flush=True)
    return caused


def main(
    answers: int = 2000,
    clients: int = 50,
    kills: int = 12,
    seed: int = 1,
    hasty: bool = False,
    full_disk: bool = False,
) -> int:
    chance = random.Random(seed)  # noqa: S311  reproducible faults
    tally = ClientTally(answers)
    with own_folder() as folder, own_disk(folder) if full_disk else nullcontext():
        site = OwnSite(folder)
        site.prepare()
        sessions = site.people(clients)
        with site.served("benchmarks.faults.hasty" if hasty else SETTINGS) as web:
            faults = Faults(site.database, web, chance, has_own_disk=full_disk)
            with answering([Client(web.port, session, tally, seed + n) for n, session in enumerate(sessions)]):
                print(dict(break_along(faults, tally, kills, chance)))
        if full_disk:
            print(f"writes that found no room on the disk: {faults.refused}")
        return int(lost_of(site, tally))


if __name__ == "__main__":
    command(main, __doc__)
