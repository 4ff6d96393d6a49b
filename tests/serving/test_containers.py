"""What goes into an image, and how containers start. No engine runs here: the files are read as an engine would."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from fnmatch import fnmatch
from http.client import HTTPConnection
from pathlib import Path, PurePosixPath
from typing import IO

import psycopg
import pytest
import yaml
from django.conf import settings as site_settings

from serving.embedded.binaries import find_binaries
from serving.postgres import SUPERUSER, EmbeddedServer
from srm_site.management.commands.run_timers import timers_in
from tests.helpers.rooms import ROOMS

BASE = Path(site_settings.BASE_DIR)
CONTAINERFILE = (BASE / "Containerfile").read_text()
PROXYFILE = (BASE / "containers" / "proxy.containerfile").read_text()
COMPOSE = (BASE / "compose.yaml").read_text()
COMPOSED = yaml.safe_load(COMPOSE)
SERVICES = COMPOSED["services"]
EXAMPLE = (BASE / ".env.example").read_text()
IGNORED = (BASE / ".containerignore").read_text()

SECRET = [
    ".env",
    ".env.production",
    "srm_site/.env",
    ".git/config",
    ".git/objects/ab/cdef",
    ".data/postgres/cluster/PG_VERSION",
    ".data/media/pictures/1.png",
    ".data-test/postgres/server.log",
    ".venv/bin/python",
    ".cache/uv/bin/uv",
    ".ssh/id_ed25519",
    "nightly.backup",
    "backups/2026-11-27.backup",
    "dump.sql",
    "staticfiles/collected.sha256",
    "media/films/1.mp4",
]
OF_NO_USE = [
    "quizzes/seeding.py",
    "srm_site/demo/people.py",
    "serving/demo_server.py",
    "srm_site/management/commands/demo.py",
    "srm_site/__pycache__/settings.cpython-313.pyc",
    "tests/conftest.py",
    "benchmarks/faults/killing.py",
    "docs/running.md",
    "bin/demo",
    "compose.yaml",
]


def copied() -> list[str]:
    """Sources of everything that the Containerfile copies."""
    lines = re.findall(r"^(?:COPY|ADD) (.+)$", CONTAINERFILE, re.MULTILINE | re.IGNORECASE)
    return [word for line in lines for word in line.split()[:-1] if not word.startswith("--")]


def as_expression(pattern: str) -> re.Pattern:
    """A pattern of the ignore file; it holds for a folder's contents too."""
    parts = {"**/": "(.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(parts.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*\*|\*|\?)", pattern))
    return re.compile(f"{body}(/.*)?")


def reaches_the_engine(path: str) -> bool:
    """The last pattern that matches decides."""
    lines = [line for line in IGNORED.splitlines() if line and not line.startswith("#")]
    last = [line for line in lines if as_expression(line.removeprefix("!")).fullmatch(path)][-1]
    return last.startswith("!")


def is_named(path: str) -> bool:
    """Whether the Containerfile copies it, or a folder that holds it."""
    folders = [path, *map(str, PurePosixPath(path).parents)]  # the last is "."
    return any(fnmatch(folder, os.path.normpath(source)) for source in copied() for folder in folders)


def goes_in(path: str) -> bool:
    return reaches_the_engine(path) and is_named(path)


@pytest.mark.parametrize("path", SECRET + OF_NO_USE)
def test_no_secret_and_nothing_useless_goes_into_an_image(path):
    assert not goes_in(path)


@pytest.mark.parametrize("path", SECRET)
def test_two_fences_keep_a_secret_out(path):
    """The names in the Containerfile, and the ignore file: one of them alone would do."""
    assert not reaches_the_engine(path)
    assert not is_named(path) or path == "srm_site/.env"


def test_only_what_is_named_is_copied():
    for source in copied():
        assert (BASE / source).exists(), source
        assert source not in {".", "./", "*", "/"}


def test_docker_and_podman_ignore_the_same():
    assert (BASE / ".dockerignore").read_text() == IGNORED


def test_git_ignores_the_file_of_secrets():
    assert ".env" in (BASE / ".gitignore").read_text().splitlines()


def files_of_the_site() -> list[str]:
    """Everything in the folders of the site but what Python leaves there."""
    folders = [*ROOMS, "templates", "static", "fixtures"]
    files = [file for folder in folders for file in (BASE / folder).rglob("[!.]*") if file.is_file()]
    return [file.relative_to(BASE).as_posix() for file in files if "__pycache__" not in file.parts]


def test_of_the_site_only_the_demo_stays_outside():
    left_out = {path for path in files_of_the_site() if not goes_in(path)}

    assert {path for path in left_out if not path.startswith("srm_site/demo/")} == {
        "quizzes/seeding.py",
        "serving/demo_server.py",
        "srm_site/management/commands/demo.py",
    }
    assert all(goes_in(path) for path in ("manage.py", "requirements.txt", "LICENSE"))


def run_in(folder: Path, *command: str, **variables: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {"SRM_STATIC_ROOT": str(folder / "collected"), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=kept | own | variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


ASK = """
import django
django.setup()
from django.test import Client
from srm_site.wsgi import application
assert Client().get("/healthz").status_code == 200
assert Client().get("/about/", secure=True, SERVER_NAME="learn.example.com").status_code == 200
"""


def test_what_goes_in_is_enough_to_serve(tmp_path):
    for path in [*filter(goes_in, files_of_the_site()), "manage.py"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(BASE / path, tmp_path / path)
    production = {
        "SRM_PRODUCTION": "true",
        "SECRET_KEY": "of-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "learn.example.com",
        "DATABASE_URL": "postgres://srm_app@/whose_layer?host=/nowhere",
        "DJANGO_SETTINGS_MODULE": "srm_site.settings",
    }

    # The admin's files are Django's, and compressing them takes half of the time.
    run_in(tmp_path, "manage.py", "collectstatic", "--no-input", "-v0", "--ignore", "admin")
    run_in(tmp_path, "-c", ASK, **production)


@pytest.mark.parametrize("text", [CONTAINERFILE, PROXYFILE])
def test_the_process_in_a_container_is_not_root(text):
    last_user = re.findall(r"^USER (\S+)$", text, re.MULTILINE)[-1]

    assert last_user.isdecimal()
    assert int(last_user) > 0


@pytest.mark.parametrize("text", [CONTAINERFILE, PROXYFILE])
def test_what_builds_an_image_names_all_that_it_takes(text):
    """`ADD` would also fetch and unpack; a build argument is kept in the image for all to read."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]

    assert not any(line.startswith("ADD") for line in lines)
    assert [line.partition("=")[0] for line in lines if line.startswith("ARG")] == ["ARG BASE"]
    assert not re.search(r"(?i)password|secret|token|--mount", "\n".join(lines))


@pytest.mark.parametrize(
    ("text", "service", "variable"), [(CONTAINERFILE, "web", "BASE_IMAGE"), (PROXYFILE, "proxy", "CADDY_IMAGE")]
)
def test_the_base_image_can_be_pinned(text, service, variable):
    [default] = re.findall(r"^ARG BASE=(\S+)$", text, re.MULTILINE)

    assert "FROM ${BASE}" in text
    assert SERVICES[service]["build"]["args"] == {"BASE": f"${{{variable}:-{default}}}"}
    assert f"{variable}={default}\n" in EXAMPLE


@pytest.fixture
def bare(tmp_path):
    """A PostgreSQL that has neither our roles nor our database."""
    server = EmbeddedServer(tmp_path, durable=False)
    server.ensure_running()
    place = {"host": str(server.socket_folder), "port": "5432"}
    with psycopg.connect(**place, user=SUPERUSER, dbname="postgres", autocommit=True) as superuser:
        superuser.execute("DROP DATABASE whose_layer")
    with psycopg.connect(**place, user=SUPERUSER, dbname="template1", autocommit=True) as superuser:
        superuser.execute("DROP OWNED BY srm_owner")
        superuser.execute("DROP OWNED BY srm_app")
    with psycopg.connect(**place, user=SUPERUSER, dbname="postgres", autocommit=True) as superuser:
        superuser.execute("DROP ROLE srm_owner, srm_app")
    yield place
    server.leave()


def set_up(place: dict[str, str], **passwords: str) -> subprocess.CompletedProcess[str]:
    psql = [str(find_binaries() / "psql"), "--no-psqlrc", "-U", SUPERUSER, "-h", place["host"], "-p", place["port"]]
    return subprocess.run(
        [*psql, "--dbname", "postgres", "--file", str(BASE / "database.sql")],
        env={"PATH": os.environ["PATH"], **passwords},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_script_makes_a_database_in_which_one_role_owns_and_the_other_serves(bare):
    done = set_up(bare, OWNER_PASSWORD="it's a 'secret'", APP_PASSWORD="another")

    assert done.returncode == 0, done.stderr
    with psycopg.connect(**bare, user="srm_owner", dbname="whose_layer", autocommit=True) as owner:
        owner.execute("CREATE TABLE note (id serial, words text)")
        owner.execute("CREATE EXTENSION pg_trgm")
    with psycopg.connect(**bare, user="srm_app", dbname="whose_layer", autocommit=True) as application:
        application.execute("INSERT INTO note (words) VALUES ('hello')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("TRUNCATE note")


def test_the_script_stops_where_a_password_is_missing(bare):
    done = set_up(bare, OWNER_PASSWORD="one")

    assert done.returncode != 0
    with psycopg.connect(**bare, user=SUPERUSER, dbname="postgres") as superuser:
        assert superuser.execute("SELECT count(*) FROM pg_database WHERE datname = 'whose_layer'").fetchone() == (0,)


# ---- An image as built, without an engine

IN_A_BOX = """
set -eu
mount --bind "$1" "$1"
mount --bind "$2" "$3"
mount -o remount,bind,ro /
shift 3
exec setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
"""


class Box:
    """Runs commands as containers of the image would: as a user of its own, with nothing to write to but its data."""

    def __init__(self, folder: Path, database: dict[str, str]):
        self.folder, self.data, self.code = folder, folder / "data", folder / "code"
        self.python = folder / "venv" / "bin"
        self.variables = {
            "PATH": f"{self.python}:/usr/bin:/bin",
            "SRM_PRODUCTION": "true",
            "SECRET_KEY": "of-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
            "ALLOWED_HOSTS": "learn.example.com",
            "SRM_TRUSTED_PROXIES": "1",
            "SRM_DATA_DIR": str(self.data),
            "SRM_STATIC_ROOT": str(folder / "static"),
            "TMPDIR": str(self.data / "tmp"),
        }
        self.socket, self.socket_here = database["host"], folder / "socket"

    def start(self, *command: str, role: str, stderr: int | IO = subprocess.PIPE) -> subprocess.Popen[str]:
        within = [
            "unshare",
            "--mount",
            "sh",
            "-c",
            IN_A_BOX,
            "box",
            self.data,
            self.socket,
            self.socket_here,
            *command,
        ]
        own = self.variables | {"DATABASE_URL": f"postgres://{role}@/whose_layer?host={self.socket_here}"}
        return subprocess.Popen(within, cwd=self.code, env=own, stdout=subprocess.PIPE, stderr=stderr, text=True)

    def run(self, *command: str, role: str = "srm_app") -> str:
        process = self.start(*command, role=role)
        said, complaint = process.communicate()
        assert process.returncode == 0, said + complaint
        return said


def may_have_a_box() -> bool:
    return (
        shutil.which("unshare") is not None
        and not subprocess.run(["unshare", "--mount", "true"], check=False).returncode
    )


@pytest.fixture
def box(bare):
    """The image of the Containerfile, built by its own scripts in a folder that everybody may enter."""
    assert set_up(bare, OWNER_PASSWORD="one", APP_PASSWORD="another").returncode == 0
    Path(bare["host"]).chmod(0o755)
    with tempfile.TemporaryDirectory(prefix="whose-layer-box-", dir="/var/tmp") as name:
        made = Box(Path(name), bare)
        made.folder.chmod(0o755)
        for path in [*filter(goes_in, files_of_the_site()), *filter(goes_in, ("manage.py", "requirements.txt"))]:
            (made.code / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(BASE / path, made.code / path)
        shutil.copytree(BASE / "containers", made.code / "containers")
        subprocess.run([sys.executable, "-m", "venv", made.python.parent], check=True)
        # As in an image: what pytest and its user have set there would decide how static files are collected.
        here = {name: value for name, value in os.environ.items() if not name.startswith("PYT")} | made.variables
        for script in ("containers/install", "containers/collect"):
            subprocess.run([script], cwd=made.code, env=here | {"SRM_PRODUCTION": "false"}, check=True)
        made.socket_here.mkdir()
        (made.data / "tmp").mkdir(parents=True)
        for folder in (made.data, made.data / "tmp"):
            os.chown(folder, 10001, 10001)
        yield made


@pytest.mark.long
@pytest.mark.skipif(not may_have_a_box(), reason="Mount namespaces need root.")
def test_the_image_prepares_serves_runs_timers_and_backs_up_without_rights(box):
    with pytest.raises(AssertionError, match="Read-only file system"):
        box.run("touch", "x")
    assert box.run("id", "-u") == "10001\n"

    box.run(*SERVICES["prepare"]["command"], role="srm_owner")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serve = json.loads(re.findall(r"^CMD (.+)$", CONTAINERFILE, re.MULTILINE)[-1])
    here = (word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in serve)
    with (box.folder / "log").open("w") as log:
        web = box.start(*here, role="srm_app", stderr=log)
    try:
        answers = {path: ask_patiently(port, path) for path in ("/readyz", "/learn/shared-responsibility-model/")}
    finally:
        web.terminate()
        web.communicate()
        print((box.folder / "log").read_text())
    assert answers == {"/readyz": 200, "/learn/shared-responsibility-model/": 200}

    for _, command in timers_in((BASE / SERVICES["timers"]["command"][-1]).read_text()):
        box.run("sh", "-c", command)
    [(_, backup)] = timers_in((BASE / SERVICES["backups"]["command"][-1]).read_text())
    box.run("sh", "-c", backup.replace("/srv/backups", str(box.data)), role="srm_owner")
    assert len(list(box.data.glob("*.backup"))) == 1


def ask_patiently(port: int, path: str) -> int:
    """The status, once anything answers."""
    for _ in range(600):
        connection = HTTPConnection("127.0.0.1", port, timeout=180)
        with suppress(ConnectionError):
            connection.request("GET", path, headers={"Host": "learn.example.com", "X-Forwarded-Proto": "https"})
            return connection.getresponse().status
        threading.Event().wait(0.1)
    return 0


@pytest.mark.long
def test_timers_run_at_their_times_and_a_stop_waits_for_what_is_under_way(tmp_path):
    (tmp_path / "crontab").write_text(f"* * * * *  echo begins; read line < {tmp_path}/stays; echo $line\n")
    os.mkfifo(tmp_path / "stays")
    timers = subprocess.Popen(
        [sys.executable, "manage.py", "run_timers", str(tmp_path / "crontab")],
        cwd=BASE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with timers:
        assert timers.stdout.readline() == "begins\n"
        timers.terminate()
        (tmp_path / "stays").write_text("ends\n")
        assert timers.stdout.read() == "ends\n"
    assert timers.returncode == 0
