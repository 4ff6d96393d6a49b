"""Restores what pgBackRest has stored into a folder of its own, and starts a server on it that nobody else reaches.

The server takes no settings of the site's: those of Debian are outside the data folder, and may not suit this machine.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.core.management.base import CommandError
from psycopg.conninfo import make_conninfo

from serving.backups import programs
from serving.embedded.unprivileged_user import become_owner_of
from serving.postgres import PORT, SUPERUSER

STANZA = "whose-layer"
# The folders of logs and of the archive's queue belong to the site's own server; a restore empties the queue.
OF_ITS_OWN = {
    "PGBACKREST_ARCHIVE_ASYNC": "n",
    "PGBACKREST_LOG_LEVEL_FILE": "off",
    "PGBACKREST_SPOOL_PATH": tempfile.gettempdir(),
}
ACCESS = "local all all trust\n"  # in a folder that only its owner may enter
SETTINGS = """
listen_addresses = ''
port = {port}
unix_socket_directories = '{folder}'
hba_file = '{folder}/hba.conf'
archive_mode = off
hot_standby = off
"""


def verify_repository() -> None:
    """Reads every file of the repository and compares it with its checksum."""
    said = pgbackrest("--output=text", "--verbose", "verify")
    if "status: ok" not in said:
        raise CommandError(f"The repository is damaged:\n{said.strip()}")


@contextmanager
def restored(database: str, moment: str = "") -> Iterator[psycopg.Cursor]:
    """The newest state that is stored, or that of a moment, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        folder = Path(name)
        cluster = folder / "cluster"
        cluster.mkdir(mode=0o700)
        until = ["--type=time", f"--target={moment}", "--target-action=promote"] if moment else []
        pgbackrest(f"--pg1-path={cluster}", "--archive-mode=off", *until, "restore")
        (folder / "hba.conf").write_text(ACCESS)
        (folder / "server.conf").write_text(SETTINGS.format(port=PORT, folder=folder))
        owner = cluster.stat()
        for path in (folder, *folder.glob("*.conf")):
            os.chown(path, owner.st_uid, owner.st_gid)
        log, options = folder / "server.log", f"-c config_file={folder}/server.conf"
        try:
            pg_ctl(cluster, "start", "-l", str(log), "-o", options)
            place = make_conninfo(host=name, port=PORT, user=SUPERUSER, dbname=database)
            with connected(place, cluster) as connection:
                yield connection.cursor()
        except CommandError as error:
            raise CommandError(f"{error}\n{log.read_text()[-1000:] if log.exists() else ''}") from error
        finally:
            if (cluster / "postmaster.pid").exists():
                pg_ctl(cluster, "stop", "-m", "immediate")


def connected(place: str, cluster: Path) -> psycopg.Connection:
    """Waits for the end of the recovery. `pg_ctl` does not where reading during it is off."""
    while (cluster / "postmaster.pid").exists():
        with suppress(psycopg.OperationalError):
            return psycopg.connect(place)
        time.sleep(0.2)
    raise CommandError("The restored server ended.")


def pgbackrest(*arguments: str) -> str:
    return run(["pgbackrest", f"--stanza={STANZA}", *arguments])


def pg_ctl(cluster: Path, *arguments: str) -> str:
    version = int((cluster / "PG_VERSION").read_text())
    program = programs.program("pg_ctl", version)
    if programs.version_of(program) != version:
        raise CommandError(f"The backup is of PostgreSQL {version}, which is not installed here.")
    step_down = become_owner_of(cluster) if os.geteuid() == 0 else None
    return run([str(program), "-D", str(cluster), *arguments], step_down)


def run(command: list[str], step_down=None) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            command,
            env={**os.environ, **OF_ITS_OWN},
            preexec_fn=step_down,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise CommandError(f"{command[0]} is not installed on this machine.") from error
    if done.returncode:
        raise CommandError(f"{' '.join(command[:2])} failed:\n{done.stdout.strip()[-2000:]}")
    return done.stdout
