"""What benchmarks share: a command line from a function, and a site of its own that is prepared, served and broken."""

import argparse
import inspect
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from typing import Any, NoReturn, Self
from uuid import uuid4

import psycopg

from serving.postgres import DATABASE, PORT, SUPERUSER, EmbeddedServer

SECONDS_TO_GIVE_UP = 180
ROOT = Path(__file__).parent.parent
SETTINGS = "srm_site.settings"
CHECK = "/learn/shared-responsibility-model/check/"
CSRF = "abcdefghijklmnopqrstuvwxyz012345"
FORM_TYPE = "application/x-www-form-urlencoded"
KEY = "of-the-sites-that-benchmarks-start-with-a-server-of-their-own"
CALLED = """
import importlib, json, sys, django
django.setup()
function = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])
print(json.dumps(function(*json.load(sys.stdin))))
"""


def command(main: Callable[..., int | None], description: str | None, *, django: bool = False) -> NoReturn:
    """Runs the function with the arguments of the command line: each of its parameters is an option.

    With `django` it works in the database of the settings.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    named, positional = [], []
    for name, parameter in inspect.signature(main, eval_str=True).parameters.items():
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            positional.append(name)
            parser.add_argument(name, nargs="*", type=parameter.annotation)
        else:
            named.append(name)
            add_option(parser, name, parameter)
    given = vars(parser.parse_args())
    if django:
        set_up_django()
    sys.exit(main(*[each for name in positional for each in given[name]], **{name: given[name] for name in named}))


def add_option(parser: argparse.ArgumentParser, name: str, parameter: inspect.Parameter) -> None:
    option = f"--{name.replace('_', '-')}"
    if parameter.annotation is bool:
        parser.add_argument(option, action="store_true")
    else:
        parser.add_argument(option, type=parameter.annotation, default=parameter.default)


def set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def people(count: int) -> list[str]:
    """Session keys of as many new learners, logged in."""
    from accounts.models import Learner, User

    users = [User.objects.create_user(f"client-{uuid4()}@example.com") for _ in range(count)]
    Learner.objects.bulk_create(Learner(user=user) for user in users)
    return [session_of(user) for user in users]


def session_of(user: Any) -> str:
    """The key of a session in which this person is logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.login.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


class OwnSite:
    """A site in a folder of its own. Its PostgreSQL has durable settings and starts with the first query.

    `code` is where the project is, or another version of it.
    """

    def __init__(self, folder: Path, code: Path = ROOT):
        self.folder, self.code, self.database = folder, code, DatabaseServer(folder)

    def python(self, *arguments: str, given: str = "", **variables: str) -> str:
        """Output of a Python command that must succeed."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=self.code,
            env=self.environment(variables),
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)[:200]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def environment(self, variables: dict[str, str]) -> dict[str, str]:
        own = {"SRM_DATA_DIR": str(self.folder), "SRM_STATIC_ROOT": str(self.folder / "static"), "SECRET_KEY": KEY}
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SRM_DATABASE_USER")}
        return kept | own | {"SRM_PRODUCTION": "false", "DJANGO_SETTINGS_MODULE": SETTINGS} | variables

    def manage(self, words: str) -> str:
        return self.python("manage.py", *words.split())

    def call(self, function: Callable[..., Any], *arguments: Any, **variables: str) -> Any:
        """What a function of a module returns in a process of the site; arguments and result go as JSON."""
        module = inspect.getmodule(function)
        name = module and module.__spec__ and module.__spec__.name
        said = self.python("-c", CALLED, str(name), function.__name__, given=json.dumps(arguments), **variables)
        return json.loads(said.splitlines()[-1])

    def prepare(self, *, content: bool = True) -> None:
        print("Preparing a site of its own", file=sys.stderr, flush=True)
        for words in ("migrate -v0", "createcachetable", "load_content", "collectstatic -v0 --no-input"):
            if content or words != "load_content":
                self.manage(words)

    def people(self, count: int) -> list[str]:
        return self.call(people, count)

    @contextmanager
    def served(self, settings: str = SETTINGS, **variables: str) -> Iterator["WebServer"]:
        web = WebServer(self, {"SRM_DATABASE_USER": "srm_app", "DJANGO_SETTINGS_MODULE": settings, **variables})
        try:
            wait_until(web.serves, why=lambda: f"The site did not start:\n{web.log.read_text()[-2000:]}")
            yield web
        finally:
            web.stop()


@contextmanager
def own_site(*, content: bool = True) -> Iterator[OwnSite]:
    """A site with content and collected static files."""
    with own_folder() as folder:
        site = OwnSite(folder)
        site.prepare(content=content)
        yield site


@contextmanager
def own_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        yield Path(name)


class WebServer:
    """gunicorn, which is started again when its master ends. The harness holds the port, as systemd would."""

    def __init__(self, site: OwnSite, variables: dict[str, str]):
        self.code = site.code
        self.environment = site.environment(variables)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.listener.set_inheritable(True)
        self.log = site.folder / "gunicorn.log"
        self.stopping = False
        self.start()
        threading.Thread(target=self.keep, daemon=True).start()

    @property
    def port(self) -> int:
        return self.listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def processes(self) -> list[int]:
        """The master and its workers."""
        return [self.master.pid, *children_of(self.master.pid)]

    def start(self) -> None:
        descriptor = self.listener.fileno()
        options = ["--config", "python:serving.web_server", "--bind", f"fd://{descriptor}"]
        with self.log.open("a") as log:
            self.master = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "gunicorn", "srm_site.wsgi:application", *options],
                cwd=self.code,
                env=self.environment,
                pass_fds=[descriptor],
                stderr=log,
            )

    def serves(self) -> bool:
        """Whether any reply comes back, also an error."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        with suppress(OSError, HTTPException), closing(connection):
            connection.request("GET", "/healthz")
            return connection.getresponse().status > 0
        return False

    def keep(self) -> None:
        while not self.stopping:
            self.master.wait()
            if not self.stopping:
                self.start()

    def stop(self) -> None:
        self.stopping = True
        self.master.terminate()
        self.master.wait(60)
        self.listener.close()

    def kill(self) -> None:
        """Stops the server, which does not start again."""
        self.stopping = True
        for process in self.processes:
            os.kill(process, signal.SIGKILL)
        self.stop()


class DatabaseServer:
    """The PostgreSQL in a folder. A site that was given its `url` does not start it; one with the folder does."""

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
        """The server processes that the site is connected to."""
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
            with suppress(ProcessLookupError):
                os.kill(process, number)

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        with self.connect() as connection, connection.transaction():
            connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            yield


class Loop(threading.Thread):
    """Does something again and again until it is stopped."""

    pause = 0.0

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            self.once()
            self.stopping.wait(self.pause)

    def once(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.join()


def wait_until(holds: Callable[[], object], *, why: Callable[[], str] = lambda: "It took too long.") -> None:
    end = time.monotonic() + SECONDS_TO_GIVE_UP
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(why())
        time.sleep(0.02)


def spread(times: list[float], *shares: int) -> list[float]:
    """Percentiles, and the maximum."""
    percentiles = quantiles(times, n=100, method="inclusive")
    return [*(percentiles[share - 1] for share in shares), max(times)]


def children_of(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def command_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""
