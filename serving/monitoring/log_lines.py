"""What is written about requests, for people (plain) or machines (`SRM_LOG_FORMAT=json`): one line each.

No line tells who somebody is or holds what opens a door. A request is named by its route, never by its address, in
which invitations, reset keys and calendars carry secrets; e-mail addresses, long random words and PostgreSQL's details
of a row are struck out of everything else. Lines of one request share its id, which the answer carries too. What is
too long is cut first, since anybody can send long headers: striking out costs the same however much was sent.

gunicorn's master writes such lines too. It imports nothing of Django for that: the 13 MB would be its own, since
workers write to every page of memory that they got from it.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

NO_ROUTE = "(no route)"
LONGEST_LINE, LONGEST_ENTRY = 2_000, 16_000  # characters; an entry with a traceback has many lines
ROW = "DETAIL:"  # what follows in its line is PostgreSQL's, of a row
# Each begins where a run of its characters begins, and nowhere inside: a run that comes to nothing is walked once, and
# not once for each of its characters.
STRUCK_OUT = [
    (re.compile(r"(?<![\w.+%-])(?:[\w.+%-]++@[\w-]++(?:\.[\w-]++)++)+"), "(address)"),
    (re.compile(ROW + ".*"), ROW + " (row)"),
    (re.compile(r"(?<![\w:-])(?=[\w:-]*\d)(?=[\w:-]*[A-Za-z])[\w:-]{20,}", re.ASCII), "(secret)"),
]
WORD = re.compile(r"\A[\w.+%:@-]+")  # at the beginning, of all that an address or a secret may consist of

request_id: ContextVar[str] = ContextVar("request_id", default="")


def route_of(request) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else NO_ROUTE


def cut(text: str, most: int) -> str:
    """Its beginning and its end, without what would no longer be known for an address, a secret or a row."""
    if len(text) <= most:
        return text
    head, tail = text[: most // 2], text[-(most // 2) :]
    head, tail = WORD.sub("", head[::-1])[::-1], WORD.sub("", tail)
    if ROW in text[len(head) : -len(tail) or None]:
        tail = tail[tail.find("\n") :] if "\n" in tail else ""
    return f"{head}({len(text) - len(head) - len(tail)} characters left out){tail}"


def strike_out(text: str) -> str:
    text = "\n".join(cut(line, LONGEST_LINE) for line in cut(text, LONGEST_ENTRY).split("\n"))
    for pattern, word in STRUCK_OUT:
        text = pattern.sub(word, text)
    return text


class PrivacyFilter(logging.Filter):
    """Puts the route for the address of a request, and one line for the traceback of a database that is away."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        request = getattr(record, "request", None)
        if path := getattr(request, "path", ""):
            record.__dict__["route"] = route = route_of(request)
            if isinstance(record.args, tuple):
                record.args = tuple(route if each == path else each for each in record.args)
        error = record.exc_info[1] if record.exc_info else None
        if error and is_trouble(error):
            first = str(error).partition("\n")[0]
            record.msg, record.args = f"{record.getMessage()}: {type(error).__name__}: {first}", ()
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True


def is_trouble(error: BaseException) -> bool:
    from serving.trouble import trouble_behind

    return trouble_behind(error) is not None


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
