"""Processes that use an embedded server, and looks at it from outside."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

from serving.postgres import EmbeddedServer, embedded_database

PROJECT = settings.BASE_DIR

USER = """
import sys
import time
from pathlib import Path
from serving.postgres import EmbeddedServer

server = EmbeddedServer(Path(sys.argv[1]), durable=False)
for line in sys.stdin:
    server.ensure_running()
    print(server._pid_file()[0], flush=True)
"""

ENGINE = """
import sys
import time
from pathlib import Path
import django
from django.conf import settings
from serving.postgres import embedded_database

entry = embedded_database(Path(sys.argv[1]), user=sys.argv[2], durable=False)
settings.configure(DATABASES={"default": entry}, USE_TZ=True)
django.setup()
from django.core.management import call_command
from django.db import connection
"""

ASK_WHO = """
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(*cursor.fetchone())
"""


class User:
    """A process that uses the server each time it is asked to, until its input ends."""

    def __init__(self, data_dir: Path):
        self.process = run_python(USER, data_dir)

    def use(self) -> int:
        """The postmaster's process id, once the server accepts connections."""
        self.ask()
        return self.answer()

    def ask(self) -> None:
        self.process.stdin.write("use\n")
        self.process.stdin.flush()

    def answer(self) -> int:
        return int(self.process.stdout.readline())

    def finish(self) -> None:
        self.process.communicate()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def run_python(snippet: str, *arguments) -> subprocess.Popen:
    command = [sys.executable, "-c", snippet, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def run_with_engine(data_dir: Path, statements: str, *, user: str = "srm_owner") -> str:
    process = run_python(ENGINE + statements, data_dir, user)
    output, errors = process.communicate()
    assert process.returncode == 0, errors
    return output.strip()


@contextmanager
def demo_served(data_dir: Path, *wrapper: str) -> Iterator[subprocess.Popen]:
    """The demo's web server, in a process group as in a terminal, once it answers."""
    command = [*wrapper, sys.executable, "-m", "gunicorn", "--config", "python:serving.demo_server"]
    address = ["--bind", "127.0.0.1:0", "srm_site.wsgi:application"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["SRM_DATA_DIR"] = str(data_dir)
    demo = subprocess.Popen(
        command + address, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    with demo:
        try:
            assert "answers at http://localhost:" in demo.stdout.readline()
            yield demo
        finally:
            if demo.poll() is None:
                demo.kill()


def connect(data_dir: Path, user: str = "srm_owner") -> psycopg.Connection:
    entry = embedded_database(data_dir, user=user)
    return psycopg.connect(host=entry["HOST"], port=entry["PORT"], user=user, dbname=entry["NAME"], autocommit=True)


def kill(postmaster: int) -> None:
    """Returns when it is dead; its children take a moment longer to notice."""
    process = os.pidfd_open(postmaster)
    os.kill(postmaster, signal.SIGKILL)
    select.select([process], [], [])
    os.close(process)


def server_in(data_dir: Path) -> EmbeddedServer:
    return EmbeddedServer(data_dir, durable=False)
