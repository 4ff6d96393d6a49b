"""What the web server's connections put up with, shown from such a connection."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from django.db import InternalError, OperationalError, connection
from django.db.backends.postgresql.base import DatabaseWrapper

from quizzes.models import ItemResult
from quizzes.statistics.rollup import ONE_ROLL_AT_A_TIME
from serving import connections
from serving.refusals import server_error
from tests.helpers.sittings import answer_all, begin


@contextmanager
def serving(pool_size: int = 2, **changes):
    """A connection to the test database as the web server has it, with a pool of its own."""
    settings = {**connection.settings_dict, "USER": "srm_app", "OPTIONS": {}, "CONN_MAX_AGE": 0, **changes}
    wrapper = DatabaseWrapper(connections.for_serving(settings, pool_size=pool_size, through_pgbouncer=False))
    wrapper._connection_pools = {}
    try:
        yield wrapper
    finally:
        wrapper.close()
        wrapper.close_pool()


def shown(cursor, name: str) -> str:
    cursor.execute(f"SHOW {name}")
    return cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_servers_limits_hold_on_the_applications_connection():
    with serving() as served, served.cursor() as cursor:
        assert shown(cursor, "statement_timeout") == "5s"
        assert shown(cursor, "lock_timeout") == "2s"
        assert shown(cursor, "max_parallel_workers_per_gather") == "0"
        assert shown(cursor, "idle_in_transaction_session_timeout") == "10s"
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("srm_app",)
        assert served.connection.info.get_parameters()["connect_timeout"] == "2"


@pytest.mark.django_db
def test_commands_take_their_time():
    with connection.cursor() as cursor:
        assert shown(cursor, "statement_timeout") == "0"
        assert shown(cursor, "lock_timeout") == "0"


@pytest.mark.django_db
def test_behind_pgbouncer_nothing_is_asked_for_at_the_start():
    made = connections.for_serving(connection.settings_dict, pool_size=2, through_pgbouncer=True)

    assert "options" not in made["OPTIONS"]
    assert made["DISABLE_SERVER_SIDE_CURSORS"]


@pytest.mark.django_db
def test_a_server_that_says_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(connections.ImpatientConnection, "patience", 0.3)
    with serving() as served:
        with served.cursor() as cursor, pytest.raises(OperationalError, match=r"silent for 0\.3 s"):
            cursor.execute("SELECT pg_sleep(2)")
        assert served.connection.closed


@pytest.mark.django_db
@pytest.mark.parametrize("fresh", [60, 0], ids=["heard a moment ago", "not heard for long"])
def test_a_connection_that_was_cut_is_not_lent_again(monkeypatch, fresh):
    monkeypatch.setattr(connections, "FRESH", fresh)
    with serving(pool_size=1) as served:
        with served.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [cut] = cursor.fetchone()
        served.close()  # to the pool
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 1000)", [cut])

        with served.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            assert cursor.fetchone() != (cut,)


@pytest.mark.django_db
def test_the_connection_that_came_back_last_is_lent_first():
    with serving() as served:
        connections.lend_last_first(served.pool)
        served.pool.open()
        first, second = served.pool.getconn(), served.pool.getconn()
        for returned in (second, first):
            served.pool.putconn(returned)

        assert served.pool.getconn() is first
        assert served.pool.getconn() is second
        for lent in (first, second):
            served.pool.putconn(lent)


def test_so_does_the_pool_of_a_site_that_is_served():
    look = "from django.db import connection; print(type(connection.pool._pool).__name__)"
    own = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "SECRET_KEY": "of-this-test", "SRM_POOL_SIZE": "2"}
    served = {"SRM_DATABASE_USER": "srm_app", "DJANGO_SETTINGS_MODULE": "srm_site.settings"}
    environment = {**os.environ, **own, **served}
    told = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {look}"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == connections.LastFirst.__name__


@pytest.mark.django_db
def test_a_server_that_takes_connections_and_says_nothing_fails_within_the_pools_patience(tmp_path, monkeypatch):
    monkeypatch.setattr(connections, "POOL", 0.3)
    folder = Path(tmp_path)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(folder / ".s.PGSQL.5432"))
        silent.listen()

        with (
            serving(HOST=str(folder), NAME="any") as served,
            pytest.raises(OperationalError, match=r"after 0\.30 sec"),
        ):
            served.ensure_connection()


def give_back(wrapper: DatabaseWrapper, *, broken: bool) -> None:
    if broken:
        wrapper.connection.close()
    wrapper.close()


@pytest.mark.django_db
def test_while_the_server_is_away_one_request_waits_for_it_and_the_others_fail_at_once():
    with serving() as served, another(served) as other:
        connections.OneProbe(served.pool)
        served.ensure_connection()
        give_back(served, broken=True)

        for is_back in (False, True):
            served.ensure_connection()
            with pytest.raises(OperationalError, match="away a moment ago"):
                other.ensure_connection()
            give_back(served, broken=not is_back)

        served.ensure_connection()
        other.ensure_connection()


@contextmanager
def another(wrapper: DatabaseWrapper):
    """A second connection, of another thread, from the same pool."""
    other = DatabaseWrapper(wrapper.settings_dict)
    other._connection_pools = wrapper._connection_pools
    yield other
    other.close()


@pytest.mark.django_db
def test_a_server_that_could_not_be_reached_is_tried_by_one_request_at_a_time(monkeypatch):
    monkeypatch.setattr(connections, "POOL", 0.3)
    with serving(HOST="127.0.0.1", PORT="1") as served:
        probing = connections.OneProbe(served.pool)
        for reason in ("after 0.30 sec", "after 0.30 sec"):
            with pytest.raises(OperationalError, match=reason):
                served.ensure_connection()
        probing.turn.acquire()  # another request waits for it
        with pytest.raises(OperationalError, match="away a moment ago"):
            served.ensure_connection()


@pytest.mark.django_db
def test_a_try_that_is_broken_off_leaves_its_turn_to_the_next(monkeypatch):
    def break_off(timeout):
        raise SystemExit("the worker stops")

    with serving(pool_size=1) as served:
        probing = connections.OneProbe(served.pool)
        monkeypatch.setattr(probing, "borrow", break_off)
        monkeypatch.setattr(probing, "is_away", True)
        for _ in range(2):
            with pytest.raises(SystemExit):
                served.ensure_connection()


@pytest.mark.django_db
def test_connections_to_a_server_that_takes_no_more_changes_are_dropped(monkeypatch, rf):
    def backend(wrapper) -> int:
        with wrapper.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return cursor.fetchone()[0]

    with serving(pool_size=1) as served:
        monkeypatch.setattr(connections, "databases", {"default": served})
        former = backend(served)
        try:
            with served.cursor() as cursor:
                cursor.execute("SET default_transaction_read_only = on")
                cursor.execute("CREATE TABLE any_table ()")
        except InternalError:
            answer = server_error(rf.get("/"))
        served.close()

        assert answer.status_code == 503
        assert answer["Retry-After"] == "30"
        assert backend(served) != former


# ---- Why there is no database


@pytest.fixture
def reasons(caplog, monkeypatch):
    """What is logged when connecting fails."""
    monkeypatch.setattr(connections, "told", {})
    return lambda: [record.getMessage() for record in caplog.records if record.name == "serving.connections"]


def connect(**changes) -> None:
    place = {"host": connection.settings_dict["HOST"], "port": connection.settings_dict["PORT"], "dbname": "postgres"}
    with suppress(psycopg.Error):
        connections.ImpatientConnection.connect(**place | {"user": "srm_app", "password": "pa55word"} | changes)


@contextmanager
def refusing(*, fatal: str):
    """The port of something that takes a connection and refuses it as PgBouncer does."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse() -> None:
            taken, _ = listener.accept()
            with taken:
                taken.recv(1024)
                said = b"SFATAL\0C08P01\0M" + fatal.encode() + b"\0\0"
                taken.sendall(b"E" + (len(said) + 4).to_bytes(4) + said)

        thread = Thread(target=refuse)
        thread.start()
        yield str(listener.getsockname()[1])
        thread.join()


@pytest.mark.django_db
def test_why_the_database_cannot_be_reached_is_logged(reasons):
    connect(user="nobody_here")
    connect(dbname="no_such_database")
    connect(host="/nowhere")
    connect(host="127.0.0.1", port="1")

    assert [reason.removeprefix("The database cannot be reached: ") for reason in reasons()] == [
        'FATAL:  role "nobody_here" does not exist',
        'FATAL:  database "no_such_database" does not exist',
        "No such file or directory",
        "Connection refused",
    ]


def test_pgbouncer_that_takes_no_options_is_told_with_the_setting_for_it(reasons):
    with refusing(fatal="unsupported startup parameter in options: statement_timeout") as port:
        connect(host="127.0.0.1", port=port, sslmode="disable", gssencmode="disable")

    assert reasons() == [
        "The database cannot be reached: FATAL:  unsupported startup parameter in options: statement_timeout"
        " (behind PgBouncer, set SRM_PGBOUNCER)"
    ]


@pytest.mark.parametrize(
    "said",
    [
        'connection to server at "192.0.2.7", port 5432 failed: FATAL:  no entry for host "192.0.2.8", user "srm_app"',
        "failed to resolve host 'db.example.com': [Errno -2] Name or service not known",
        "connection timeout expired\n- host: 'db.example.com', port: '5432', hostaddr: '2001:db8::7': pa55word",
        'connection to server at "db.example.com" (2001:db8::7), port 5432 failed: could not reach 2001:db8::9',
    ],
)
def test_no_address_is_in_that_line(said):
    told = connections.reason_of(psycopg.OperationalError(said))

    assert told
    for secret in ("192.0.2", "example.com", "2001:db8", "pa55word"):
        assert secret not in told


@pytest.mark.django_db
def test_the_same_reason_is_logged_once_a_minute(reasons, monkeypatch):
    for _ in range(3):
        connect(user="nobody_here")
    assert len(reasons()) == 1

    monkeypatch.setattr(connections, "SAME_REASON", 0)
    connect(user="nobody_here")

    assert len(reasons()) == 2


@pytest.mark.django_db
def test_a_request_that_waits_for_the_pool_in_vain_leaves_the_reason_in_the_log(reasons, monkeypatch):
    monkeypatch.setattr(connections, "POOL", 0.3)

    with serving(NAME="no_such_database") as served, pytest.raises(OperationalError):
        served.ensure_connection()

    assert reasons() == ['The database cannot be reached: FATAL:  database "no_such_database" does not exist']


@pytest.mark.django_db
def test_a_page_does_not_wait_for_a_command_that_counts(instructor_client, learner):
    answer_all(begin(learner))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
    place = {"host": connection.settings_dict["HOST"], "port": connection.settings_dict["PORT"]}
    with psycopg.connect(dbname=connection.settings_dict["NAME"], user="srm_owner", **place) as command:
        command.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_ROLL_AT_A_TIME])

        assert instructor_client.get("/teach/items/").status_code == 200
        assert something_still_waits()

    assert instructor_client.get("/teach/items/").status_code == 200
    assert not something_still_waits()


def something_still_waits() -> bool:
    return ItemResult.objects.filter(first_answer=None).exists()
