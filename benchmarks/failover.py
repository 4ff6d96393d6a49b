"""Whether several machines lose anything: `python -m benchmarks.failover [--answers N] [--prepared]`.

On this machine, with real processes: a primary PostgreSQL and a standby that confirms every commit, PgBouncer in
transaction mode, and two web servers, between which clients take turns as behind a proxy. After a third of the answers
one web server is killed for good. After two thirds the primary is killed, the standby is promoted, and PgBouncer is
sent there, as an operator or a tool would do. Prints what was lost of what was acknowledged, and how long nobody could
answer. Exits 1 if an answer is lost, doubled or changed, or if service is back after more than 30 seconds.

With `--prepared` the site has its statements prepared, which PgBouncer must keep apart for it (from 1.22 on).

Needs `pgbouncer` on the PATH or in /usr/sbin (Debian: apt-get install pgbouncer).
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path

from benchmarks.database_server import Server
from benchmarks.killing import ClientTally, KilledServer, Reply, prepare, run, served
from benchmarks.processes import children_of
from benchmarks.reloading import NewConnectionClient
from serving.embedded import unprivileged_user
from serving.postgres import DATABASE, PORT, SUPERUSER

LONGEST = 30
STANDBY = "standby"


class RoundRobin(NewConnectionClient):
    """A client behind a proxy: each request goes to the next web server that is there."""

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

    def configure(self, primary: Server) -> None:
        (self.folder / "pgbouncer.ini").write_text(f"""\
[databases]
{DATABASE} = host={primary.embedded.socket_folder} port={PORT}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {self.port}
unix_socket_dir =
auth_type = trust
auth_file = {self.folder}/users.txt
pool_mode = transaction
max_prepared_statements = 200
default_pool_size = 8
server_connect_timeout = 2
server_login_retry = 1
query_wait_timeout = 5
""")

    def start(self) -> None:
        program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
        if not program:
            raise SystemExit("pgbouncer was not found.")
        # It refuses to run as root, as PostgreSQL does.
        step_down = unprivileged_user.enter_namespace if os.geteuid() == 0 else None
        command = [program, str(self.folder / "pgbouncer.ini")]
        with (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(command, preexec_fn=step_down, stderr=log)  # noqa: S603

    def switch_to(self, primary: Server) -> None:
        self.configure(primary)
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def follow(primary: Server, folder: Path) -> Server:
    """A standby that confirms each commit of the primary from now on."""
    standby = Server(folder)
    standby.embedded._make_folders()
    place = f"host={primary.embedded.socket_folder} port={PORT} user={SUPERUSER} application_name={STANDBY}"
    copied = standby.embedded._run("pg_basebackup", "-d", place, "-D", "cluster", "-R", "-X", "stream", "-c", "fast")
    if copied.returncode:
        raise SystemExit(copied.stderr)
    standby.start()
    with primary.connect() as connection:
        connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'")
        connection.execute("SELECT pg_reload_conf()")
        wait_until(lambda: one(connection, "SELECT sync_state FROM pg_stat_replication") == "sync")
    return standby


def one(connection, question: str) -> object:
    row = connection.execute(question).fetchone()
    return row and row[0]


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise SystemExit("A server did not come up in time.")
        time.sleep(0.1)


def kill_for_good(site: KilledServer) -> None:
    site.stopping = True
    for process in (site.master.pid, *children_of(site.master.pid)):
        os.kill(process, signal.SIGKILL)
    site.master.wait()
    site.listener.close()


def kill_and_promote(primary: Server, standby: Server, bouncer: Bouncer) -> None:
    for process in primary.processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    standby.embedded._run("pg_ctl", "promote", "-D", "cluster", "-w")
    bouncer.switch_to(standby)


@contextmanager
def databases(folder: Path) -> Iterator[tuple[Server, Server, Bouncer]]:
    primary = Server(folder)
    primary.embedded.ensure_running()
    prepare(folder)
    standby = follow(primary, folder / STANDBY)
    bouncer = Bouncer(folder)
    bouncer.configure(primary)
    bouncer.start()
    try:
        yield primary, standby, bouncer
    finally:
        bouncer.stop()
        standby.stop("immediate")


def main(answers: int, clients: int, seed: int, prepared: bool) -> int:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        folder = Path(name)
        tally = ClientTally(answers)
        with databases(folder) as (primary, standby, bouncer):
            sessions = json.loads(run(folder, "-m", "benchmarks.killed_site", "people", str(clients)))
            serving = {"DATABASE_URL": bouncer.url, "SRM_PGBOUNCER": "true", "SRM_PREPARE_STATEMENTS": str(prepared)}
            with two_sites(folder, serving) as (first, other):
                RoundRobin.ports = [first.port, other.port]
                threads = [RoundRobin(first.port, session, tally, seed + n) for n, session in enumerate(sessions)]
                for thread in threads:
                    thread.start()
                wait_for(tally, answers // 3)
                kill_for_good(other)
                print(f"{len(tally.acknowledged)} acknowledged: killed a web server", flush=True)
                wait_for(tally, 2 * answers // 3)
                back = seconds_without_service(tally, lambda: kill_and_promote(primary, standby, bouncer))
                for thread in threads:
                    thread.join(180)
            told = folder / "acknowledged.json"
            told.write_text(json.dumps([asdict(each) for each in tally.acknowledged]))
            looked_up = run(folder, "-m", "benchmarks.killed_site", "look-up", str(told), DATABASE_URL=standby.url)
        return report(tally, json.loads(looked_up), clients, back)


@contextmanager
def two_sites(folder: Path, serving: dict[str, str]) -> Iterator[tuple[KilledServer, KilledServer]]:
    settings = "srm_site.settings"
    with served(folder, settings, serving) as first, served(folder, settings, serving) as other:
        yield first, other


def seconds_without_service(tally: ClientTally, fail_over: Callable[[], None]) -> float:
    began, before = time.monotonic(), len(tally.acknowledged)
    fail_over()
    print(f"{before} acknowledged: killed the primary and promoted the standby", flush=True)
    wait_for(tally, len(tally.acknowledged) + 1)
    back = time.monotonic() - began
    print(f"an answer was acknowledged again after {back:.1f} s", flush=True)
    return back


def report(tally: ClientTally, found: dict, clients: int, back: float) -> int:
    print(f"{clients} clients, {len(tally.acknowledged)} answers acknowledged; sent again {dict(tally.failures)}")
    print(f"lost {found['lost']}, doubled {found['doubled']}, changed {found['changed']} of those acknowledged")
    complaints = [*tally.complaints, *found["examples"]]
    wrong = found["lost"] + found["doubled"] + found["changed"] + len(complaints)
    print(*complaints[:5], "Nothing was lost." if not wrong else "Something was lost.", sep="\n")
    return int(bool(wrong) or back > LONGEST)


def wait_for(tally: ClientTally, acknowledged: int) -> None:
    waiting = threading.Event()
    while len(tally.acknowledged) < acknowledged and not tally.is_done:
        waiting.wait(0.02)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--prepared", action="store_true")
    sys.exit(main(**vars(parser.parse_args())))
