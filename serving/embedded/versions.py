"""PostgreSQL reads only the data of its own major version."""

import re
import shlex
from pathlib import Path

from django.core.management.base import CommandError

from serving.embedded.binaries import find_binaries

DUMP = "whose_layer.dump"


def major_version(answer: str) -> int:
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    if not found:
        raise CommandError(f"postgres --version said {answer!r}")
    return int(found[1])


def how_to_move(cluster: Path, written_by: int, ours: int, to_database: list[str]) -> str:
    dump = shlex.join([str(find_binaries() / "pg_dump"), *to_database, "-Fc", "-f", DUMP])
    restore = shlex.join([str(find_binaries() / "pg_restore"), *to_database, DUMP])
    return f"""\
The data in {cluster} was written by PostgreSQL {written_by}, and PostgreSQL {ours} cannot read it.
To take it along, with the folder that holds PostgreSQL {written_by}'s own postgres and pg_ctl as FOLDER:

  SRM_PG_BIN=FOLDER uv run manage.py dbshell -- -c {shlex.quote(rf"\! {dump}")}
  mv {shlex.quote(str(cluster))} {shlex.quote(f"{cluster}-{written_by}")}
  uv run manage.py dbshell -- -c {shlex.quote(rf"\! {restore}")}

To stay with the old server, set SRM_PG_BIN for every command. To start afresh, do only the second step."""
