"""An address with two servers, as in docs/operations.md: the site connects to the one that takes changes."""

from contextlib import contextmanager
from urllib.parse import quote

import psycopg
import pytest
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper

from serving import connections
from serving.environment import Environment
from serving.postgres import APPLICATION, DATABASE, SUPERUSER, EmbeddedServer

pytestmark = pytest.mark.django_db  # only so that pytest lets a connection be made


class HostServer:
    def __init__(self, folder):
        self.embedded = EmbeddedServer(folder, durable=False)
        self.embedded.ensure_running()
        self.host = str(self.embedded.socket_folder)

    def does(self, *statements: str) -> None:
        with psycopg.connect(host=self.host, dbname=DATABASE, user=SUPERUSER, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def takes_changes(self, does: bool) -> None:
        """A switch as the site sees it: nobody stays connected."""
        self.does(
            f"ALTER SYSTEM SET default_transaction_read_only = {'off' if does else 'on'}",
            "SELECT pg_reload_conf()",
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '{APPLICATION}'",
        )


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hosts")
    servers = [HostServer(folder / name) for name in ("a", "b")]
    yield servers
    for server in servers:
        server.embedded.leave()


@contextmanager
def site_on(servers: list[HostServer]):
    """The database as the web server has it, from an address in its environment."""
    hosts = ",".join(quote(server.host, safe="") for server in servers)
    address = f"postgres://{APPLICATION}@{hosts}/{DATABASE}?target_session_attrs=read-write"
    entry = Environment({"DATABASE_URL": address}).database("DATABASE_URL")
    defaults = {"AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "CONN_MAX_AGE": 0, "TIME_ZONE": None}
    made = connections.for_serving({**defaults, **entry}, pool_size=1, through_pgbouncer=False)
    wrapper = DatabaseWrapper(made)
    wrapper._connection_pools = {}
    try:
        yield wrapper
    finally:
        wrapper.close()
        wrapper.close_pool()


def host_of(wrapper: DatabaseWrapper) -> str:
    wrapper.close()  # to the pool
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT 1")
        return wrapper.connection.info.host


@pytest.mark.parametrize("writable", [0, 1])
def test_the_one_that_takes_changes_is_found_wherever_it_is_named(servers, writable):
    for number, server in enumerate(servers):
        server.takes_changes(number == writable)

    with site_on(servers) as site:
        assert host_of(site) == servers[writable].host


def test_after_a_switch_the_site_finds_the_other_one(servers):
    first, second = servers
    first.takes_changes(True)
    second.takes_changes(False)

    with site_on(servers) as site:
        assert host_of(site) == first.host
        first.takes_changes(False)
        second.takes_changes(True)
        assert host_of(site) == second.host


def test_where_none_takes_changes_there_is_no_connection(servers, monkeypatch):
    monkeypatch.setattr(connections, "POOL", 0.5)
    for server in servers:
        server.takes_changes(False)

    with site_on(servers) as site, pytest.raises(OperationalError):
        host_of(site)


def test_one_that_is_stopped_is_passed_over(servers):
    first, second = servers
    second.takes_changes(True)
    first.embedded._run("pg_ctl", "stop", "-D", "cluster", "-m", "fast", "-w")

    with site_on(servers) as site:
        assert host_of(site) == second.host
