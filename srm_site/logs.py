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
NO_ROUTE = "(no route)"
ARRIVED = "whose_layer.arrived"  # set in the environment by whoever let the request in (srm_site/admission.py)
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
    return f"/{match.route}" if match else NO_ROUTE


def id_of(meta: dict[str, Any]) -> str:
    """The id of a request: the one that a proxy gave, else a new one."""
    given = meta.get("HTTP_X_REQUEST_ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if GIVEN.fullmatch(given) else token_hex(8)


def began(request) -> float:
    """When the request arrived, by `time.perf_counter`; it may have waited to be let in."""
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
        known_as = id_of(request.META)
        token = request_id.set(known_as)
        since = began(request)
        try:
            response = self.get_response(request)
            write(route_of(request), request.method, response.status_code, time.perf_counter() - since)
        finally:
            request_id.reset(token)
        response.headers[HEADER] = known_as
        return response
