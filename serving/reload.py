"""A worker that stays at work during a reload until those that come after it are ready.

gunicorn starts new workers and tells the old ones to leave in the same moment. Until the new ones have imported the
site, which takes seconds, nobody would answer. A stop is no reload: then workers leave at once.
"""

import multiprocessing
import threading
import time

from serving.reception import ReceivingWorker

PATIENCE = 20  # seconds; new code that does not start must not keep the old for ever

# Made in the master and shared with its workers by fork.
ready = multiprocessing.Value("q", 0)  # workers that have been ready, since the master began
wanted = multiprocessing.Value("q", 0)  # how many that must be for the old ones to leave


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
        elif self.leaving is None:  # gunicorn says so each second
            self.leaving = threading.Thread(target=self.leave_when_relieved, args=(sig, frame), daemon=True)
            self.leaving.start()

    def leave_when_relieved(self, sig, frame) -> None:
        end = time.monotonic() + PATIENCE
        while ready.value < wanted.value and time.monotonic() < end:
            time.sleep(0.05)
        super().handle_exit(sig, frame)
