"""When the web server's connections to the database give up, so that every request is answered within 10 seconds.

PostgreSQL enforces four limits itself and stops a statement that takes too long. `SILENCE` is ours: it stops waiting
for a server that hangs and enforces none of its limits. Commands have no limits, because a regrade or a migration may
take long.
"""

import logging
import re
import select
import threading
import time
from collections import deque
from typing import Any

import psycopg
from django.db import connections as databases
from psycopg.errors import OperationalError
from psycopg_pool import ConnectionPool

# Seconds
CONNECT = 2  # libpq takes no less
POOL = 2  # for a connection of the pool, which includes making one
LOCK = 2
STATEMENT = 5
IDLE_IN_TRANSACTION = 10
SILENCE = STATEMENT + 1
SILENCE_OF_CHECK = 1
FRESH = 0.1  # since the server last answered; younger connections are not checked
IDLE = 10  # until a connection that only a burst needed is closed
SAME_REASON = 60  # between two log lines about the same reason
RECONNECT = 1  # the pool's own patience; a longer one would grow between attempts

# Addresses that PostgreSQL, PgBouncer and the resolver quote after these words, and numbers of networks.
ADDRESS = re.compile(r"(?<=host )['\"][^'\"]*['\"]|\b\d+\.\d+\.\d+\.\d+\b|[0-9a-f]*(?::[0-9a-f]*){2,}", re.ASCII)

logger = logging.getLogger(__name__)


class ImpatientConnection(psycopg.Connection):
    """Give up on a silent server and close: nobody knows whether it has carried out the statement."""

    patience: float = SILENCE
    heard: float = 0.0  # by time.monotonic

    @classmethod
    def connect(cls, *args, **kwargs):
        try:
            return super().connect(*args, **kwargs)
        except psycopg.Error as error:
            log_reason(error)
            raise

    def wait(self, gen, interval=0.1, timeout=None):
        try:
            answer = super().wait(gen, interval, self.patience if timeout is None else timeout)
            self.heard = time.monotonic()
            return answer
        except psycopg.errors._WaitTimeout as silence:
            self.pgconn.finish()
            raise OperationalError(f"the database has been silent for {self.patience} s") from silence


told: dict[str, float] = {}  # reasons, and when by time.monotonic


def log_reason(error: psycopg.Error) -> None:
    reason, now = reason_of(error), time.monotonic()
    if now - told.get(reason, -SAME_REASON) >= SAME_REASON:
        told[reason] = now
        logger.error("The database cannot be reached: %s", reason)


def reason_of(error: psycopg.Error) -> str:
    line = re.sub(r"^.*?connection to server .*? failed: ", "", str(error).partition("\n")[0])
    hint = " (behind PgBouncer, set SRM_PGBOUNCER)" if "startup parameter" in line else ""
    return ADDRESS.sub("(address)", line) + hint


def check(connection: ImpatientConnection) -> None:
    """Raise unless the connection works. The pool calls this each time it lends a connection."""
    if time.monotonic() - connection.heard < FRESH and not has_news(connection):
        return
    connection.patience = SILENCE_OF_CHECK
    try:
        ConnectionPool.check_connection(connection)
    finally:
        del connection.patience


def has_news(connection: ImpatientConnection) -> bool:
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


class LastFirst(deque):
    popleft = deque.pop


def lend_last_first(pool: ConnectionPool) -> None:
    """Call this before the pool opens. The pool has no option for the order in which it lends."""
    pool._pool = LastFirst()


class OneProbe:
    """While a database is away, one request at a time tries it, and the others fail after `patience` seconds.

    It is away from a connection that could not be had or was returned broken, until one is returned that works.
    Without this all slots would wait for it, and requests that do not need it would get none.
    """

    def __init__(self, pool: ConnectionPool, patience: float = 0):
        self.patience = patience
        self.borrow, self.give_back = pool.getconn, pool.putconn
        pool.getconn, pool.putconn = self.lend, self.take_back  # type: ignore[method-assign, assignment]
        self.is_away = False
        self.turn = threading.Lock()
        self.probe: psycopg.Connection | None = None

    def lend(self, timeout: float | None = None) -> psycopg.Connection:
        is_probe = self.is_away
        if is_probe and not self.turn.acquire(timeout=self.patience):
            raise OperationalError("the database was away a moment ago")
        try:
            connection = self.borrow(timeout)
        except BaseException as error:
            self.is_away = self.is_away or isinstance(error, OperationalError)
            if is_probe:
                self.turn.release()
            raise
        if is_probe:
            self.probe = connection
        return connection

    def take_back(self, connection: psycopg.Connection) -> None:
        self.is_away = connection.closed
        if connection is self.probe:
            self.probe = None
            self.turn.release()
        self.give_back(connection)


def drop_connections(alias: str = "default") -> None:
    """Close the pool's connections, the one in use when it is returned. They lead to a server that was replaced."""
    if pool := getattr(databases[alias], "pool", None):
        pool.drain()


def for_serving(database: dict[str, Any], *, pool_size: int, through_pgbouncer: bool) -> dict[str, Any]:
    """Return a DATABASES entry with a pool for each worker process.

    PgBouncer accepts no options at the start, so there the role carries the limits (docs/operations.md).
    """
    limits = {
        "statement_timeout": STATEMENT,
        "lock_timeout": LOCK,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION,
    }
    settings = {
        **{name: f"{seconds}s" for name, seconds in limits.items()},
        # Prepared statements (serving/prepared.py) look rows up by key, so one plan suits all values.
        "plan_cache_mode": "force_generic_plan",
        "jit": "off",
        # One core works on a page. Otherwise the planner reads whole tables, expecting several cores to share that.
        "max_parallel_workers_per_gather": "0",
    }
    options = {
        **database.get("OPTIONS", {}),
        "connect_timeout": CONNECT,
        "application_name": "whose-layer",
        "pool": {
            "min_size": 1,
            "max_size": pool_size,
            "max_idle": IDLE,
            "timeout": POOL,
            "reconnect_timeout": RECONNECT,
            "connection_class": ImpatientConnection,
            "check": check,
        },
    }
    if not through_pgbouncer:
        options["options"] = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return {**database, "OPTIONS": options, "DISABLE_SERVER_SIDE_CURSORS": through_pgbouncer}
