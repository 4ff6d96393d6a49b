"""Writes log lines about requests, for people (plain) or machines (`SRM_LOG_FORMAT=json`).

No line identifies a person or contains a secret. A request is named by its route, not its address, which may contain
an invitation, a reset key or a calendar's secret. E-mail addresses, long random words and PostgreSQL's details of a
row are removed from everything else. Lines of one request share its id, which the response carries too. Long text is
cut first, so that removing costs the same however long the headers are.

gunicorn's master writes such lines too, so this module imports nothing of Django: the 13 MB would be copied in each
worker.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

NO_ROUTE = "(no route)"
LONGEST_LINE, LONGEST_ENTRY = 2_000, 16_000  # characters; an entry with a traceback has many lines
ROW = "DETAIL:"  # PostgreSQL's details of a row follow in the line
# Each pattern starts only at the beginning of a run of its characters, so that a run without a match is scanned once,
# and not once per character.
STRUCK_OUT = [
    (re.compile(r"(?<![\w.+%-])(?:[\w.+%-]++@[\w-]++(?:\.[\w-]++)++)+"), "(address)"),
    (re.compile(ROW + ".*"), ROW + " (row)"),
    (re.compile(r"(?<![\w:-])(?=[\w:-]*\d)(?=[\w:-]*[A-Za-z])[\w:-]{20,}", re.ASCII), "(secret)"),
]
WORD = re.compile(r"\A[\w.+%:@-]+")  # at the beginning, all characters that an address or a secret may have

request_id: ContextVar[str] = ContextVar("request_id", default="")


def route_of(request) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else NO_ROUTE


def cut(text: str, most: int) -> str:
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
    FIELDS = ("request_id", "route", "method", "status", "status_code", "ms", "cause")

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
