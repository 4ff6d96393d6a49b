"""A log line about each request; serving/monitoring/log_lines.py says how it is written and what is left out."""

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

requests = logging.getLogger("serving.requests")


def id_of(meta: dict[str, Any]) -> str:
    given = meta.get("HTTP_X_REQUEST_ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if GIVEN.fullmatch(given) else token_hex(8)


def began(request) -> float:
    """Return when the request arrived, by `time.perf_counter`; it may have waited for admission since."""
    return request.META.get(ARRIVED) or time.perf_counter()


def write(route: str, method: str, status: int, took: float) -> None:
    ms = round(1000 * took)
    slow = took >= settings.SLOW_SECONDS
    level = logging.WARNING if slow else logging.INFO
    if not requests.isEnabledFor(level):
        return
    words = "slow: %s %s %s in %s ms" if slow else "%s %s %s in %s ms"
    told = {"route": route, "method": method, "status": status, "ms": ms}
    requests.log(level, words, method, route, status, ms, extra=told)


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
                write(route_of(request), request.method, response.status_code, time.perf_counter() - since)
        finally:
            request_id.reset(token)
        response.headers[HEADER] = known_as
        return response
