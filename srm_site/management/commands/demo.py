import errno
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from srm_site.demo.past import make_demo_past
from srm_site.demo.people import PASSWORD, make_demo_accounts

SECONDS_TO_FREE_THE_PORT = 10
COLUMN = 24


class Command(BaseCommand):
    help = "Prepare the site with its content and demo accounts, and serve it on this machine."
    requires_system_checks = []  # a fifth of a start; `bin/check` has them
    suppressed_base_arguments = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="port of the site; 8000 if not given")
        parser.add_argument("--once", action="store_true", help="do everything except serve")

    def handle(self, *, port, once, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The demo creates accounts with a known password, so it does not run with SRM_PRODUCTION set."
            )
        listeners = [] if once else self.listen(port)
        try:
            self.prepare()
        except KeyboardInterrupt:
            interrupted = "Stopped before it was ready; start it again to finish."
            raise CommandError(interrupted, returncode=128 + signal.SIGINT) from None
        if listeners:
            serve(listeners)

    def listen(self, port: int) -> list[socket.socket]:
        deadline = time.monotonic() + SECONDS_TO_FREE_THE_PORT
        announced = False
        while not (listeners := bind(port)):
            if not announced:
                self.stdout.write(f"Port {port} is in use; waiting {SECONDS_TO_FREE_THE_PORT} s for it.")
                announced = True
            if time.monotonic() > deadline:
                raise CommandError(
                    f"Port {port} is in use by another program. Choose another: bin/demo --port {port + 1}"
                )
            time.sleep(0.1)
        return listeners

    def prepare(self) -> None:
        """Static files are collected on the other core."""
        began = time.monotonic()

        def begin(step: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:4.1f} s  {step}")
            self.stdout.flush()

        with static_files_collected():
            begin("Database")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            begin("Content")
            unless_done(mark_of_content(), fingerprint_of_content, partial(call_command, "load_content"))
            begin("Films")
            call_command("make_films")
            begin("Accounts and what they did")
            accounts = make_demo_accounts()
            make_demo_past()
            call_command("replan", verbosity=0)
            begin("Static files")
        begin("Ready")
        self.stdout.write(f"Accounts, all with the password {PASSWORD}:")
        for address, who in accounts:
            self.stdout.write(f"  {address:{COLUMN}}{who}")
        self.stdout.write("No mail is sent. Every mail is printed here.")


def unless_done(mark: Path | None, fingerprint: Callable[[], str], act: Callable[[], object]) -> None:
    """Act, unless the mark says that it was done from the same sources."""
    sources = fingerprint()
    if mark is None or not mark.exists() or mark.read_text() != sources:
        act()
        if mark:
            mark.write_text(sources)


@contextmanager
def static_files_collected() -> Iterator[None]:
    """Done when the block is left."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        yield
        return
    mark = Path(settings.STATIC_ROOT) / "collected.sha256"
    with ThreadPoolExecutor() as threads:
        collected = threads.submit(unless_done, mark, fingerprint_of_static_sources, collect_static_files)
        yield
        collected.result()


def collect_static_files() -> None:
    """In a process of its own, since Python's lock lets no two threads work."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "collectstatic", "--verbosity=0", "--no-input"]
    subprocess.run(command, check=True)  # noqa: S603


def fingerprint_of_static_sources() -> str:
    return fingerprint_of(Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))


def mark_of_content() -> Path | None:
    """Gone with the embedded database. In another one content is loaded each time."""
    server = connection.settings_dict.get("EMBEDDED_SERVER")
    return server and server.folder / "content.sha256"


def fingerprint_of_content() -> str:
    """Of the files, and of the site's own code, which says how they are read."""
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    files = [*settings.FIXTURES_DIR.rglob("*.*"), *(path for app in own for path in app.rglob("*.py"))]
    return fingerprint_of(sorted(files))


def fingerprint_of(files: Iterable[Path]) -> str:
    fingerprint = hashlib.sha256()
    for path in files:
        found = path.stat()
        fingerprint.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return fingerprint.hexdigest()


def bind(port: int) -> list[socket.socket]:
    """Empty if another program has the port.

    A browser may use either address for localhost, so both are taken or neither.
    """
    listeners: list[socket.socket] = []
    try:
        for family, address in addresses_of_this_machine():
            listener = socket.socket(family)
            listeners.append(listener)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((address, port or listeners[0].getsockname()[1]))
            listener.listen()
    except (OSError, OverflowError) as error:
        for listener in listeners:
            listener.close()
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            return []
        raise CommandError(f"Port {port} cannot be used: {error}") from error
    return listeners


def addresses_of_this_machine() -> list[tuple[socket.AddressFamily, str]]:
    found = [(socket.AF_INET, "127.0.0.1")]
    with suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        found.append((socket.AF_INET6, "::1"))
    return found


def serve(listeners: list[socket.socket]) -> None:
    """Replaces this program by the web server and does not return.

    Preparing needs the database role that owns the tables, and serving must not have it. Settings are read once per
    program, so the same process starts again with the other role.
    """
    sys.stdout.flush()
    server = [sys.executable, "-m", "gunicorn", "--config", "python:serving.demo_server"]
    for listener in listeners:
        listener.set_inheritable(True)
        server += ["--bind", f"fd://{listener.fileno()}"]
    server.append(settings.WSGI_APPLICATION.replace(".application", ":application"))
    os.execve(sys.executable, server, os.environ | {"SRM_DATABASE_USER": "srm_app"})  # noqa: S606
