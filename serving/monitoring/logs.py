"""A log line about each request; serving/monitoring/log_lines.py says how it is written and what is left out.

Without a line for each request, why requests are refused with 503 is still written, each cause once a minute.
"""

import logging
import re
import time
from secrets import token_hex
from typing import Any

from django.conf import settings

from serving.monitoring.log_lines import request_id, route_of

HEADER = "X-Request-ID"
WARMING = "whose_layer.warming"  # in the environment of a request that nobody sent (serving/warming.py)
ARRIVED = "whose_layer.arrived"  # set in the environment on admission (serving/admission.py)
GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)

SAME_CAUSE = 60  # seconds between two lines about one cause of 503

requests = logging.getLogger("serving.requests")
refusals = logging.getLogger("serving.refusals")
refused: dict[str, tuple[float, int]] = {}  # by cause: when it was last written, by time.monotonic, and how many since


def id_of(meta: dict[str, Any]) -> str:
    given = meta.get("HTTP_X_REQUEST_ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if GIVEN.fullmatch(given) else token_hex(8)


def began(request) -> float:
    """Return when the request arrived, by `time.perf_counter`; it may have waited for admission since."""
    return request.META.get(ARRIVED) or time.perf_counter()


def write(route: str, method: str, status: int, took: float, cause: str = "") -> None:
    """`cause` says why the status is 503."""
    if cause:
        note_refusal(cause)
    ms = round(1000 * took)
    slow = took >= settings.SLOW_SECONDS
    level = logging.WARNING if slow else logging.INFO
    if not requests.isEnabledFor(level):
        return
    words = "slow: %s %s %s in %s ms" if slow else "%s %s %s in %s ms"
    told = {"route": route, "method": method, "status": status, "ms": ms, "cause": cause}
    requests.log(level, words, method, route, status, ms, extra=told)


def note_refusal(cause: str) -> None:
    now = time.monotonic()
    written, more = refused.get(cause, (now - SAME_CAUSE, 0))
    if now - written < SAME_CAUSE:
        refused[cause] = (written, more + 1)
        return
    refused[cause] = (now, 0)
    refusals.warning("Requests are refused with 503: %s (%s more since the last such line)", cause, more)


class RequestMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known_as = id_of(request.META)
        token = request_id.set(known_as)
        since = began(request)
        try:
            response = self.get_response(request)
            if WARMING not in request.META:
                took, cause = time.perf_counter() - since, getattr(response, "cause", "")
                write(route_of(request), request.method, response.status_code, took, cause)
        finally:
            request_id.reset(token)
        response.headers[HEADER] = known_as
        return response
