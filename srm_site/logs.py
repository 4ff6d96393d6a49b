"""A line about each request; how it is written, and what is left out, stands in srm_site/log_lines.py."""

import logging
import re
import time
from secrets import token_hex

from django.conf import settings

from srm_site.log_lines import request_id, route_of

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)

requests = logging.getLogger("srm_site.requests")


class RequestMiddleware:
    """Gives each request an id, and writes a line about each that says how it went; a warning if it was slow."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
        known_as = given if GIVEN.fullmatch(given) else token_hex(8)
        token = request_id.set(known_as)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            self.write(request, response, round(1000 * (time.perf_counter() - began)))
        finally:
            request_id.reset(token)
        response.headers[HEADER] = known_as
        return response

    def write(self, request, response, ms: int) -> None:
        slow = ms >= 1000 * settings.SLOW_SECONDS
        level = logging.WARNING if slow else logging.INFO
        if not requests.isEnabledFor(level):
            return
        told = {"route": route_of(request), "method": request.method, "status": response.status_code, "ms": ms}
        words = "slow: %s %s %s in %s ms" if slow else "%s %s %s in %s ms"
        requests.log(level, words, told["method"], told["route"], told["status"], ms, extra=told)
