"""How gunicorn serves a real site, in gunicorn's own settings: `gunicorn --config python:serving.web_server …`.

Bound to a socket that another program holds, such as systemd, a stop or a reload cuts no request: requests that have
arrived are answered, and new ones wait in the socket for the next process.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from contextlib import suppress

from gunicorn import glogging

from serving.environment import Environment
from serving.monitoring.log_lines import JsonFormatter, PlainFormatter, PrivacyFilter

# By name, because gunicorn takes a module named `reload` for the value of its setting.
from serving.reload import on_reload  # noqa: F401  gunicorn reads it here
from serving.reload import post_worker_init as count_as_ready

WAITING = 48  # requests that wait for a place at work (serving/admission.py): a class that opens a page
READING = 8  # threads that read larger bodies (serving/request_bodies.py)
SPARE = 8  # threads that refuse what is too much, and answer probes

env = Environment(os.environ)

worker_class = "serving.reload.PatientWorker"
workers = env.whole("SRM_WORKERS", 2, least=1)
threads = env.whole("SRM_POOL_SIZE", 4) + WAITING + READING + SPARE
timeout = 30  # a worker whose loop hangs that long is replaced
graceful_timeout = 25  # a stop that waits for slow requests must be over within 30 seconds
keepalive = 5
# A process may open 1,024 files by default, and it ends when it cannot open one for a connection.
worker_connections = 800
sendfile = False  # with it, Python waits for a client that reads nothing (serving/reception.py)
control_socket_disable = True
loglevel = "warning"

if env.refused:
    sys.exit("\n".join(env.refused))


class Log(glogging.Logger):
    formatter = JsonFormatter if os.environ.get("SRM_LOG_FORMAT") == "json" else PlainFormatter

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(self.formatter())
            handler.addFilter(PrivacyFilter())

    def exception(self, msg, *args, **kwargs):
        # A client that stops sending or reading is not our error.
        if not isinstance(sys.exception(), (TimeoutError, BlockingIOError)):
            super().exception(msg, *args, **kwargs)


logger_class = Log

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # of glibc's mallopt(3)
KEPT_BYTES = 4_000_000
METRICS = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server):
    # A heap per thread suits threads that run in parallel. Under Python's lock it only scatters what requests leave
    # behind. A page's text of 170 KB, copied for each block that it is in, would be fetched from the system and given
    # back each time, which took 300 page faults.
    with suppress(AttributeError, OSError):  # another libc than glibc
        for option, value in ((M_ARENA_MAX, 1), (M_TRIM_THRESHOLD, KEPT_BYTES), (M_MMAP_THRESHOLD, KEPT_BYTES)):
            ctypes.CDLL(None).mallopt(option, value)
    # Workers count in files of this folder, which outlive a worker, so that sums never decrease.
    if os.environ.get("SRM_METRICS_TOKEN"):
        os.environ[METRICS] = tempfile.mkdtemp(prefix="whose-layer-metrics-")


def post_worker_init(worker):
    # They import Django, which the master must not.
    from serving.monitoring.startup import log_startup_doubts_in_thread
    from serving.warming import warm_up_worker

    warm_up_worker(worker)
    count_as_ready(worker)
    log_startup_doubts_in_thread(worker)


def child_exit(server, worker):
    if METRICS in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server):
    if folder := os.environ.get(METRICS):
        shutil.rmtree(folder, ignore_errors=True)
