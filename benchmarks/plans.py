"""Which plans read a large table as a whole: `python -m benchmarks.plans --folder FOLDER`.

The folder is one of `benchmarks.growth`, after that has run. Asks for the pages of growth as the role that serves, and
counts answers with `roll_statistics`, while the server's auto_explain reports the plan of each statement as it was
carried out. Prints each statement that scanned a table of more than `--rows` rows sequentially, and exits 1 if a page
did. A count of everything from nothing may: it reads all answers.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.growth import GrowingSite
from benchmarks.harness import ROOT, DatabaseServer, command, set_up_django
from serving.postgres import APPLICATION

REPORTED = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_level": "notice",
}
LARGE = "SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND reltuples > %s"


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from nodes(inner)


class PlanReader:
    """Collects the plans that the server sends as notices."""

    def __init__(self, rows: int):
        from django.db import connection

        self.asking, self.statements = "", 0
        self.large: dict[str, int] = {}
        self.scans: dict[str, set[str]] = defaultdict(set)
        connection.ensure_connection()
        connection.connection.add_notice_handler(self.take)
        with connection.cursor() as cursor:
            cursor.execute(LARGE, [rows])
            self.large = dict(cursor.fetchall())

    def take(self, notice) -> None:
        text = notice.message_primary or ""
        if "{" not in text:
            return
        told = json.loads(text[text.index("{") :])
        self.statements += 1
        for node in nodes(told["Plan"]):
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in self.large and node["Actual Loops"]:
                self.scans[self.asking].add(f"{node['Relation Name']}: {' '.join(told['Query Text'].split())[:160]}")


def read(rows: int) -> int:
    from django.db import connection

    from quizzes.statistics.rollup import roll_all

    site = GrowingSite()
    reader = PlanReader(rows)
    for name, ask in site.pages():
        reader.asking = name
        ask()
    pages = dict(reader.scans)
    reader.asking = "roll_statistics"
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # commands have no limits
    roll_all()
    print(f"{reader.statements} statements; tables of more than {rows:,} rows: {len(reader.large)}")
    for name, statements in reader.scans.items():
        print(name, *(f"\n    {each}" for each in sorted(statements)))
    return 1 if pages else 0


@contextmanager
def reported(server: DatabaseServer) -> Iterator[None]:
    """Only a superuser may have plans reported, so the role is told to from its next connection on."""
    server.embedded.ensure_running()
    with server.connect() as connection:
        connection.execute("LOAD 'auto_explain'")  # whose settings are unknown otherwise
        try:
            for name, value in REPORTED.items():
                connection.execute(f"ALTER ROLE {APPLICATION} SET {name} = '{value}'")
            yield
        finally:
            for name in REPORTED:
                connection.execute(f"ALTER ROLE {APPLICATION} RESET {name}")


def main(folder: Path = ROOT / ".data", rows: int = 100_000, role: str = "") -> int:
    if role:
        set_up_django()
        return read(rows)
    own = {"SRM_DATA_DIR": str(folder), "SRM_DATABASE_USER": APPLICATION, "SRM_POOL_SIZE": "1"}
    arguments = ["-m", "benchmarks.plans", "--role", APPLICATION, "--rows", str(rows), "--folder", str(folder)]
    with reported(DatabaseServer(folder)):
        done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=os.environ | own, check=False)  # noqa: S603
    return done.returncode


if __name__ == "__main__":
    command(main, __doc__)
