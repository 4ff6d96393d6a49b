"""How the web server's own connections to the database give up, so that every request is answered within 10 seconds.

Four limits are the server's and stop what takes too long; `SILENCE` is ours and stops waiting for a server that hangs,
on which no limit of its own acts. Commands have none of them: a regrade or a migration may take its time.
"""

import logging
import re
import select
import time
from collections import deque
from typing import Any

import psycopg
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
FRESH = 0.1  # since the server was last heard: then it is not asked whether it is there
IDLE = 10  # until a connection that only a burst needed is closed
SAME_REASON = 60  # until it is told again why the database cannot be reached
RECONNECT = 1  # the pool's own patience; a longer one would wait longer and longer between attempts

# What PostgreSQL, PgBouncer and the resolver quote after these words, and numbers of networks.
ADDRESS = re.compile(r"(?<=host )['\"][^'\"]*['\"]|\b\d+\.\d+\.\d+\.\d+\b|[0-9a-f]*(?::[0-9a-f]*){2,}", re.ASCII)

logger = logging.getLogger(__name__)


class ImpatientConnection(psycopg.Connection):
    """Gives up on a server that says nothing, and closes: nobody knows what became of the statement."""

    patience: float = SILENCE
    heard: float = 0.0  # by time.monotonic

    @classmethod
    def connect(cls, *args, **kwargs):
        """A request that waits for the pool learns only that nothing came, so the reason is told here."""
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
    """Logs why the database cannot be reached, each reason once a minute however often the pool tries."""
    reason, now = reason_of(error), time.monotonic()
    if now - told.get(reason, -SAME_REASON) >= SAME_REASON:
        told[reason] = now
        logger.error("The database cannot be reached: %s", reason)


def reason_of(error: psycopg.Error) -> str:
    """The first line of an error without the addresses in it."""
    line = re.sub(r"^.*?connection to server .*? failed: ", "", str(error).partition("\n")[0])
    hint = " (behind PgBouncer, set SRM_PGBOUNCER)" if "startup parameter" in line else ""
    return ADDRESS.sub("(address)", line) + hint


def check(connection: ImpatientConnection) -> None:
    """Raises unless the connection works; asked each time one leaves the pool."""
    if time.monotonic() - connection.heard < FRESH and not has_news(connection):
        return
    connection.patience = SILENCE_OF_CHECK
    try:
        ConnectionPool.check_connection(connection)
    finally:
        del connection.patience


def has_news(connection: ImpatientConnection) -> bool:
    """Whether the server has sent something unasked, or hung up: then there is something to read."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


class LastFirst(deque):
    """Connections that wait to be lent, for `popleft` to give the one that came back last.

    Those that take turns are each colder than one, in the server most of all.
    """

    popleft = deque.pop


def lend_last_first(pool: ConnectionPool) -> None:
    """Before the pool is opened. It lends the one that waited longest, and has no option for this."""
    pool._pool = LastFirst()


def for_serving(database: dict[str, Any], *, pool_size: int, through_pgbouncer: bool) -> dict[str, Any]:
    """The DATABASES entry with a pool for each worker process, each connection checked before it is lent.

    PgBouncer takes no options at the start; there the role has the limits (docs/operations.md).
    """
    limits = {
        "statement_timeout": STATEMENT,
        "lock_timeout": LOCK,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION,
    }
    settings = {
        **{name: f"{seconds}s" for name, seconds in limits.items()},
        # What is prepared (serving/prepared.py) looks rows up by their keys: planned once, whatever the values.
        "plan_cache_mode": "force_generic_plan",
        "jit": "off",
        # A page is worked on by one core. Else the planner reads whole tables, since several would share that.
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
