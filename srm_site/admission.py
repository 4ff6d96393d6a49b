"""How many requests are worked on at once. What is too much is told so at once, instead of waiting for ever.

Each worker process works on as many requests as it has database connections. A few more wait, answers before pages,
and not for long. The others get 503: a request that nobody waits for any more is not worth working on.
"""

import threading
from collections import deque

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from srm_site.errors import unavailable
from srm_site.trouble import Trouble
from srm_site.web_server import WAITING

PATIENCE = {True: 0.5, False: 0.25}  # seconds for answers, for pages


class Admission:
    """Places at work, and two short queues for them."""

    def __init__(self, places: int, waiting: int = WAITING):
        self.free = places
        self.waiting = waiting
        self.queues: dict[bool, deque[threading.Event]] = {True: deque(), False: deque()}
        self.lock = threading.Lock()

    def enter(self, *, urgent: bool, patience: float) -> bool:
        """Whether there is a place, now or soon; whoever was let in must leave."""
        with self.lock:
            if self.free:
                self.free -= 1
                return True
            queue = self.queues[urgent]
            if len(queue) >= self.waiting:
                return False
            called = threading.Event()
            queue.append(called)
        if called.wait(patience):
            return True
        with self.lock:
            if called.is_set():  # just now
                return True
            queue.remove(called)
            return False

    def leave(self) -> None:
        """Gives the place to who has waited longest, answers first."""
        with self.lock:
            for queue in (self.queues[True], self.queues[False]):
                if queue:
                    queue.popleft().set()
                    return
            self.free += 1


class AdmissionMiddleware:
    def __init__(self, get_response):
        if not settings.POOL_SIZE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.admission = Admission(settings.POOL_SIZE)

    def __call__(self, request):
        if request.path in settings.PROBES:
            return self.get_response(request)
        urgent = request.method == "POST"
        if not self.admission.enter(urgent=urgent, patience=PATIENCE[urgent]):
            return unavailable(request, Trouble.BUSY)
        try:
            response = self.get_response(request)
        except BaseException:  # gunicorn stops a worker that was silent for too long
            self.admission.leave()
            raise
        # Once the reply is sent: until then it may still stream from the database.
        response._resource_closers.append(self.admission.leave)
        return response
