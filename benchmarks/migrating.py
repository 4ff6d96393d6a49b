"""How long migrations hold up a site that is used: `python -m benchmarks.migrating [--answers N]`.

In a folder of its own, fills a database with answers, takes back the last migration of each app, or with `--back` all
after those named, and does them again step by step. Meanwhile another connection looks at the locks some hundred times
a second. Prints for each step and table of at least a thousand rows how long it could not be written, and how long not
even read. Exits 1 where either is over 500 ms. `--data` takes a copy of a data folder that is filled already.
"""

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from benchmarks.database_server import Server
from benchmarks.killing import run

APPS = ["accounts", "bank", "lessons", "matrix", "planner", "quizzes", "teach"]
LONGEST = 0.5  # seconds
# What a statement that changes the structure holds, and whom it keeps out.
LOCKS = """
SELECT lock.pid, class.relname, bool_or(lock.mode = 'AccessExclusiveLock')
FROM pg_locks AS lock JOIN pg_class AS class ON class.oid = lock.relation
WHERE lock.granted AND class.relkind = 'r' AND class.reltuples >= 1000
    AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND lock.mode IN ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock')
GROUP BY lock.pid, class.relname"""


class Watch(threading.Thread):
    """Notes since when each table is locked, and for how long it was at most."""

    def __init__(self, server: Server):
        super().__init__(daemon=True)
        self.server, self.stopping = server, False
        self.unwritten: dict[str, float] = {}
        self.unread: dict[str, float] = {}

    def run(self) -> None:
        since: dict[tuple[int, str, bool], float] = {}
        with self.server.connect() as connection:
            while not self.stopping:
                now = time.monotonic()
                held = set()
                for pid, table, keeps_readers_out in connection.execute(LOCKS).fetchall():
                    held.add((pid, table, False))
                    if keeps_readers_out:
                        held.add((pid, table, True))
                since = {lock: since.get(lock, now) for lock in held}
                for (_, table, keeps_readers_out), begun in since.items():
                    longest = self.unread if keeps_readers_out else self.unwritten
                    longest[table] = max(longest.get(table, 0), now - begun)
                time.sleep(0.002)


def one_before_the_last() -> list[str]:
    """Of each app that has two."""
    there = sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    of_apps = [[f"{app}.{name}" for app, name in there if app == wanted] for wanted in APPS]
    return [some[-2] for some in of_apps if len(some) > 1]


def main(answers: int, back: list[str], data: Path | None) -> int:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        folder = data or Path(name)
        server = Server(folder)
        server.embedded.ensure_running()
        if data is None:
            fill(folder, answers)
        with server.connect() as connection:
            connection.execute("ANALYZE")
        for migration in back or one_before_the_last():
            run(folder, "manage.py", "migrate", *migration.split("."), "-v0")
        plan = run(folder, "manage.py", "showmigrations", "--plan").splitlines()
        waiting = [line.split()[2] for line in plan if line.startswith("[ ]")]
        found = [wrong for migration in waiting for wrong in redo(folder, server, *migration.split("."))]
    print(*(found or ["No table was locked for long."]), sep="\n")
    return int(bool(found))


def fill(folder: Path, answers: int) -> None:
    for command in (["migrate", "-v0"], ["createcachetable"], ["load_content"]):
        run(folder, "manage.py", *command)
    run(folder, "-m", "benchmarks.generate_answers", "--answers", str(answers))


def redo(folder: Path, server: Server, app: str, name: str) -> list[str]:
    watch = Watch(server)
    watch.start()
    began = time.monotonic()
    run(folder, "manage.py", "migrate", app, name, "-v0")
    took = time.monotonic() - began
    watch.stopping = True
    watch.join()
    told = f"could not be written {shown(watch.unwritten)}; nor read {shown(watch.unread)}"
    print(f"{app}.{name}: {took:.1f} s; {told}", flush=True)
    tables = {table for longest in (watch.unwritten, watch.unread) for table in longest if longest[table] > LONGEST}
    return [f"{app}.{name} locked {table} for too long" for table in sorted(tables)]


def shown(longest: dict[str, float]) -> str:
    return ", ".join(f"{table} {1000 * seconds:.0f} ms" for table, seconds in sorted(longest.items())) or "nothing"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--back", nargs="+", default=[], metavar="APP.MIGRATION", help="what to go back to")
    parser.add_argument("--data", type=Path, help="a data folder that is filled already; it is changed")
    sys.exit(main(**vars(parser.parse_args())))
