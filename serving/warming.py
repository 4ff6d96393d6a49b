"""A worker makes what lasts before it takes requests.

The first request would read addresses, facts and templates and compose its queries. That takes a second, in which a
class that comes after a start or a reload is refused.
"""

import ctypes
import gc
import io
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import Error, connection, transaction

from serving.monitoring.logs import WARMING
from serving.postgres import EmbeddedServerError
from serving.prepared import Prepared

SECONDS = 5  # a database that hangs must not stop a worker


def warm_up_worker(worker) -> None:
    thread = Thread(target=warm_up_and_disconnect, args=[worker.wsgi], name="warming", daemon=True)
    thread.start()
    thread.join(SECONDS)
    keep_from_collector()
    gather_in_large_pages()


def keep_from_collector() -> None:
    """What is loaded by now lasts, so looking for garbage passes over it.

    A look at all of it took a fifth of a second, in which a worker answers nobody. The second collection tells the
    collector how little is left, by which it decides when to look again.
    """
    gc.collect()
    gc.freeze()
    gc.collect()


LARGE = 2 << 20  # bytes of a large page
COLLAPSE = 25  # of madvise(2), since Linux 6.1
# In proc(5)'s `smaps`: what a process has for itself and writes to, and how many KB of it are in use.
OWN_MEMORY = re.compile(
    r"^(\w+)-(\w+) rw-p \w+ \S+ 0 +(?:\[heap\])?\nSize:.*\nKernel.*\nMMU.*\nRss: +(\d+)", re.MULTILINE
)


def gather_in_large_pages() -> None:
    """A request touches thousands of pages of memory, more than a processor remembers the addresses of.

    Where most of a region is in use, this takes up no more: stacks of threads stay as they are.
    """
    with suppress(AttributeError, OSError):  # another system than Linux
        madvise = ctypes.CDLL(None).madvise
        madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        for start, end, used in OWN_MEMORY.findall(Path("/proc/self/smaps").read_text()):
            begin, length = int(start, 16), int(end, 16) - int(start, 16)
            first = -(-begin // LARGE) * LARGE
            if 1024 * int(used) > length / 2 and begin + length > first:
                madvise(first, (begin + length - first) // LARGE * LARGE, COLLAPSE)


def warm_up_and_disconnect(application: Callable[..., Any]) -> None:
    try:
        warm_up(application)
    finally:
        connection.close()


def warm_up(application: Callable[..., Any]) -> None:
    """Without a database pages answer 503 here too, and what is missing is made by the first requests."""
    for path in getattr(settings, "PAGES_AT_START", []):
        b"".join(application(environ_of(path), lambda *_: None))
    with suppress(Error, EmbeddedServerError), transaction.atomic():  # queries that lock are composed in one
        for query in Prepared.known:
            query.made  # noqa: B018


def environ_of(path: str) -> dict[str, Any]:
    """As a proxy passes a visitor's request on, so that production does not redirect it."""
    host = next(iter(settings.ALLOWED_HOSTS), "localhost").removeprefix(".")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "443",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": "https",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        WARMING: True,
    }
