"""What goes into an image, and how containers start. No engine runs here: the files are read as an engine would."""

import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import psycopg
import pytest
from django.conf import settings as site_settings

from serving.embedded.binaries import find_binaries
from serving.postgres import SUPERUSER, EmbeddedServer
from srm_site import settings as module
from tests.helpers.rooms import ROOMS

BASE = Path(site_settings.BASE_DIR)
CONTAINERFILE = (BASE / "Containerfile").read_text()
COMPOSE = (BASE / "compose.yaml").read_text()
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


def test_the_process_in_a_container_is_not_root():
    last_user = re.findall(r"^USER (\S+)$", CONTAINERFILE, re.MULTILINE)[-1]

    assert last_user.isdecimal()
    assert int(last_user) > 0


def test_the_base_image_can_be_pinned():
    [default] = re.findall(r"^ARG BASE=(\S+)$", CONTAINERFILE, re.MULTILINE)

    assert "FROM ${BASE}" in CONTAINERFILE
    assert f'BASE: "${{BASE_IMAGE:-{default}}}"' in COMPOSE
    assert default in (BASE / "docs" / "running.md").read_text()


def test_no_container_can_gain_rights_or_write_its_own_files():
    hardened, _, rest = COMPOSE.partition("x-site:")
    services = re.findall(r"^  (\w+):\n((?:    .*\n|\n|  +#.*\n)+)", rest.partition("services:")[2], re.MULTILINE)

    for line in ["read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]']:
        assert line in hardened
    assert {name for name, _ in services} == {"database", "prepare", "web", "commands"}
    assert re.match(r" &site\n  <<: \*hardened\n", rest)
    for name, body in services:
        assert re.search(r"<<: \*(hardened|site)\n", body), name
        for loosened in ("privileged", "cap_add", "read_only: false"):
            assert loosened not in body


def test_containers_are_given_settings_that_exist_and_that_the_document_lists():
    _, _, chapter = (BASE / "docs" / "running.md").read_text().partition("## In containers")
    chapter = chapter.partition("\n## ")[0]
    given = set(re.findall(r"^ +(SRM_\w+|SECRET_KEY|ALLOWED_HOSTS|DATABASE_URL):", COMPOSE, re.MULTILINE))

    assert given >= {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SRM_MAIL_HOST", "SRM_MAIL_PASSWORD"}
    assert given <= module.env.known
    assert [name for name in sorted(set(re.findall(r"\$\{(\w+)", COMPOSE))) if f"`{name}`" not in chapter] == []


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
