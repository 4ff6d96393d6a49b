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
graceful_timeout = 5  # a worker that is starting when the terminal closes would miss the signal

at_start = signal.getsignal(signal.SIGHUP)


def when_ready(arbiter):
    # gunicorn would reload on a closed terminal, which must end the demo. nohup still keeps it running.
    signal.signal(signal.SIGHUP, at_start if at_start == signal.SIG_IGN else stop)
    # The arbiter outlives its workers as a user of the embedded server, so the arbiter stops it.
    if server := connections["default"].settings_dict.get("EMBEDDED_SERVER"):
        server.ensure_running()


def stop(*_):
    os.kill(os.getpid(), signal.SIGTERM)


def post_worker_init(worker):
    from serving.warming import warm_up_worker

    warm_up_worker(worker)
    if worker.age == 1:
        # By name, because browsers create no passkey for a numeric address.
        port = worker.sockets[0].getsockname()[1]
        print(f"Whose Layer answers at http://localhost:{port}/  (Ctrl-C stops it)", flush=True)
