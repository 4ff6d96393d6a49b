"""The embedded server's life, watched from outside: every user of it is a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from serving import postgres
from serving.postgres import EmbeddedServerError, embedded_database
from tests.helpers.embedded_server import (
    USER,
    User,
    connect,
    demo_served,
    kill,
    run_python,
    server_in,
)


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
    kill(killed)

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
    kill(killed := user.use())
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
    kill(killed)

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
