"""How gunicorn serves the demo, in gunicorn's own settings; `manage.py demo` starts it."""

import os
import signal

from django.db import connections

from serving.web_server import (  # noqa: F401  gunicorn reads them here
    logger_class,
    sendfile,
    threads,
    worker_class,
    worker_connections,
)

workers = 1
preload_app = True
control_socket_disable = True
loglevel = "warning"
graceful_timeout = 5  # a worker that is just being born when the terminal closes would not hear of it

at_start = signal.getsignal(signal.SIGHUP)


def when_ready(arbiter):
    # A closed terminal must end the demo, which gunicorn would reload and keep; nohup still keeps it.
    signal.signal(signal.SIGHUP, at_start if at_start == signal.SIG_IGN else stop)
    # As a user of the embedded server the arbiter outlives its workers, so it is the one that stops it.
    if server := connections["default"].settings_dict.get("EMBEDDED_SERVER"):
        server.ensure_running()


def stop(*_):
    os.kill(os.getpid(), signal.SIGTERM)


def post_worker_init(worker):
    if worker.age == 1:
        # By name: browsers make no passkey for the number of an address.
        port = worker.sockets[0].getsockname()[1]
        print(f"Whose Layer answers at http://localhost:{port}/  (Ctrl-C stops it)", flush=True)
