"""A PostgreSQL that a command starts, stops and breaks."""

import os
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.processes import children_of, command_of
from serving.postgres import DATABASE, PORT, SUPERUSER, EmbeddedServer


class Server:
    """The server in a folder. A site that was given its `url` does not start it again; one with the folder does."""

    def __init__(self, folder: Path):
        self.embedded = EmbeddedServer(folder)

    @property
    def url(self) -> str:
        return f"postgres://srm_app@/{DATABASE}?host={self.embedded.socket_folder}"

    @property
    def processes(self) -> list[int]:
        postmaster = int((self.embedded.cluster / "postmaster.pid").read_text().split()[0])
        return [postmaster, *children_of(postmaster)]

    @property
    def backends(self) -> list[int]:
        """Those that serve the site."""
        return [pid for pid in self.processes if "srm_app" in command_of(pid)]

    def connect(self) -> psycopg.Connection:
        place = f"host={self.embedded.socket_folder} port={PORT} dbname={DATABASE}"
        return psycopg.connect(place, user=SUPERUSER, autocommit=True)

    def start(self) -> None:
        self.embedded._start_and_retry()

    def stop(self, mode: str = "fast") -> None:
        self.embedded._run("pg_ctl", "stop", "-D", "cluster", "-m", mode, "-w")

    def restart(self) -> None:
        self.stop()
        self.start()

    def cut(self) -> None:
        with self.connect() as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'srm_app'")

    def signal(self, number: int) -> None:
        for process in self.processes:
            os.kill(process, number)

    @contextmanager
    def locked(self):
        with self.connect() as connection, connection.transaction():
            connection.execute("LOCK TABLE quizzes_response IN ACCESS EXCLUSIVE MODE")
            yield
