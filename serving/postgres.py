"""A real PostgreSQL that starts with the first query when no server is configured.

Every process that connects is a *user* of the server. It holds two locks through open files, which the kernel releases
on `kill -9`: `lock` while it starts or stops the server, and a shared lock on `users` for its whole life. A process
that can lock `users` exclusively at its exit was the last one, and stops the server.
"""

import atexit
import fcntl
import hashlib
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError

from serving.embedded import unprivileged_user
from serving.embedded.binaries import find_binaries
from serving.embedded.versions import how_to_move, major_version

DATABASE = "whose_layer"
OWNER, APPLICATION = "srm_owner", "srm_app"
SUPERUSER = "postgres"
PORT = "5432"
ROLES = Path(__file__).parent / "embedded" / "roles.sql"
SECONDS_TO_RECOVER = 10
NO_PROCESS = "99999999"  # above the highest number that a system gives
LONGEST_SOCKET_PATH = 100  # bytes; the strictest system allows 104 with the closing zero
FOR_TESTS = [
    *("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"),
    *("-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "max_wal_size=1GB"),
    # Tests run in several processes, and some open fifty connections at a time.
    *("-c", "max_connections=500"),
    # Autovacuum would find the dead rows of rolled-back tests at any moment, and then plan for empty tables.
    *("-c", "autovacuum=off"),
]


class EmbeddedServerError(CommandError):
    pass


def embedded_database(data_dir: Path, *, user: str, durable: bool = True) -> dict:
    """Return the DATABASES entry for a server with its files under `data_dir`, without starting it.

    `durable=False` may lose everything in a power cut, so it is for tests with a folder of their own.
    """
    server = EmbeddedServer(data_dir.resolve(), durable)
    return {
        "ENGINE": "serving.embedded",
        "NAME": DATABASE,
        "USER": user,
        "HOST": str(server.socket_folder),
        "PORT": PORT,
        "OPTIONS": {},
        "EMBEDDED_SERVER": server,
    }


@dataclass
class Membership:
    users: int
    postmaster: int


_memberships: dict["EmbeddedServer", Membership] = {}


@dataclass(frozen=True)
class EmbeddedServer:
    data_dir: Path
    durable: bool = True

    @property
    def folder(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def socket_folder(self) -> Path:
        path = os.fsencode(self.folder / f".s.PGSQL.{PORT}")
        if len(path) <= LONGEST_SOCKET_PATH and b"," not in path:
            return self.folder
        return Path("/tmp") / f"{DATABASE}-{hashlib.sha256(path).hexdigest()[:16]}"  # noqa: S108  checked to be ours

    def ensure_running(self) -> None:
        """Return when the server accepts connections, and keep it running until this process ends.

        It is cheap when nothing has changed, and runs before every connection, so a server that died is restarted.
        """
        membership = _memberships.get(self)
        if membership and membership.postmaster and self._is_ours(membership.postmaster):
            return
        try:
            self._make_folders()
            with self._starting_or_stopping():
                self._join()
                self._start()
        except PermissionError as error:
            raise EmbeddedServerError(f"{error.filename or self.folder} belongs to someone else: {error}.") from error

    def leave(self) -> None:
        if not self.folder.exists():
            return
        with self._starting_or_stopping():
            try:
                fcntl.flock(_memberships.pop(self).users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            # pg_ctl would wait a minute for a server that was killed.
            if self.accepts_connections():
                self._run("pg_ctl", "stop", "-D", "cluster", "-m", "fast", "-w")

    def accepts_connections(self) -> bool:
        return self._pid_file()[7:8] == ["ready"] and self._answers()

    def _make_folders(self) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        for folder in {self.folder, self.socket_folder}:
            folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            unprivileged_user.prepare(self.folder, self.socket_folder)
        _refuse_strangers(self.socket_folder, like=self.folder)

    @contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _join(self) -> None:
        if self not in _memberships:
            users = os.open(self.folder / "users", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(users, fcntl.LOCK_SH)
            _memberships[self] = Membership(users, postmaster=0)

    def _start(self) -> None:
        if not self.accepts_connections():
            self._refuse_other_version()
            if not self.cluster.exists():
                self._create()
            self._start_and_retry()
        _memberships[self].postmaster = int(self._pid_file()[0])

    def _start_and_retry(self) -> None:
        # Children of a killed postmaster take a moment to notice; until then the server refuses to start.
        deadline = time.monotonic() + SECONDS_TO_RECOVER
        arguments = ["-D", "cluster", "-l", self.log.name, "-w", "-o", shlex.join(self._server_options())]
        while not self.accepts_connections():
            self._disown_stranger()
            started = self._run("pg_ctl", "start", *arguments)
            if started.returncode:
                if not self._pid_file() or time.monotonic() > deadline:
                    raise EmbeddedServerError(f"PostgreSQL did not start; {self.log} ends with:\n{self._end_of_log()}")
                time.sleep(0.1)

    def _server_options(self) -> list[str]:
        options = ["-c", "listen_addresses=", "-c", f"port={PORT}", "-k", str(self.socket_folder), "-c", "jit=off"]
        return options + ([] if self.durable else FOR_TESTS)

    def _create(self) -> None:
        shutil.rmtree(self.folder / "unfinished", ignore_errors=True)
        self._run_or_raise("initdb", "-D", "unfinished", *self._initdb_options())
        self._run_single_user("template1", ROLES.read_text())
        self._run_single_user("postgres", f"CREATE DATABASE {DATABASE} OWNER {OWNER}\n")
        (self.folder / "unfinished").rename(self.cluster)

    def _initdb_options(self) -> list[str]:
        options = [f"--username={SUPERUSER}", "--encoding=UTF8", "--locale=C", "--auth-local=trust"]
        options += ["--auth-host=reject", "--no-instructions"]
        if major_version(self._run("postgres", "--version").stdout) >= 17:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return options + ([] if self.durable else ["--no-sync", "--wal-segsize=1"])

    def _run_single_user(self, database: str, statements: str) -> None:
        options = [
            "-D",
            "unfinished",
            "-c",
            "exit_on_error=on",
            *([] if self.durable else FOR_TESTS),
        ]
        self._run_or_raise("postgres", "--single", *options, database, input=statements)

    def _refuse_other_version(self) -> None:
        if not self.cluster.exists():
            return
        written_by = int((self.cluster / "PG_VERSION").read_text())
        ours = major_version(self._run("postgres", "--version").stdout)
        if written_by != ours:
            to_database = ["-h", str(self.socket_folder), "-p", PORT, "-U", OWNER, "-d", DATABASE]
            raise EmbeddedServerError(how_to_move(self.cluster, written_by, ours, to_database))

    def _pid_file(self) -> list[str]:
        """Return the lines of postmaster.pid, the process first and its state eighth; none if no server runs."""
        try:
            return [line.strip() for line in (self.cluster / "postmaster.pid").read_text().splitlines()]
        except FileNotFoundError:
            return []

    def _is_ours(self, pid: int) -> bool:
        """Return whether a process may be the postmaster of this cluster; True in doubt."""
        program = _program_of(pid)
        if not _lives(pid) or (program and "postgres" not in program):
            return False
        try:
            return Path(f"/proc/{pid}/cwd").samefile(self.cluster)
        except OSError:  # the system has no such folder, or does not show it to us
            return True

    def _disown_stranger(self) -> None:
        """Remove from the lock files a process that got the number of a dead postmaster, as after a power cut.

        PostgreSQL would not start while that process runs. The rest of each file stays: from the shared memory that it
        names, PostgreSQL sees whether children of the dead postmaster still work.
        """
        for file in (self.cluster / "postmaster.pid", self.socket_folder / f".s.PGSQL.{PORT}.lock"):
            number, _, rest = file.read_text().partition("\n") if file.exists() else ("", "", "")
            if number and _lives(int(number)) and not self._is_ours(int(number)):
                file.write_text(f"{NO_PROCESS}\n{rest}")

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.socket_folder / f".s.PGSQL.{PORT}")) == 0

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-10:]) if self.log.exists() else ""

    def _run(self, program: str, *arguments: str, **options) -> subprocess.CompletedProcess[str]:
        # Relative paths below the folder: pg_ctl hands them to a shell that would expand a $ in them.
        command = [str(find_binaries(self.folder) / program), *arguments]
        step_down = unprivileged_user.become_owner_of(self.folder) if os.geteuid() == 0 else None
        options = {
            "cwd": self.folder,
            "preexec_fn": step_down,
            "capture_output": True,
            "text": True,
            **options,
        }
        return subprocess.run(command, check=False, **options)  # noqa: S603

    def _run_or_raise(self, program: str, *arguments: str, **options) -> None:
        finished = self._run(program, *arguments, **options)
        if finished.returncode:
            raise EmbeddedServerError(f"{program} could not prepare {self.folder}:\n{finished.stderr.strip()}")


def _lives(pid: int) -> bool:
    """Return False also for a dead process that its parent has not collected: it still accepts signals."""
    try:
        os.kill(pid, 0)
        return b") Z" not in Path(f"/proc/{pid}/stat").read_bytes()
    except ProcessLookupError:
        return False
    except (FileNotFoundError, PermissionError):
        return True


def _program_of(pid: int) -> str:
    if not Path("/proc/self").exists():
        asked = ["ps", "-o", "comm=", "-p", str(pid)]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603
    try:
        return Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return ""


def _refuse_strangers(socket_folder: Path, *, like: Path) -> None:
    found, ours = socket_folder.lstat(), like.stat()
    if (found.st_uid, found.st_mode) != (ours.st_uid, ours.st_mode):
        raise EmbeddedServerError(f"{socket_folder} is not a private folder of this user; remove it and try again.")


def _leave_all() -> None:
    for server in list(_memberships):
        server.leave()


def _forget_memberships_of_parent() -> None:
    # A child shares its parent's locks until it closes its copies. It becomes a user when it connects.
    for membership in _memberships.values():
        os.close(membership.users)
    _memberships.clear()


atexit.register(_leave_all)
os.register_at_fork(after_in_child=_forget_memberships_of_parent)
