"""How gunicorn serves a real site, in gunicorn's own settings: `gunicorn --config python:serving.web_server …`.

Bound to a socket that somebody else holds, such as systemd, a stop or a reload cuts no request: what has arrived is
answered, and what arrives meanwhile waits in the socket for the next process.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from contextlib import suppress

from gunicorn import glogging

from serving.environment import Environment
from serving.monitoring.log_lines import Discreet, JsonFormatter, PlainFormatter

# By name: gunicorn takes a module that is called `reload` for the value of its setting.
from serving.reload import on_reload  # noqa: F401  gunicorn reads it here
from serving.reload import post_worker_init as count_as_ready

WAITING = 48  # requests that wait for a place at work (serving/admission.py): a class that opens a page
READING = 8  # threads that read larger bodies (serving/request_bodies.py)
SPARE = 8  # threads that refuse what is too much, and answer probes

env = Environment(os.environ)

worker_class = "serving.reload.PatientWorker"
workers = env.whole("SRM_WORKERS", 2, least=1)
threads = env.whole("SRM_POOL_SIZE", 4) + WAITING + READING + SPARE
timeout = 30  # a worker whose loop stands still that long is replaced
graceful_timeout = 25  # so that even a stop that waits for slow requests is over within 30 seconds
keepalive = 5
# A process may have 1,024 files open where nobody says more, and one that may open no other for a connection ends.
worker_connections = 800
sendfile = False  # Python waits there for as long as a client takes nothing (serving/reception.py)
control_socket_disable = True
loglevel = "warning"

if env.refused:
    sys.exit("\n".join(env.refused))


class Log(glogging.Logger):
    """gunicorn's own lines, in the format of the site's and as discreet."""

    formatter = JsonFormatter if os.environ.get("SRM_LOG_FORMAT") == "json" else PlainFormatter

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(self.formatter())
            handler.addFilter(Discreet())

    def exception(self, msg, *args, **kwargs):
        # A client that falls silent while it sends, or takes nothing of a reply, is no fault of ours.
        if not isinstance(sys.exception(), (TimeoutError, BlockingIOError)):
            super().exception(msg, *args, **kwargs)


logger_class = Log

M_ARENA_MAX = -8  # of glibc's mallopt(3)
METRICS = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server):
    # A heap for each thread is for programs whose threads run side by side; under Python's lock it only scatters what
    # requests leave behind.
    with suppress(AttributeError, OSError):  # another libc than glibc
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    # The workers count in files of this folder, which outlive a worker, so that sums never go back.
    if os.environ.get("SRM_METRICS_TOKEN"):
        os.environ[METRICS] = tempfile.mkdtemp(prefix="whose-layer-metrics-")


def post_worker_init(worker):
    from serving.monitoring.startup import look_around_meanwhile  # Django's, which the master does without

    count_as_ready(worker)
    look_around_meanwhile(worker)


def child_exit(server, worker):
    if METRICS in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server):
    if folder := os.environ.get(METRICS):
        shutil.rmtree(folder, ignore_errors=True)
