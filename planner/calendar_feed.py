"""The plan as a calendar (iCalendar, RFC 5545): an all-day event for each expected review, and one for the exam.

It contains no name, address or cell, so that nothing in it identifies the learner.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from planner.daily import Day
from planner.days_ahead import DayAhead, days_ahead

LONGEST_LINE = 75  # octets
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(day: Day, learner: UUID, *, name: str, url: str) -> str:
    coming = [each for each in (_today(day), *days_ahead(day)) if each.questions]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(name)}//Plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        *(line for each in coming for line in _event(each.day, _review(each), day.known.now, learner, url)),
        *_exam(day, learner, url),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _today(day: Day) -> DayAhead:
    new = sum(not due.asked_before for due in day.due)
    return DayAhead(day.today, len(day.due), new, day.minutes)


def _review(ahead: DayAhead) -> str:
    return (
        f"Review: about {ahead.questions} {'question' if ahead.questions == 1 else 'questions'}, {ahead.minutes} min"
    )


def _exam(day: Day, learner: UUID, url: str) -> Iterable[str]:
    exam_on = day.settings.exam_on
    return _event(exam_on, "Exam day", day.known.now, learner, url) if exam_on and exam_on >= day.today else ()


def _event(on: date, summary: str, now: datetime, learner: UUID, url: str) -> Iterator[str]:
    """The UID follows from learner, day and kind, so that a calendar updates its event instead of adding one."""
    kind = summary.partition(":")[0]
    identity = salted_hmac("quizzes.calendar", f"{learner} {on} {kind}", algorithm="sha256").hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@plan"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    for mark, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(mark, escaped)
    return value


def folded(line: str) -> str:
    """Folds lines over 75 octets, never within a character (RFC 5545, 3.1)."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            parts.append(part)
            part, size = "", 1  # counts the leading space
        part += character
        size += octets
    return "\r\n ".join([*parts, part])
