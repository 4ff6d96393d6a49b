"""Whether a site on several machines loses answers: `python -m benchmarks.faults.failover [--answers N] [--prepared]`.

On this machine, with real processes: a primary PostgreSQL and a standby that confirms every commit, PgBouncer in
transaction mode, and two web servers, between which clients take turns as behind a proxy. After a third of the answers
one web server is killed for good. After two thirds the primary is killed, the standby is promoted, and PgBouncer is
sent there, as an operator or a tool would do. Prints what was lost of what was acknowledged, and how long nobody could
answer. Exits 1 if an answer is lost, doubled or changed, or if service is back after more than 30 seconds.

With `--prepared` the site has its statements prepared, which PgBouncer must keep apart for it (from 1.22 on).

Needs `pgbouncer` on the PATH or in /usr/sbin (Debian: apt-get install pgbouncer).
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from benchmarks.faults.clients import ClientTally, NewConnectionClient, Reply, answering, lost_of
from benchmarks.harness import DatabaseServer, OwnSite, command, own_folder, wait_until
from serving.embedded import unprivileged_user
from serving.postgres import DATABASE, PORT, SUPERUSER

LONGEST = 30
STANDBY = "standby"
BOUNCER = """\
[databases]
{database} = host={primary} port={database_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users.txt
pool_mode = transaction
max_prepared_statements = 200
default_pool_size = 8
server_connect_timeout = 2
server_login_retry = 1
query_wait_timeout = 5
"""


class RoundRobin(NewConnectionClient):
    """A client behind a proxy. Each request goes to the next web server that is up."""

    ports: list[int]
    turns = count()

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        self.port = self.ports[next(self.turns) % len(self.ports)]
        return super().send(method, url, fields)


class Bouncer:
    """PgBouncer, which knows where the primary is."""

    def __init__(self, folder: Path):
        self.folder = folder / "pgbouncer"
        self.folder.mkdir()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        (self.folder / "users.txt").write_text('"srm_app" ""\n')

    @property
    def url(self) -> str:
        return f"postgres://srm_app@127.0.0.1:{self.port}/{DATABASE}"

    def configure(self, primary: DatabaseServer) -> None:
        place = {"primary": primary.embedded.socket_folder, "database_port": PORT}
        said = BOUNCER.format(database=DATABASE, port=self.port, folder=self.folder, **place)
        (self.folder / "pgbouncer.ini").write_text(said)

    def start(self) -> None:
        program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
        if not program:
            raise SystemExit("pgbouncer was not found.")
        # It refuses to run as root, as PostgreSQL does.
        step_down = unprivileged_user.enter_namespace if os.geteuid() == 0 else None
        with (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [program, str(self.folder / "pgbouncer.ini")], preexec_fn=step_down, stderr=log
            )

    def switch_to(self, primary: DatabaseServer) -> None:
        self.configure(primary)
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def follow(primary: DatabaseServer, folder: Path) -> DatabaseServer:
    """Starts a standby that confirms each commit of the primary from now on."""
    standby = DatabaseServer(folder)
    standby.embedded._make_folders()
    place = f"host={primary.embedded.socket_folder} port={PORT} user={SUPERUSER} application_name={STANDBY}"
    copied = standby.embedded._run("pg_basebackup", "-d", place, "-D", "cluster", "-R", "-X", "stream", "-c", "fast")
    if copied.returncode:
        raise SystemExit(copied.stderr)
    standby.start()
    confirming = "SELECT FROM pg_stat_replication WHERE sync_state = 'sync'"
    with primary.connect() as connection:
        connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'")
        connection.execute("SELECT pg_reload_conf()")
        wait_until(lambda: connection.execute(confirming).fetchone() is not None)
    return standby


@contextmanager
def databases(site: OwnSite) -> Iterator[tuple[DatabaseServer, Bouncer]]:
    """The standby, and the pooler in front of the primary."""
    site.database.embedded.ensure_running()
    site.prepare()
    standby = follow(site.database, site.folder / STANDBY)
    bouncer = Bouncer(site.folder)
    bouncer.configure(site.database)
    bouncer.start()
    try:
        yield standby, bouncer
    finally:
        bouncer.stop()
        standby.stop("immediate")


def kill_and_promote(primary: DatabaseServer, standby: DatabaseServer, bouncer: Bouncer) -> None:
    primary.signal(signal.SIGKILL)
    standby.embedded._run("pg_ctl", "promote", "-D", "cluster", "-w")
    bouncer.switch_to(standby)


def seconds_without_service(tally: ClientTally, fail_over: Callable[[], None]) -> float:
    began, before = time.monotonic(), len(tally.acknowledged)
    fail_over()
    print(f"{before} acknowledged: killed the primary and promoted the standby", flush=True)
    tally.wait_for(len(tally.acknowledged) + 1)
    back = time.monotonic() - began
    print(f"an answer was acknowledged again after {back:.1f} s", flush=True)
    return back


def main(answers: int = 2000, clients: int = 20, seed: int = 1, prepared: bool = False) -> int:
    tally = ClientTally(answers)
    with own_folder() as folder, databases(site := OwnSite(folder)) as (standby, bouncer):
        sessions = site.people(clients)
        serving = {"DATABASE_URL": bouncer.url, "SRM_PGBOUNCER": "true", "SRM_PREPARE_STATEMENTS": str(prepared)}
        with site.served(**serving) as first, site.served(**serving) as other:
            RoundRobin.ports = [first.port, other.port]
            with answering([RoundRobin(first.port, session, tally, seed + n) for n, session in enumerate(sessions)]):
                tally.wait_for(answers // 3)
                other.kill()
                print(f"{len(tally.acknowledged)} acknowledged: killed a web server", flush=True)
                tally.wait_for(2 * answers // 3)
                back = seconds_without_service(tally, lambda: kill_and_promote(site.database, standby, bouncer))
        lost = lost_of(site, tally, DATABASE_URL=standby.url)
    return int(lost or back > LONGEST)


if __name__ == "__main__":
    command(main, __doc__)
