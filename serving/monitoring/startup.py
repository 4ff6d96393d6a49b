"""Warnings for the operator, logged once when the site begins to serve."""

import logging
from threading import Thread

from django.conf import settings
from django.db import Error, connection

from serving.grants import may_change_what_is_stored
from serving.postgres import EmbeddedServerError

logger = logging.getLogger(__name__)


def log_startup_doubts() -> None:
    for doubt in settings.SETTINGS_IN_DOUBT:
        logger.warning(doubt)
    try:
        with connection.cursor() as cursor:
            if may_change_what_is_stored(cursor):
                logger.warning(
                    "The site serves with a role that may change stored answers: the second lock of the ledger is off."
                    " Serve as srm_app (docs/running.md, Database)."
                )
    except (Error, EmbeddedServerError):
        logger.warning("No database at the start: pages answer 503 until it can be reached.")
    finally:
        connection.close()


def log_startup_doubts_in_thread(worker) -> None:
    """In a thread, because a database that hangs must not stop a worker. Later workers would log the same."""
    if worker.age == 1:
        Thread(target=log_startup_doubts, name="starting", daemon=True).start()
