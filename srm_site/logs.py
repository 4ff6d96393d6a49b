"""What is written about requests, for people (plain) or machines (`SRM_LOG_FORMAT=json`): one line each.

No line tells who somebody is or holds what opens a door. A request is named by its route, never by its address, in
which invitations, reset keys and calendars carry secrets; e-mail addresses, long random words and PostgreSQL's details
of a row are struck out of everything else. Lines of one request share its id, which the answer carries too.
"""

import json
import logging
import re
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from django.conf import settings

from srm_site.trouble import trouble_behind

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)
STRUCK_OUT = [
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "(address)"),
    (re.compile(r"(?<=DETAIL:).*"), " (row)"),
    (re.compile(r"(?=[\w:-]*\d)(?=[\w:-]*[A-Za-z])[\w:-]{20,}", re.ASCII), "(secret)"),
]

request_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("srm_site.requests")


def route_of(request) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(no route)"


def strike_out(text: str) -> str:
    for pattern, word in STRUCK_OUT:
        text = pattern.sub(word, text)
    return text


class Discreet(logging.Filter):
    """Puts the route for the address of a request, and one line for the traceback of a database that is away."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        request = getattr(record, "request", None)
        if path := getattr(request, "path", ""):
            record.__dict__["route"] = route = route_of(request)
            if isinstance(record.args, tuple):
                record.args = tuple(route if each == path else each for each in record.args)
        error = record.exc_info[1] if record.exc_info else None
        if error and trouble_behind(error):
            first = str(error).partition("\n")[0]
            record.msg, record.args = f"{record.getMessage()}: {type(error).__name__}: {first}", ()
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True


class PlainFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {request_id} {message}", style="{", defaults={"request_id": ""})

    def format(self, record: logging.LogRecord) -> str:
        return strike_out(super().format(record))


class JsonFormatter(logging.Formatter):
    FIELDS = ("request_id", "route", "method", "status", "status_code", "ms")

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": strike_out(record.getMessage()),
        }
        line |= {name: value for name in self.FIELDS if (value := getattr(record, name, "")) != ""}
        if record.exc_info:
            line["exception"] = strike_out(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


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
