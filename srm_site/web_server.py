"""How gunicorn serves a real site, in gunicorn's own settings: `gunicorn --config python:srm_site.web_server …`.

Bound to a socket that somebody else holds, such as systemd, a stop or a reload cuts no request: what has arrived is
answered, and what arrives meanwhile waits in the socket for the next process.
"""

import os

from gunicorn import glogging

WAITING = 6  # requests of each kind that wait for a place at work (srm_site/admission.py)
SPARE = 8  # threads that refuse what is too much, and answer probes

worker_class = "gthread"
workers = int(os.environ.get("SRM_WORKERS", "2"))
threads = int(os.environ.get("SRM_POOL_SIZE", "4")) + 2 * WAITING + SPARE
timeout = 30  # a worker whose loop stands still that long is replaced
graceful_timeout = 25  # so that even a stop that waits for slow requests is over within 30 seconds
keepalive = 5
control_socket_disable = True
loglevel = "warning"


class Log(glogging.Logger):
    """gunicorn's own lines, in the format of the site's and as discreet."""

    def setup(self, cfg):
        from srm_site.logs import Discreet, JsonFormatter, PlainFormatter

        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter() if os.environ.get("SRM_LOG_FORMAT") == "json" else PlainFormatter())
            handler.addFilter(Discreet())


logger_class = Log
