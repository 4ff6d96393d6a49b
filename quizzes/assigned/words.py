"""An assignment in one sentence for its teacher and its learners, from the values that are or would be stored."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.text import get_text_list

from accounts.zones import short_name
from quizzes.assigned.terms import AssignedTerms, latest, terms_of
from quizzes.models import AnswersShown, Assignment, AssignmentException
from serving.whole_numbers import counted

EARLY = "Answers are shown before it closes, so early learners can tell the others."


def in_words(assignment: Assignment, exceptions: Iterable[AssignmentException] = ()) -> str:
    """ "Opens Friday, December 4, 9:00 AM and closes at 9:00 PM EST. 20 minutes, one attempt, …" """
    exceptions, terms, zone = list(exceptions), terms_of(assignment), assignment.cohort.time_zone
    said = [terms_in_words(terms, zone, own_attempts=assignment.has_own_attempts)]
    said += [told for each in exceptions if (told := exception_in_words(assignment, each))]
    ends = latest(terms.closes_at, *(each.closes_at for each in exceptions))
    if terms.answers_at and ends and terms.answers_at < ends:
        said.append(EARLY)
    return " ".join(said)


def terms_in_words(terms: AssignedTerms, zone: str, *, own_attempts: bool) -> str:
    dates = dates_in_words(terms, zone)
    if not own_attempts:
        return dates
    limits = ", ".join(_limits(terms, zone))
    return f"{dates} {limits[:1].upper()}{limits[1:]}."


def dates_in_words(terms: AssignedTerms, zone: str) -> str:
    due_at = None if terms.due_at == terms.closes_at else terms.due_at  # said once
    named = [("opens", terms.opens_at), ("is due", due_at), ("closes", terms.closes_at)]
    moments = [(verb, at) for verb, at in named if at]
    if not moments:
        return "It has no due date."
    parts, before = [], None
    for verb, at in moments:
        parts.append(f"{verb} {moment(at, zone, after=before)}")
        before = at
    told = get_text_list(parts, "and")
    if terms.opens_at is None and terms.due_at:
        told = told.removeprefix("is ")
    return f"{told[:1].upper()}{told[1:]} {short_name(moments[-1][1].astimezone(ZoneInfo(zone)))}."


def _limits(terms: AssignedTerms, zone: str) -> Iterator[str]:
    if terms.time is not None:
        yield counted(round(terms.time.total_seconds() / 60), "minute")
    yield "one attempt" if terms.attempts == 1 else f"{terms.attempts or 'any number of'} attempts"
    match terms.answers:
        case AnswersShown.AT_ONCE:
            yield "answers shown after each question"
        case AnswersShown.AFTER:
            yield "answers shown after handing in"
        case AnswersShown.CLOSED:
            yield "answers shown when it closes"
        case AnswersShown.AT if terms.answers_at:
            yield f"answers shown {moment(terms.answers_at, zone)}"


def exception_in_words(assignment: Assignment, exception: AssignmentException) -> str:
    """ "Omar has 30 minutes and until Monday, December 7, 9:00 AM." """
    terms, usual, zone = terms_of(assignment, exception), terms_of(assignment), assignment.cohort.time_zone
    parts = []
    if terms.time != usual.time and terms.time:
        parts.append(f"has {counted(round(terms.time.total_seconds() / 60), 'minute')}")
    if terms.attempts != usual.attempts and terms.attempts:
        parts.append(f"has {counted(terms.attempts, 'attempt')}")
    if terms.opens_at != usual.opens_at and terms.opens_at:
        parts.append(f"can start {moment(terms.opens_at, zone)}")
    if terms.due_at != usual.due_at and terms.due_at:
        parts.append(f"has it due {moment(terms.due_at, zone)}")
    if terms.closes_at != usual.closes_at and terms.closes_at:
        parts.append(f"has until {moment(terms.closes_at, zone)}")
    return f"{exception.learner} {get_text_list(parts, 'and')}." if parts else ""


def moment(at: datetime, zone: str, *, after: datetime | None = None) -> str:
    """ "Friday, December 4, 9:00 AM" with any other year, or "at 9:00 PM" on the day of `after`."""
    local = at.astimezone(ZoneInfo(zone))
    if after and after.astimezone(ZoneInfo(zone)).date() == local.date():
        return f"at {formatted(local, 'g:i A')}"
    year = "" if local.year == timezone.now().astimezone(ZoneInfo(zone)).year else ", Y"
    return formatted(local, f"l, F j{year}, g:i A")
