"""How long migrations hold up a site that is used: `python -m benchmarks.faults.migrating [--answers N]`.

Fills a database with answers, takes back the last migration of each app, or with `--back` all after that one
(APP.MIGRATION), and does them again step by step. In the meantime another connection looks at the locks some hundred
times a second. Prints for each step and table of at least a thousand rows how long it could not be written, and how
long not even read. Exits 1 where either is over 500 ms. `--data FOLDER` works in one that is filled.
"""

import time
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from benchmarks.harness import Loop, OwnSite, command, own_folder

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


class LockWatch(Loop):
    """Records since when each table is locked, and the longest time that it was."""

    pause = 0.002

    def __init__(self, site: OwnSite):
        super().__init__()
        self.connection = site.database.connect()
        self.since: dict[tuple[int, str, bool], float] = {}
        self.unwritten: dict[str, float] = {}
        self.unread: dict[str, float] = {}

    def once(self) -> None:
        now, held = time.monotonic(), set()
        for pid, table, keeps_readers_out in self.connection.execute(LOCKS).fetchall():
            held |= {(pid, table, False), (pid, table, keeps_readers_out)}
        self.since = {lock: self.since.get(lock, now) for lock in held}
        for (_, table, keeps_readers_out), begun in self.since.items():
            longest = self.unread if keeps_readers_out else self.unwritten
            longest[table] = max(longest.get(table, 0), now - begun)


def one_before_the_last() -> list[str]:
    """The last migration but one of each app that has two or more."""
    there = sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    of_apps = [[f"{app}.{name}" for app, name in there if app == wanted] for wanted in APPS]
    return [some[-2] for some in of_apps if len(some) > 1]


def redo(site: OwnSite, app: str, name: str) -> list[str]:
    began = time.monotonic()
    with LockWatch(site) as watch:
        site.manage(f"migrate {app} {name} -v0")
    told = f"could not be written {shown(watch.unwritten)}; nor read {shown(watch.unread)}"
    print(f"{app}.{name}: {time.monotonic() - began:.1f} s; {told}", flush=True)
    tables = {table for longest in (watch.unwritten, watch.unread) for table in longest if longest[table] > LONGEST}
    return [f"{app}.{name} locked {table} for too long" for table in sorted(tables)]


def shown(longest: dict[str, float]) -> str:
    return ", ".join(f"{table} {1000 * seconds:.0f} ms" for table, seconds in sorted(longest.items())) or "nothing"


def main(answers: int = 1_000_000, back: str = "", data: str = "") -> int:
    with own_folder() as folder:
        site = OwnSite(Path(data) if data else folder)
        site.database.embedded.ensure_running()
        if not data:
            site.prepare()
            site.python("-m", "benchmarks.generate_answers", "--answers", str(answers))
        with site.database.connect() as connection:
            connection.execute("ANALYZE")
        for migration in [back] if back else one_before_the_last():
            site.manage(f"migrate {migration.replace('.', ' ')} -v0")
        plan = site.manage("showmigrations --plan").splitlines()
        waiting = [line.split()[2] for line in plan if line.startswith("[ ]")]
        found = [wrong for migration in waiting for wrong in redo(site, *migration.split("."))]
    print(*(found or ["No table was locked for long."]), sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    command(main, __doc__, django=True)
