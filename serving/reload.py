"""During a reload, old workers stay until the new ones are ready.

gunicorn starts new workers and stops the old ones at the same moment, so for the seconds in which the new ones import
the site nobody would answer. On a stop, workers leave immediately.
"""

import multiprocessing
import threading
import time

from serving.reception import ReceivingWorker

PATIENCE = 20  # seconds; new code that does not start must not keep the old workers forever

# Created in the master and shared with its workers by fork.
ready = multiprocessing.Value("q", 0)  # workers that have become ready since the master started
wanted = multiprocessing.Value("q", 0)  # how many must have become ready before the old ones leave


def on_reload(server) -> None:
    wanted.value = ready.value + server.cfg.workers


def post_worker_init(worker) -> None:
    with ready.get_lock():
        ready.value += 1


class PatientWorker(ReceivingWorker):
    leaving: threading.Thread | None = None

    def handle_exit(self, sig, frame):
        if ready.value >= wanted.value:
            super().handle_exit(sig, frame)
        elif self.leaving is None:  # gunicorn repeats this each second
            self.leaving = threading.Thread(target=self.leave_when_relieved, args=(sig, frame), daemon=True)
            self.leaving.start()

    def leave_when_relieved(self, sig, frame) -> None:
        end = time.monotonic() + PATIENCE
        while ready.value < wanted.value and time.monotonic() < end:
            time.sleep(0.05)
        super().handle_exit(sig, frame)
